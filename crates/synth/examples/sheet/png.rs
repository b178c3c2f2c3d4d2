//! A picture of palette colours, and its PNG: without compression, which needs no library.

/// Rows of numbers of a palette.
pub struct Picture {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<u8>,
}

impl Picture {
    pub fn new(width: usize, height: usize) -> Self {
        Self { width, height, pixels: vec![0; width * height] }
    }

    /// Sets a pixel; what lies outside is left out.
    pub fn set(&mut self, x: usize, y: usize, colour: u8) {
        if x < self.width && y < self.height {
            self.pixels[y * self.width + x] = colour;
        }
    }

    /// Puts another picture in, by its upper left corner.
    pub fn put(&mut self, x: usize, y: usize, other: &Self) {
        for (row, line) in other.pixels.chunks(other.width).enumerate() {
            for (column, colour) in line.iter().enumerate() {
                self.set(x + column, y + row, *colour);
            }
        }
    }

    pub fn to_png(&self) -> Vec<u8> {
        let mut lines = Vec::with_capacity(self.pixels.len() + self.height);
        for line in self.pixels.chunks(self.width) {
            lines.push(0); // as it is, by no filter
            lines.extend_from_slice(line);
        }
        let mut header = Vec::new();
        header.extend_from_slice(&(self.width as u32).to_be_bytes());
        header.extend_from_slice(&(self.height as u32).to_be_bytes());
        header.extend_from_slice(&[8, 3, 0, 0, 0]); // 8 bits, of a palette
        let palette: Vec<u8> = (0..=255).flat_map(colour).collect();
        let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
        for (name, data) in
            [(b"IHDR", header), (b"PLTE", palette), (b"IDAT", stored(&lines)), (b"IEND", vec![])]
        {
            png.extend_from_slice(&(data.len() as u32).to_be_bytes());
            let start = png.len();
            png.extend_from_slice(name);
            png.extend_from_slice(&data);
            let sum = crc(&png[start..]);
            png.extend_from_slice(&sum.to_be_bytes());
        }
        png
    }
}

/// From black over blue, red and orange to a light yellow.
fn colour(level: u8) -> [u8; 3] {
    const STOPS: [[f32; 3]; 6] = [
        [2.0, 2.0, 8.0],
        [40.0, 18.0, 90.0],
        [140.0, 30.0, 110.0],
        [225.0, 75.0, 60.0],
        [252.0, 165.0, 50.0],
        [252.0, 255.0, 190.0],
    ];
    let place = f32::from(level) / 255.0 * (STOPS.len() - 1) as f32;
    let (stop, part) = ((place as usize).min(STOPS.len() - 2), place.fract());
    let part = if level == u8::MAX { 1.0 } else { part };
    let mix = |k: usize| STOPS[stop][k] + (STOPS[stop + 1][k] - STOPS[stop][k]) * part;
    [mix(0) as u8, mix(1) as u8, mix(2) as u8]
}

/// As a zlib stream of blocks that are stored, not packed.
fn stored(data: &[u8]) -> Vec<u8> {
    let mut out = vec![0x78, 0x01];
    let blocks = data.chunks(0xffff);
    let last = blocks.len() - 1;
    for (i, block) in blocks.enumerate() {
        let length = block.len() as u16;
        out.push(u8::from(i == last));
        out.extend_from_slice(&length.to_le_bytes());
        out.extend_from_slice(&(!length).to_le_bytes());
        out.extend_from_slice(block);
    }
    let (mut a, mut b) = (1u32, 0u32);
    for byte in data {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    out.extend_from_slice(&(b << 16 | a).to_be_bytes());
    out
}

fn crc(data: &[u8]) -> u32 {
    !data.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 }
        })
    })
}
