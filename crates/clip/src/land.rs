//! The ground: ridges one behind the other, each moving past as fast as it is near.

use foley_synth::Rng;

use crate::{
    canvas::{Canvas, Rgb, lit, mix},
    light::Light,
    noise::{dice, line, smooth},
    setting::{Land, Setting, Time, Weather},
};

/// What a ridge is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Hill,
    Peak,
    Wood,
    Dune,
    Houses,
}

/// One ridge. Heights are parts of the picture's height over the horizon, lengths in units of it.
#[derive(Clone, Copy, Debug)]
struct Ridge {
    kind: Kind,
    /// 0 here, 1 at the horizon.
    far: f32,
    base: f32,
    swell: f32,
    /// How long its features are.
    length: f32,
    seed: u32,
}

/// The ground of a scene.
#[derive(Clone, Debug)]
pub(crate) struct Ground {
    ridges: Vec<Ridge>,
    /// Picture heights per second that what is nearest moves past.
    pan: f32,
    snowy: bool,
    lit_windows: f32,
}

impl Ground {
    pub(crate) fn new(setting: &Setting, rng: &Rng) -> Self {
        let mut own = rng.fork("ground");
        let plan: &[(Kind, f32, f32, f32, f32)] = match setting.land {
            Land::Sea => &[(Kind::Hill, 0.72, -0.03, 0.08, 0.5)],
            Land::Beach => &[(Kind::Hill, 0.6, -0.02, 0.13, 0.45)],
            Land::Lake => &[
                (Kind::Peak, 0.72, 0.06, 0.24, 0.42),
                (Kind::Hill, 0.5, 0.0, 0.12, 0.5),
                (Kind::Wood, 0.3, 0.0, 0.05, 0.4),
            ],
            Land::Hills => &[
                (Kind::Hill, 0.7, 0.03, 0.16, 0.6),
                (Kind::Hill, 0.45, -0.04, 0.15, 0.5),
                (Kind::Wood, 0.28, -0.12, 0.10, 0.5),
                (Kind::Hill, 0.05, -0.26, 0.16, 0.7),
            ],
            Land::Mountains => &[
                (Kind::Peak, 0.62, 0.12, 0.36, 0.5),
                (Kind::Peak, 0.38, -0.04, 0.30, 0.38),
                (Kind::Wood, 0.18, -0.16, 0.12, 0.5),
                (Kind::Hill, 0.03, -0.32, 0.12, 0.7),
            ],
            Land::Forest => &[
                (Kind::Hill, 0.75, 0.08, 0.20, 0.5),
                (Kind::Wood, 0.55, 0.02, 0.14, 0.4),
                (Kind::Wood, 0.32, -0.08, 0.12, 0.4),
                (Kind::Wood, 0.08, -0.26, 0.10, 0.4),
            ],
            Land::City => &[
                (Kind::Houses, 0.62, 0.10, 0.26, 0.055),
                (Kind::Houses, 0.36, 0.02, 0.30, 0.085),
                (Kind::Houses, 0.10, -0.12, 0.22, 0.13),
            ],
            Land::Desert => &[
                (Kind::Peak, 0.78, -0.02, 0.12, 0.5),
                (Kind::Dune, 0.5, -0.03, 0.12, 0.6),
                (Kind::Dune, 0.28, -0.12, 0.14, 0.7),
                (Kind::Dune, 0.05, -0.28, 0.16, 0.9),
            ],
        };
        let ridges = plan
            .iter()
            .map(|&(kind, far, base, swell, length)| Ridge {
                kind,
                far,
                base,
                swell: swell * own.range(0.85, 1.15),
                length: length * own.range(0.85, 1.15),
                seed: own.whole(0, u32::MAX - 1),
            })
            .collect();
        Self {
            ridges,
            // Many small windows are hard to follow.
            pan: own.range(0.03, 0.06)
                * if setting.land == Land::City { 0.5 } else { 1.0 }
                * if own.chance(0.5) { 1.0 } else { -1.0 },
            snowy: setting.weather == Weather::Snow,
            lit_windows: match setting.time {
                Time::Night => 0.46,
                Time::Dusk => 0.36,
                Time::Sunset | Time::Sunrise => 0.16,
                Time::Day if setting.grey() => 0.12,
                Time::Day => 0.0,
            },
        }
    }

    /// Paints all ridges down to the row `bottom`.
    pub(crate) fn paint(
        &self,
        canvas: &mut Canvas,
        light: &Light,
        (horizon, bottom): (usize, usize),
        disc: (f32, f32),
        t: f32,
    ) {
        let (width, height) = (canvas.width, canvas.height as f32);
        let places = |ridge: &Ridge| {
            let shift = self.pan * t * (1.0 - ridge.far) * (1.0 - ridge.far);
            (0..width).map(move |x| x as f32 / height + shift)
        };
        let tops: Vec<Vec<f32>> =
            self.ridges.iter().map(|ridge| places(ridge).map(|u| ridge.top(u)).collect()).collect();
        for (i, ridge) in self.ridges.iter().enumerate() {
            for (x, u) in places(ridge).enumerate() {
                let row = |top: f32| horizon as f32 - top * height;
                // What nearer ridges hide isn't painted.
                let hidden = tops[i + 1..].iter().map(|tops| row(tops[x]));
                let end = hidden.fold(bottom as f32, f32::min).max(0.0) as usize + 1;
                let top = tops[i][x];
                let side = if x as f32 > disc.0 { -1.0 } else { 1.0 };
                let slope = ((top - ridge.top(u + 0.012)) / 0.012 * side).clamp(-1.0, 1.0);
                let top = row(top);
                canvas.cover(x, top, end, |y| {
                    let below = (y as f32 - top) / height;
                    self.colour(ridge, light, u, below, slope)
                });
            }
        }
    }

