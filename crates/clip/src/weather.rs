//! What falls and drifts in front of everything: rain, snow, fog, and lightning behind it.

use foley_synth::Rng;

use crate::{
    canvas::{Canvas, Rgb, mix},
    light::Light,
    noise::{Plane, dice, smooth},
    setting::{Setting, Weather},
};

/// The weather of a scene.
#[derive(Clone, Debug)]
pub(crate) struct Air {
    weather: Weather,
    mist: Plane,
    wind: f32,
    seed: u32,
}

impl Air {
    pub(crate) fn new(setting: &Setting, rng: &Rng) -> Self {
        let mut own = rng.fork("air");
        Self {
            weather: setting.weather,
            mist: Plane::new(rng.fork("mist")),
            wind: own.range(-1.0, 1.0),
            seed: own.whole(0, u32::MAX - 1),
        }
    }

    /// How bright the sky flashes, 0 to 1.
    fn flash(&self, t: f32) -> f32 {
        if self.weather != Weather::Storm {
            return 0.0;
        }
        let beat = t / 2.3;
        let at = 0.15 + 0.5 * dice(self.seed ^ 41, beat.floor() as i32);
        let since = beat - beat.floor() - at;
        let once = |since: f32| if since < 0.0 { 0.0 } else { smooth(0.09, 0.0, since) };
        (once(since) + 0.8 * once(since - 0.07)).min(1.0)
    }

    /// Paints what is behind the ground.
    pub(crate) fn behind(&self, canvas: &mut Canvas, horizon: usize, t: f32) {
        let flash = self.flash(t);
        if flash <= 0.0 {
            return;
        }
        let light: Rgb = [0.55, 0.58, 0.72];
        for y in 0..horizon {
            for pixel in canvas.row(y) {
                *pixel = mix(*pixel, light, flash * 0.45);
            }
        }
        let bolt = (t / 2.3).floor() as i32;
        let (width, unit) = (canvas.width as f32, canvas.unit());
        let mut at = (width * (0.2 + 0.6 * dice(self.seed ^ 43, bolt)), 0.0);
        for i in 0..14 {
            let dice = |n: u32| dice(self.seed ^ n, bolt.wrapping_mul(64) + i);
            let next = (at.0 + (dice(47) - 0.5) * 34.0 * unit, at.1 + horizon as f32 / 13.0);
            canvas.stroke(at, next, 2.2 * unit, [0.95, 0.96, 1.0], flash);
            if dice(53) > 0.6 {
                let fork = (next.0 + (dice(59) - 0.5) * 90.0 * unit, next.1 + 26.0 * unit);
                canvas.stroke(next, fork, 1.1 * unit, [0.85, 0.88, 1.0], flash * 0.6);
            }
            at = next;
        }
    }

    /// Paints what is before everything.
    pub(crate) fn before(&self, canvas: &mut Canvas, light: &Light, horizon: usize, t: f32) {
        match self.weather {
            Weather::Rain => self.rain(canvas, light, 230, t),
            Weather::Storm => self.rain(canvas, light, 330, t),
            Weather::Snow => self.snow(canvas, t),
            Weather::Fog => self.fog(canvas, light, horizon, t),
            Weather::Clear | Weather::Cloudy => {}
        }
    }

    fn rain(&self, canvas: &mut Canvas, light: &Light, count: i32, t: f32) {
        let (width, height, unit) = (canvas.width as f32, canvas.height as f32, canvas.unit());
        let colour = mix(light.horizon, [0.85, 0.88, 0.95], 0.65);
        for i in 0..count {
            let dice = |n: u32| dice(self.seed ^ n, i);
            let near = 0.4 + 0.6 * dice(61);
            let fall = t * (1.6 + 1.2 * near) + dice(67);
            let turn = fall.floor();
            let y = (fall - turn) * (height + 60.0 * unit) - 30.0 * unit;
            let start = self::dice(self.seed ^ 71, i.wrapping_mul(31).wrapping_add(turn as i32));
            let slant = self.wind * 0.22;
            let x = start * (width + 80.0 * unit) - 40.0 * unit + slant * y;
            let length = 20.0 * near * unit;
            let to = (x + slant * length, y + length);
            canvas.stroke((x, y), to, 1.1 * near * unit, colour, 0.42 * near);
        }
    }

    fn snow(&self, canvas: &mut Canvas, t: f32) {
        let (width, height, unit) = (canvas.width as f32, canvas.height as f32, canvas.unit());
        for i in 0..170 {
            let dice = |n: u32| dice(self.seed ^ n, i);
            let near = 0.3 + 0.7 * dice(61) * dice(61);
            let fall = t * 0.22 * (0.4 + near) + dice(67);
            let y = (fall - fall.floor()) * (height + 12.0) - 6.0;
            let sway = libm::sinf(t * (0.8 + dice(73)) + 6.0 * dice(79)) * 9.0 * near * unit;
            let drift = dice(71) + self.wind * t * 0.05 * near;
            let x = (drift - drift.floor()) * width + sway;
            canvas.dot((x, y), 2.4 * near * unit, [0.97, 0.98, 1.0], 0.9);
        }
    }

    fn fog(&self, canvas: &mut Canvas, light: &Light, horizon: usize, t: f32) {
        let unit = canvas.unit();
        let colour = mix(light.horizon, light.cloud_lit, 0.35);
        let height = canvas.height as f32;
        for y in 0..canvas.height {
            let off = (y as f32 - horizon as f32 * 1.05) / height;
            let band = smooth(0.5, 0.0, off.abs());
            for (x, pixel) in canvas.row(y).iter_mut().enumerate() {
                let wisp = self.mist.at(
                    x as f32 / unit * 0.10 + t * 2.2 * (0.4 + self.wind.abs()),
                    y as f32 / unit * 0.35,
                );
                *pixel = mix(*pixel, colour, (band * (0.35 + 0.75 * wisp)).min(0.92));
            }
        }
    }
}
