//! Another reader of MP4 than the crate's own: simple, and failing loudly.
#![allow(dead_code, reason = "each test uses some of it")]

/// A box: where it starts, its name, and what is inside.
pub(crate) type Atom<'a> = (usize, &'a [u8], &'a [u8]);

/// The boxes of a file or of a box.
pub(crate) fn boxes(bytes: &[u8]) -> Vec<Atom<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let (length, header) = match word(bytes, at) as usize {
            1 => (long(bytes, at + 8) as usize, 16),
            length => (length, 8),
        };
        assert!(length >= header && at + length <= bytes.len());
        found.push((at, &bytes[at + 4..at + 8], &bytes[at + header..at + length]));
        at += length;
    }
    found
}

pub(crate) fn names(bytes: &[u8]) -> Vec<&[u8]> {
    boxes(bytes).into_iter().map(|(_, name, _)| name).collect()
}

pub(crate) fn inside<'a>(bytes: &'a [u8], path: &[&[u8; 4]]) -> &'a [u8] {
    path.iter().fold(bytes, |bytes, name| {
        boxes(bytes).into_iter().find(|(_, found, _)| found == name).unwrap().2
    })
}

/// Where in a file something of it starts.
pub(crate) fn place(file: &[u8], part: &[u8]) -> usize {
    part.as_ptr() as usize - file.as_ptr() as usize
}

pub(crate) fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap())
}

pub(crate) fn long(bytes: &[u8], at: usize) -> u64 {
    u64::from_be_bytes(bytes[at..at + 8].try_into().unwrap())
}

/// The sum of the durations in `stts`, in milliseconds, and the number of samples.
pub(crate) fn timed(trak: &[u8]) -> (f64, u32) {
    let timescale = word(inside(trak, &[b"mdia", b"mdhd"]), 12);
    let stts = table(trak, b"stts");
    let (mut units, mut samples) = (0, 0);
    for entry in 0..word(stts, 4) as usize {
        let (count, each) = (word(stts, 8 + 8 * entry), word(stts, 12 + 8 * entry));
        units += count * each;
        samples += count;
    }
    (f64::from(units) * 1_000.0 / f64::from(timescale), samples)
}

pub(crate) fn table<'a>(trak: &'a [u8], name: &[u8; 4]) -> &'a [u8] {
    inside(trak, &[b"mdia", b"minf", b"stbl", name])
}

/// The tracks that a handler of this name is for; all tracks where none is named.
pub(crate) fn traks<'a>(file: &'a [u8], handler: &[u8]) -> Vec<&'a [u8]> {
    let is_trak = |atom: &Atom<'_>| atom.1 == b"trak";
    let handles = |trak: &&[u8]| inside(trak, &[b"mdia", b"hdlr"])[8..12].starts_with(handler);
    boxes(inside(file, &[b"moov"]))
        .into_iter()
        .filter(is_trak)
        .map(|atom| atom.2)
        .filter(handles)
        .collect()
}

/// The chunks of a track, each with its samples: where it starts, and how long each of them is.
pub(crate) fn chunks(trak: &[u8]) -> Vec<(usize, Vec<usize>)> {
    let (stsz, stsc) = (table(trak, b"stsz"), table(trak, b"stsc"));
    let is_long = names(inside(trak, &[b"mdia", b"minf", b"stbl"])).contains(&b"co64".as_slice());
    let offsets: Vec<usize> = if is_long {
        let co64 = table(trak, b"co64");
        (0..word(co64, 4) as usize).map(|i| long(co64, 8 + 8 * i) as usize).collect()
    } else {
        let stco = table(trak, b"stco");
        (0..word(stco, 4) as usize).map(|i| word(stco, 8 + 4 * i) as usize).collect()
    };
    let runs: Vec<(u32, u32)> = (0..word(stsc, 4) as usize)
        .map(|i| (word(stsc, 8 + 12 * i), word(stsc, 12 + 12 * i)))
        .collect();
    let size = |sample: u32| match word(stsz, 4) {
        0 => word(stsz, 12 + 4 * sample as usize) as usize,
        size => size as usize,
    };
    let mut sample = 0;
    let chunks = (1..).zip(offsets).map(|(chunk, offset)| {
        let count = runs.iter().rfind(|(first, _)| *first <= chunk).unwrap().1;
        sample += count;
        (offset, (sample - count..sample).map(size).collect())
    });
    let chunks = chunks.collect();
    assert_eq!(sample, word(stsz, 8));
    assert_eq!(sample, timed(trak).1);
    chunks
}

/// All samples of a track.
pub(crate) fn samples<'a>(file: &'a [u8], trak: &[u8]) -> Vec<&'a [u8]> {
    let mut samples = Vec::new();
    for (mut at, sizes) in chunks(trak) {
        for size in sizes {
            samples.push(&file[at..at + size]);
            at += size;
        }
    }
    samples
}