    fn colour(&self, ridge: &Ridge, light: &Light, u: f32, below: f32, slope: f32) -> Rgb {
        let white: Rgb = [0.92, 0.95, 1.0];
        let sunny = 1.0 + 0.22 * slope * smooth(0.3, 0.0, below);
        let colour = match ridge.kind {
            Kind::Hill => {
                let grass = mix([0.34, 0.50, 0.20], [0.14, 0.27, 0.12], smooth(0.0, 0.3, below));
                if self.snowy { mix(grass, white, 0.85) } else { grass }
            }
            Kind::Peak => {
                let rock = [0.36, 0.35, 0.38];
                let ragged = 0.05 * line(ridge.seed ^ 5, u / ridge.length * 9.0, 3);
                let snow = smooth(0.10, 0.03, below + ragged - if self.snowy { 0.2 } else { 0.0 });
                // Spurs run down both ways from the crest; one side of each is in the light.
                let at = u / ridge.length * 7.0;
                let spur = |way: f32| line(ridge.seed ^ 13, at + way * below * 26.0, 2);
                let facing = spur(1.0) - spur(-1.0) + 0.5 * slope * smooth(0.12, 0.0, below);
                let shade = 0.72 + 0.42 * smooth(-0.35, 0.35, facing);
                return light.far(lit(mix(rock, white, snow * 0.9), [shade; 3]), ridge.far);
            }
            Kind::Wood => {
                let leaf = mix([0.16, 0.30, 0.17], [0.06, 0.14, 0.09], smooth(0.0, 0.14, below));
                if self.snowy { mix(leaf, white, smooth(0.03, 0.0, below) * 0.75) } else { leaf }
            }
            Kind::Dune => mix([0.88, 0.68, 0.42], [0.55, 0.37, 0.22], smooth(0.0, 0.35, below)),
            Kind::Houses => return self.house(ridge, light, u, below),
        };
        light.far(lit(colour, [sunny; 3]), ridge.far)
    }

    fn house(&self, ridge: &Ridge, light: &Light, u: f32, below: f32) -> Rgb {
        let at = u / ridge.length;
        let cell = at.floor() as i32;
        let tone = 0.20 + 0.16 * dice(ridge.seed ^ 11, cell);
        let wall = light.far([tone * 0.95, tone, tone * 1.12], ridge.far);
        // Windows in rows, the same number in every house of a row of houses.
        let (wx, wy) = ((at - at.floor()) * 7.0, below / ridge.length * 9.0);
        let (ix, iy) = (wx.floor() as i32, wy.floor() as i32);
        let inside = (0.25..0.8).contains(&(wx - wx.floor()))
            && (0.3..0.8).contains(&(wy - wy.floor()))
            && (1..6).contains(&ix)
            && below > ridge.length * 0.1;
        if !inside {
            return wall;
        }
        let which = dice(ridge.seed ^ 23, cell.wrapping_mul(4_096) + iy * 8 + ix);
        if which < self.lit_windows {
            let warm = dice(ridge.seed ^ 29, cell.wrapping_mul(512) + iy * 8 + ix);
            let lamp = mix([1.0, 0.78, 0.40], [0.75, 0.88, 1.0], smooth(0.7, 0.9, warm));
            mix(lamp, wall, 0.1 + 0.45 * ridge.far)
        } else {
            mix(wall, light.horizon, 0.22)
        }
    }
}

impl Ridge {
    /// How high it stands at a place.
    fn top(&self, u: f32) -> f32 {
        let at = u / self.length;
        match self.kind {
            Kind::Hill => self.base + self.swell * line(self.seed, at, 3),
            Kind::Dune => {
                // A long back and a sharp crest.
                let wave = line(self.seed, at, 2);
                self.base + self.swell * (1.0 - (2.0 * wave - 1.0).abs())
            }
            Kind::Peak => {
                let fold = |seed: u32, x: f32| 1.0 - (2.0 * line(seed, x, 1) - 1.0).abs();
                let shape = 0.62 * fold(self.seed, at)
                    + 0.24 * fold(self.seed ^ 1, at * 2.3)
                    + 0.10 * fold(self.seed ^ 2, at * 5.1)
                    + 0.04 * fold(self.seed ^ 3, at * 13.0);
                self.base + self.swell * shape
            }
            Kind::Wood => {
                let ground = self.base + self.swell * line(self.seed, at, 2);
                ground + self.tree(u, 0).max(self.tree(u, 1))
            }
            Kind::Houses => {
                let cell = at.floor() as i32;
                let gap = dice(self.seed ^ 3, cell) < 0.15;
                let high = dice(self.seed, cell);
                let part = at - at.floor();
                let roof = if dice(self.seed ^ 7, cell) > 0.6 && (0.3..0.7).contains(&part) {
                    0.03
                } else {
                    0.0
                };
                let height = if gap { 0.1 } else { 0.2 + 0.8 * high * high };
                self.base + self.swell * height + roof
            }
        }
    }

    /// Conifers side by side, in two rows that overlap.
    fn tree(&self, u: f32, row: u32) -> f32 {
        let size = 0.018 + 0.065 * (1.0 - self.far) * (1.0 - self.far);
        let at = u / (size * 0.62) + 0.5 * row as f32;
        let cell = at.floor() as i32;
        let seed = self.seed ^ (31 + row);
        let centre = 0.35 + 0.3 * dice(seed, cell);
        let tall = size * (0.55 + 0.75 * dice(seed ^ 1, cell));
        let off = ((at - at.floor()) - centre).abs() * 2.0;
        // Branches: the outline steps in as it rises.
        let up = (1.0 - off).max(0.0);
        let step = (up * 6.0).floor() / 6.0;
        tall * (0.55 * up + 0.45 * step)
    }
}
