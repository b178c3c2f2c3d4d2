//! The picture while it is painted: colours of light, from back to front.

use crate::noise::smooth;

/// Red, green, blue, from 0 to 1 as a screen takes them; above 1 while light is added.
pub(crate) type Rgb = [f32; 3];

/// From one colour to another.
#[inline]
pub(crate) fn mix(a: Rgb, b: Rgb, part: f32) -> Rgb {
    [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part, a[2] + (b[2] - a[2]) * part]
}

/// A colour under a light.
#[inline]
pub(crate) fn lit(a: Rgb, light: Rgb) -> Rgb {
    [a[0] * light[0], a[1] * light[1], a[2] * light[2]]
}

/// A colour and light on top of it.
#[inline]
pub(crate) fn plus(a: Rgb, light: Rgb, amount: f32) -> Rgb {
    [a[0] + light[0] * amount, a[1] + light[1] * amount, a[2] + light[2] * amount]
}

/// A picture.
#[derive(Clone, Debug)]
pub(crate) struct Canvas {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) pixels: Vec<Rgb>,
}

impl Canvas {
    pub(crate) fn new(width: usize, height: usize) -> Self {
        Self { width, height, pixels: vec![[0.0; 3]; width * height] }
    }

    /// What is one pixel in a picture of 640 by 360: sizes of small things are in it.
    pub(crate) fn unit(&self) -> f32 {
        self.width.min(self.height) as f32 / 360.0
    }

    pub(crate) fn row(&mut self, y: usize) -> &mut [Rgb] {
        let start = (y * self.width).min(self.pixels.len());
        let end = (start + self.width).min(self.pixels.len());
        &mut self.pixels[start..end]
    }

    /// Lays a colour over one pixel, if there is one.
    #[inline]
    pub(crate) fn lay(&mut self, x: i32, y: i32, colour: Rgb, part: f32) {
        if let Some(pixel) = self.pixel(x, y) {
            *pixel = mix(*pixel, colour, part.clamp(0.0, 1.0));
        }
    }

    /// Adds light to one pixel, if there is one.
    #[inline]
    pub(crate) fn shine(&mut self, x: i32, y: i32, light: Rgb, amount: f32) {
        if let Some(pixel) = self.pixel(x, y) {
            *pixel = plus(*pixel, light, amount);
        }
    }

    fn pixel(&mut self, x: i32, y: i32) -> Option<&mut Rgb> {
        let (x, y) = (usize::try_from(x).ok()?, usize::try_from(y).ok()?);
        if x >= self.width { None } else { self.pixels.get_mut(y * self.width + x) }
    }

    /// Covers a column from `top` to the row `end`, with a soft upper edge; `colour` is asked for
    /// each row.
    pub(crate) fn cover(
        &mut self,
        x: usize,
        top: f32,
        end: usize,
        mut colour: impl FnMut(usize) -> Rgb,
    ) {
        let top = top.clamp(0.0, self.height as f32);
        let first = top.floor() as usize;
        let edge = 1.0 - (top - top.floor());
        for y in first..end.min(self.height) {
            let part = if y == first { edge } else { 1.0 };
            self.lay(x as i32, y as i32, colour(y), part);
        }
    }

    /// A soft disc.
    pub(crate) fn dot(&mut self, at: (f32, f32), radius: f32, colour: Rgb, part: f32) {
        self.around(at, radius + 0.5, |canvas, x, y, distance| {
            canvas.lay(x, y, colour, part * (radius + 0.5 - distance).clamp(0.0, 1.0));
        });
    }

    /// Light that falls off to nothing at `radius`.
    pub(crate) fn glow(&mut self, at: (f32, f32), radius: f32, light: Rgb, amount: f32) {
        self.around(at, radius, |canvas, x, y, distance| {
            let part = smooth(1.0, 0.0, distance / radius);
            canvas.shine(x, y, light, amount * part * part);
        });
    }

    /// A straight stroke of a width.
    pub(crate) fn stroke(
        &mut self,
        from: (f32, f32),
        to: (f32, f32),
        width: f32,
        colour: Rgb,
        part: f32,
    ) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let steps = dx.abs().max(dy.abs()).ceil().clamp(1.0, 4_000.0);
        for i in 0..=steps as usize {
            let along = i as f32 / steps;
            self.dot((from.0 + dx * along, from.1 + dy * along), width * 0.5, colour, part);
        }
    }

    /// Visits the pixels within `radius`, with their distance.
    fn around(
        &mut self,
        (cx, cy): (f32, f32),
        radius: f32,
        mut visit: impl FnMut(&mut Self, i32, i32, f32),
    ) {
        let (last_x, last_y) = (self.width as f32 - 1.0, self.height as f32 - 1.0);
        let span = |centre: f32, last: f32| {
            ((centre - radius).floor().clamp(0.0, last) as i32)
                ..=((centre + radius).ceil().clamp(-1.0, last) as i32)
        };
        for y in span(cy, last_y) {
            for x in span(cx, last_x) {
                let (dx, dy) = (x as f32 - cx, y as f32 - cy);
                let distance = (dx * dx + dy * dy).sqrt();
                if distance < radius {
                    visit(self, x, y, distance);
                }
            }
        }
    }
}
