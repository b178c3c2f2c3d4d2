//! The sky: its gradient, what stands in it, and the clouds that drift across.

use foley_synth::Rng;

use crate::{
    canvas::{Canvas, Rgb, mix, plus},
    light::Light,
    noise::{Plane, dice, smooth},
    setting::{Setting, Thing, Time},
};

/// How much wider than high the field of clouds is seen.
const CLOUD_SCALE: (f32, f32) = (34.0, 46.0);

/// The sky of a scene.
#[derive(Clone, Debug)]
pub(crate) struct Sky {
    clouds: Plane,
    drift: f32,
    /// Where the disc starts and ends: part of the width, and height over the horizon.
    path: [(f32, f32); 2],
    radius: f32,
    starry: bool,
    aurora: bool,
    seed: u32,
}

/// One moment of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    /// Seconds since the start.
    pub(crate) t: f32,
    /// Part of the clip, 0 to 1.
    pub(crate) part: f32,
}

impl Sky {
    pub(crate) fn new(setting: &Setting, rng: &Rng) -> Self {
        let mut own = rng.fork("sky");
        let x = own.range(0.25, 0.75);
        let aside = x + own.range(-0.05, 0.05);
        let night = matches!(setting.time, Time::Night | Time::Dusk);
        let path = match setting.time {
            Time::Day => [(x, 0.72), (aside, 0.78)],
            Time::Sunrise => [(x, 0.02), (aside, 0.26)],
            Time::Sunset => [(x, 0.26), (aside, 0.02)],
            Time::Dusk => [(x, 0.40), (aside, 0.46)],
            Time::Night => [(x, 0.60), (aside, 0.66)],
        };
        Self {
            clouds: Plane::new(rng.fork("clouds")),
            drift: own.range(1.6, 3.0) * if own.chance(0.5) { 1.0 } else { -1.0 },
            path,
            radius: if night { 15.0 } else { 22.0 },
            starry: night && !setting.grey() || setting.has(Thing::Stars),
            aurora: setting.has(Thing::Aurora),
            seed: own.whole(0, u32::MAX - 1),
        }
    }

    /// Where the disc is, in pixels.
    pub(crate) fn disc(&self, canvas: &Canvas, horizon: usize, part: f32) -> (f32, f32) {
        let [from, to] = self.path;
        let x = from.0 + (to.0 - from.0) * part;
        let height = from.1 + (to.1 - from.1) * part;
        (x * canvas.width as f32, horizon as f32 * (1.0 - height))
    }

    /// Paints everything above the horizon.
    pub(crate) fn paint(&self, canvas: &mut Canvas, light: &Light, horizon: usize, now: Moment) {
        let disc = self.disc(canvas, horizon, now.part);
        let radius = self.radius * canvas.unit();
        self.air(canvas, light, horizon, disc);
        if self.starry {
            self.stars(canvas, horizon, now.t);
        }
        if self.aurora {
            self.aurora(canvas, horizon, now.t);
        }
        let veil = smooth(0.95, 0.6, light.cloudiness);
        canvas.dot(disc, radius, light.disc, veil);
        canvas.glow(disc, radius * 2.6, light.glow, veil);
        self.drift_by(canvas, light, horizon, disc, now.t);
    }

    fn air(&self, canvas: &mut Canvas, light: &Light, horizon: usize, disc: (f32, f32)) {
        let reach = 1.0 / (90.0 * canvas.unit());
        for y in 0..horizon {
            let base = light.sky(1.0 - y as f32 / horizon as f32);
            let dy = (y as f32 - disc.1) * reach;
            for (x, pixel) in canvas.row(y).iter_mut().enumerate() {
                // The glow lies flat along the horizon.
                let dx = (x as f32 - disc.0) * reach * 0.7;
                *pixel = plus(base, light.glow, 1.0 / (1.0 + dx * dx + dy * dy));
            }
        }
    }

    fn stars(&self, canvas: &mut Canvas, horizon: usize, t: f32) {
        let count = canvas.width * horizon / 700;
        for i in 0..count as i32 {
            let dice = |n: u32| dice(self.seed.wrapping_add(n), i);
            let (x, y) = (dice(1) * canvas.width as f32, dice(2) * horizon as f32);
            let twinkle = libm::sinf(t * (1.0 + 3.0 * dice(3)) + 6.0 * dice(4));
            let bright = dice(5) * dice(5) * (0.75 + 0.25 * twinkle);
            let fade = smooth(1.0, 0.7, y / horizon as f32);
            let tint: Rgb = [0.9 + 0.1 * dice(6), 0.92, 1.0];
            canvas.shine(x as i32, y as i32, tint, bright * fade * 1.1);
            if bright > 0.5 {
                for (dx, dy) in [(-1, 0), (1, 0), (0, -1), (0, 1)] {
                    canvas.shine(x as i32 + dx, y as i32 + dy, tint, bright * fade * 0.3);
                }
            }
        }
    }

    fn aurora(&self, canvas: &mut Canvas, horizon: usize, t: f32) {
        let unit = canvas.unit();
        for (layer, tint) in [[0.10, 0.75, 0.40], [0.35, 0.25, 0.65]].into_iter().enumerate() {
            for x in 0..canvas.width {
                let u = x as f32 / unit;
                let row = 40.0 + 60.0 * layer as f32;
                let fold = self.clouds.at(u * 0.12 + t * 1.5, row);
                let ray = self.clouds.at(u * 0.55 - t * 2.0, row + 20.0 + t);
                let foot = horizon as f32 * (0.78 - 0.12 * layer as f32 - 0.45 * fold);
                let height = horizon as f32 * (0.30 + 0.25 * ray);
                for y in 0..horizon {
                    let up = (foot - y as f32) / height;
                    let part = smooth(-0.06, 0.05, up) * smooth(1.0, 0.0, up);
                    canvas.shine(x as i32, y as i32, tint, part * (0.15 + 0.75 * ray * ray));
                }
            }
        }
    }

    /// The clouds: a flat field seen from below, so that it narrows towards the horizon.
    fn drift_by(
        &self,
        canvas: &mut Canvas,
        light: &Light,
        horizon: usize,
        disc: (f32, f32),
        t: f32,
    ) {
        let (width, unit) = (canvas.width as f32, canvas.unit());
        let from = 0.78 - 0.62 * light.cloudiness;
        let reach = 1.0 / (150.0 * unit);
        for y in 0..horizon {
            let up = 1.0 - y as f32 / horizon as f32;
            let away = 1.0 / (0.22 + up);
            let fade = smooth(0.02, 0.25, up);
            let v = away * CLOUD_SCALE.1 + t * 0.25;
            let dy = (y as f32 - disc.1) * reach;
            for (x, pixel) in canvas.row(y).iter_mut().enumerate() {
                let u =
                    (x as f32 - width * 0.5) / unit * away * CLOUD_SCALE.0 / 360.0 + self.drift * t;
                let density = self.clouds.at(u, v);
                if density <= from {
                    continue;
                }
                let part = smooth(from, from + 0.28, density) * fade;
                let dx = (x as f32 - disc.0) * reach;
                let near = 1.0 / (1.0 + dx * dx + dy * dy);
                let shade = smooth(from + 0.05, from + 0.5, density) * (1.0 - 0.6 * near);
                let colour = mix(light.cloud_lit, light.cloud_shade, shade);
                *pixel = mix(*pixel, plus(colour, light.glow, 0.5 * near), part * 0.92);
            }
        }
    }
}
