//! What lives in a landscape: birds, a boat, a fire, fireworks.

use foley_synth::Rng;

use crate::{
    canvas::{Canvas, Rgb, lit, mix},
    light::Light,
    noise::{Plane, dice, line, smooth},
    setting::{Setting, Thing},
};

/// The things of a scene.
#[derive(Clone, Debug)]
pub(crate) struct Things {
    things: Vec<Thing>,
    wet: bool,
    flames: Plane,
    seed: u32,
    /// Where the one large thing stands, as a part of the width.
    place: f32,
}

impl Things {
    pub(crate) fn new(setting: &Setting, rng: &Rng) -> Self {
        let mut own = rng.fork("things");
        Self {
            things: setting.things.clone(),
            wet: setting.wet(),
            flames: Plane::new(rng.fork("flames")),
            seed: own.whole(0, u32::MAX - 1),
            place: own.range(0.34, 0.66),
        }
    }

    /// Paints what is in the sky, before the water mirrors it.
    pub(crate) fn above(&self, canvas: &mut Canvas, light: &Light, horizon: usize, t: f32) {
        if self.things.contains(&Thing::Fireworks) {
            self.fireworks(canvas, horizon, t);
        }
        if self.things.contains(&Thing::Birds) {
            self.birds(canvas, light, horizon, t);
        }
    }

    /// Paints what stands on the ground or swims.
    pub(crate) fn below(&self, canvas: &mut Canvas, light: &Light, horizon: usize, t: f32) {
        if self.things.contains(&Thing::Boat) && self.wet {
            self.boat(canvas, light, horizon, t);
        }
        if self.things.contains(&Thing::Fire) {
            self.fire(canvas, t);
        }
    }

    fn birds(&self, canvas: &mut Canvas, light: &Light, horizon: usize, t: f32) {
        let (width, unit) = (canvas.width as f32, canvas.unit());
        let colour = lit(light.ground, [0.22; 3]);
        for i in 0..7 {
            let dice = |n: u32| dice(self.seed ^ n, i);
            let size = (5.0 + 7.0 * dice(1)) * unit;
            let way = dice(2) + t * (0.030 + 0.02 * dice(3));
            let x = (way - way.floor()) * (width + 60.0) - 30.0;
            let glide = libm::sinf(t * 0.7 + 6.0 * dice(5)) * 8.0 * unit;
            let y = horizon as f32 * (0.18 + 0.5 * dice(4)) + glide;
            let beat = libm::sinf(t * (7.0 + 3.0 * dice(6)) + 6.0 * dice(7));
            let tip = -size * 0.55 * beat;
            for side in [-1.0, 1.0] {
                let elbow = (x + side * size * 0.5, y - size * 0.16 + tip * 0.35);
                canvas.stroke((x, y), elbow, 1.7 * unit, colour, 0.9);
                canvas.stroke(elbow, (x + side * size, y + tip), 1.2 * unit, colour, 0.9);
            }
        }
    }

    fn boat(&self, canvas: &mut Canvas, light: &Light, horizon: usize, t: f32) {
        let unit = canvas.unit();
        let x = canvas.width as f32 * (self.place + t * 0.006);
        let rock = libm::sinf(t * 1.3);
        let y = horizon as f32 + 16.0 * unit + rock * 1.5 * unit;
        let hull = lit([0.30, 0.16, 0.12], light.ground);
        let sail = mix(lit([0.98, 0.95, 0.88], light.ground), light.horizon, 0.15);
        let size = 30.0 * unit;
        let rows = size as i32;
        for row in 0..rows {
            let part = row as f32 / size;
            let lean = rock * 2.0 * unit * (1.0 - part);
            let half = size * 0.5 * part;
            for (from, to, colour) in [(0.06, 1.0, sail), (-0.75, -0.06, lit(sail, [0.88; 3]))] {
                let start = (x + lean + half * from) as i32;
                let end = (x + lean + half * to) as i32;
                for column in start..=end {
                    canvas.lay(column, y as i32 - rows - 2 + row, colour, 1.0);
                }
            }
        }
        for row in 0..(6.0 * unit) as i32 + 1 {
            let half = size * 0.62 - row as f32 * 1.4;
            for column in (x - half) as i32..=(x + half) as i32 {
                canvas.lay(column, y as i32 + row, hull, 1.0);
            }
        }
    }

