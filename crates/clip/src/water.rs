//! Water: a mirror that moves, with the sun's path on it, and where there is a beach, the edge of
//! the sea going up and down the sand.

use foley_synth::Rng;

use crate::{
    canvas::{Canvas, Rgb, lit, mix, plus},
    light::Light,
    noise::{Plane, line, smooth},
    setting::{Land, Setting, Weather},
    sky::Moment,
};

/// The water of a scene.
#[derive(Clone, Debug)]
pub(crate) struct Water {
    waves: Plane,
    /// From 0 (a pond) to 1 (a storm).
    swell: f32,
    beach: bool,
    seed: u32,
}

impl Water {
    pub(crate) fn new(setting: &Setting, rng: &Rng) -> Self {
        let mut own = rng.fork("water");
        let calm = setting.land == Land::Lake;
        let swell = match setting.weather {
            Weather::Storm => 1.0,
            _ if calm => 0.12,
            Weather::Rain => 0.6,
            _ => own.range(0.35, 0.55),
        };
        Self {
            waves: Plane::new(rng.fork("waves")),
            swell,
            beach: setting.land == Land::Beach,
            seed: own.whole(0, u32::MAX - 1),
        }
    }

    /// Paints everything below the horizon; what stands above it is mirrored.
    pub(crate) fn paint(
        &self,
        canvas: &mut Canvas,
        light: &Light,
        horizon: usize,
        disc: (f32, f32),
        now: Moment,
    ) {
        let (height, unit) = (canvas.height, canvas.unit());
        let depth = (height - horizon).max(1) as f32;
        let half = canvas.width as f32 * 0.5;
        let deep = lit([0.05, 0.22, 0.32], light.ground);
        for y in horizon..height {
            let near = (y - horizon) as f32 / depth;
            // Waves lie across, and closer together the farther they are.
            let step_x = 0.11 / ((near + 0.07) * unit);
            let row = 95.0 * libm::logf(near + 0.07);
            let flat = smooth(0.0, 0.12, near);
            let tilt = (2.0 + 26.0 * near) * (0.25 + self.swell) * unit;
            let shine = (10.0 + 70.0 * near) * unit;
            let mirror = 0.72 - 0.42 * near;
            for x in 0..canvas.width {
                let u = (x as f32 - half) * step_x;
                let wave = self.waves.at(u + now.t * 1.1, row - now.t * 4.0)
                    + self.waves.at(u * 1.7 - now.t * 1.9, row * 1.6 - now.t * 7.0);
                let wave = (wave - 1.0) * (0.4 + 0.6 * flat);
                // What stood as far above the horizon, bent by the slope of the wave.
                let up = (y - horizon) as f32 * 1.15 + wave * tilt * 2.0;
                let from = (horizon as f32 - 1.0 - up.max(0.0)).max(0.0) as usize;
                let seen = canvas.pixels[from * canvas.width + x];
                let part = (mirror - wave * (0.35 + 0.35 * self.swell)).clamp(0.08, 0.9);
                let mut colour = mix(deep, seen, part);
                let off = (x as f32 - disc.0) / shine;
                let path = 1.0 / (1.0 + off * off);
                let glint = smooth(0.10, 0.42, wave) * path * path;
                colour = plus(colour, lit(light.disc, light.glow), glint * 1.9);
                let crest = smooth(0.62 - 0.36 * self.swell, 0.9, wave) * smooth(0.03, 0.3, near);
                colour = mix(colour, light.cloud_lit, crest * self.swell * 0.55);
                canvas.pixels[y * canvas.width + x] = colour;
            }
        }
        if self.beach {
            self.sand(canvas, light, horizon, now);
        }
    }

    /// The edge of the sea: it runs up the sand, leaves it wet, and draws back.
    fn sand(&self, canvas: &mut Canvas, light: &Light, horizon: usize, now: Moment) {
        let (height, unit) = (canvas.height as f32, canvas.unit());
        let depth = height - horizon as f32;
        let turn = libm::sinf(now.t * 1.25 + 0.6);
        let reach = horizon as f32 + depth * (0.56 + 0.07 * turn);
        let highest = horizon as f32 + depth * 0.66;
        let dry = lit([0.93, 0.80, 0.60], light.ground);
        let wet = mix(lit([0.60, 0.48, 0.36], light.ground), light.horizon, 0.22);
        let foam: Rgb = mix(light.cloud_lit, [1.0; 3], 0.15);
        for x in 0..canvas.width {
            let u = x as f32 / height;
            let bow = (line(self.seed, u * 1.7 + now.t * 0.05, 3) - 0.5) * depth * 0.16;
            let lap = (line(self.seed ^ 9, u * 6.0 - now.t * 0.3, 2) - 0.5) * depth * 0.05;
            let slant = (u - 0.9) * depth * 0.09;
            let edge = reach + bow + lap + slant;
            let line_of_wet = (highest + bow + slant).max(edge);
            canvas.cover(x, edge, usize::MAX, |y| {
                let y = y as f32;
                let grain = self.waves.at(x as f32 * 1.7, y * 1.7) - 0.5;
                let dryness = smooth(line_of_wet - 6.0 * unit, line_of_wet + 14.0 * unit, y);
                let sand = mix(wet, dry, dryness);
                lit(sand, [1.0 + 0.10 * grain - 0.10 * smooth(edge, height * 1.3, y); 3])
            });
            // Foam at the edge, and the two waves behind it.
            for (back, width, part) in [(0.0, 5.0, 0.95), (0.16, 3.0, 0.6), (0.29, 2.0, 0.4)] {
                let ragged = line(self.seed ^ 17, u * 14.0 + back * 40.0 + now.t * 0.4, 3);
                let y = edge - back * depth * (0.8 + 0.25 * turn) - lap * back * 4.0;
                let width = width * unit * (0.35 + 1.3 * ragged);
                for row in (y - width) as i32..=(y + width * 0.6) as i32 {
                    let off = ((row as f32 - y) / width.max(0.5)).abs();
                    let there = smooth(0.25, 0.55, ragged + (0.3 - back));
                    canvas.lay(x as i32, row, foam, part * there * smooth(1.0, 0.3, off));
                }
            }
        }
    }
}