    fn fire(&self, canvas: &mut Canvas, t: f32) {
        let unit = canvas.unit();
        let (x, base) = (canvas.width as f32 * self.place, canvas.height as f32 * 0.90);
        let flicker = 0.85 + 0.3 * line(self.seed ^ 3, t * 5.0, 2);
        let tall = 120.0 * unit;
        canvas.glow((x, base - tall * 0.3), 330.0 * unit, [0.55, 0.24, 0.06], flicker);
        let bark: Rgb = [0.10, 0.06, 0.04];
        for (from, to) in [(-46.0, 30.0), (44.0, -34.0), (-20.0, 52.0)] {
            let (from, to) =
                ((x + from * unit, base + 9.0 * unit), (x + to * unit, base - 9.0 * unit));
            canvas.stroke(from, to, 9.0 * unit, bark, 1.0);
        }
        let half = 52.0 * unit;
        for row in 0..tall as i32 {
            let up = row as f32 / tall;
            for column in -half as i32..=half as i32 {
                let side = column as f32 / half;
                let (u, v) = (side * 22.0, up * 26.0 - t * 34.0);
                let tongue = self.flames.at(u + 90.0, v * 0.5 + 500.0) - 0.5;
                let sway = (self.flames.at(40.0, up * 9.0 - t * 11.0) - 0.5) * up * 1.1;
                let width = (1.0 - up) * (0.45 + 0.9 * up.sqrt());
                let heat =
                    (width - (side + sway).abs()) * 1.6 + tongue * (0.5 + 2.6 * up) - 0.35 * up;
                if heat > 0.0 {
                    let colour = ember(heat);
                    let at = (x as i32 + column, (base - row as f32) as i32);
                    canvas.lay(at.0, at.1, colour, smooth(0.0, 0.22, heat));
                }
            }
        }
        for i in 0..26 {
            let dice = |n: u32| dice(self.seed ^ n, i);
            let life = t * (0.25 + 0.3 * dice(11)) + dice(13);
            let part = life - life.floor();
            let sway = libm::sinf(6.0 * part + 6.0 * dice(17)) * 16.0 * unit;
            let from = (dice(19) - 0.5) * 60.0 * unit;
            let at = (x + from + sway, base - tall * 0.4 - part * 210.0 * unit);
            canvas.dot(at, 1.3 * unit, [1.0, 0.62, 0.22], smooth(1.0, 0.3, part) * 0.9);
        }
    }

    fn fireworks(&self, canvas: &mut Canvas, horizon: usize, t: f32) {
        let unit = canvas.unit();
        let (width, height) = (canvas.width as f32, horizon as f32);
        for lane in 0..3 {
            let beat = t / 1.9 + lane as f32 / 3.0 + 0.25;
            let shot = beat.floor() as i32 * 4 + lane;
            let dice = |n: u32| dice(self.seed ^ n, shot);
            let age = beat - beat.floor();
            let top = (width * (0.14 + 0.72 * dice(1)), height * (0.18 + 0.32 * dice(2)));
            let tint = hue(dice(3));
            if age < 0.25 {
                let y = height + (top.1 - height) * smooth(-0.25, 0.25, age);
                canvas.stroke(
                    (top.0, y),
                    (top.0, y + 12.0 * unit),
                    1.6 * unit,
                    [1.0, 0.85, 0.6],
                    0.8,
                );
                continue;
            }
            let age = (age - 0.25) / 0.75;
            let spread = (1.0 - (1.0 - age) * (1.0 - age)) * (62.0 + 40.0 * dice(4)) * unit;
            let fade = smooth(1.0, 0.35, age);
            canvas.glow(top, 150.0 * unit, tint, 0.35 * smooth(0.3, 0.0, age));
            for i in 0..70 {
                let angle = core::f32::consts::TAU * self::dice(self.seed ^ 5, shot * 128 + i);
                let pace = 0.35 + 0.65 * self::dice(self.seed ^ 7, shot * 128 + i).sqrt();
                let (dx, dy) = (libm::cosf(angle) * pace, libm::sinf(angle) * pace);
                let fall = 42.0 * unit * age * age;
                let at = |back: f32| {
                    (top.0 + dx * spread * back, top.1 + dy * spread * back + fall * back)
                };
                let spark = mix(tint, [1.0; 3], smooth(0.4, 0.0, age));
                canvas.stroke(at(0.86), at(1.0), 1.6 * unit, spark, fade * 0.9);
            }
        }
    }
}

/// The colour of a flame, from its rim to its heart.
fn ember(heat: f32) -> Rgb {
    let rim = mix([0.75, 0.16, 0.03], [1.0, 0.50, 0.08], smooth(0.05, 0.35, heat));
    mix(rim, [1.0, 0.93, 0.62], smooth(0.35, 0.95, heat))
}

/// A bright colour of the wheel, turned by a part of it.
fn hue(turn: f32) -> Rgb {
    let channel = |shift: f32| {
        let at = turn + shift;
        smooth(0.15, 0.45, ((at - at.floor()) * 2.0 - 1.0).abs()) * 0.85 + 0.15
    };
    [channel(0.0), channel(1.0 / 3.0), channel(2.0 / 3.0)]
}
