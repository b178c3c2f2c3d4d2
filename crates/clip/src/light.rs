//! The colours of an hour: what the sky gives, and what it does to everything under it.

use foley_synth::Rng;

use crate::{
    canvas::{Rgb, lit, mix, plus},
    setting::{Land, Setting, Time, Weather},
};

/// The light of a scene.
#[derive(Clone, Debug)]
pub(crate) struct Light {
    pub(crate) zenith: Rgb,
    pub(crate) middle: Rgb,
    pub(crate) horizon: Rgb,
    /// The disc of the sun, or of the moon.
    pub(crate) disc: Rgb,
    /// What the disc gives to the air around it.
    pub(crate) glow: Rgb,
    /// What falls on the ground.
    pub(crate) ground: Rgb,
    pub(crate) cloud_lit: Rgb,
    pub(crate) cloud_shade: Rgb,
    /// From 0 (none) to 1 (closed).
    pub(crate) cloudiness: f32,
}

impl Light {
    pub(crate) fn of(setting: &Setting, rng: &mut Rng) -> Self {
        let mut light = Self::at(setting.time);
        light.cloudiness = match setting.weather {
            Weather::Clear => rng.range(0.1, 0.25),
            Weather::Cloudy => rng.range(0.4, 0.6),
            Weather::Fog => 0.5,
            Weather::Rain | Weather::Snow => 0.85,
            Weather::Storm => 1.0,
        };
        if setting.grey() {
            light.dull(setting.weather);
        }
        if setting.land == Land::City && setting.time == Time::Night {
            // A city lights its own sky.
            light.horizon = plus(light.horizon, [0.20, 0.12, 0.10], 1.0);
            light.middle = plus(light.middle, [0.05, 0.03, 0.06], 1.0);
            light.cloud_shade = plus(light.cloud_shade, [0.10, 0.07, 0.09], 1.0);
        }
        // No two takes under quite the same sky.
        let tint: Rgb = [rng.range(0.93, 1.07), rng.range(0.95, 1.05), rng.range(0.93, 1.07)];
        for colour in [&mut light.zenith, &mut light.middle, &mut light.horizon] {
            *colour = lit(*colour, tint);
        }
        light
    }

    fn at(time: Time) -> Self {
        let [zenith, middle, horizon, disc, glow, ground, cloud_lit, cloud_shade] = match time {
            Time::Day => [
                [0.16, 0.40, 0.78],
                [0.38, 0.64, 0.92],
                [0.78, 0.89, 0.97],
                [1.00, 0.98, 0.90],
                [0.35, 0.32, 0.22],
                [1.00, 0.98, 0.94],
                [1.00, 1.00, 1.00],
                [0.66, 0.73, 0.82],
            ],
            Time::Sunrise => [
                [0.20, 0.28, 0.52],
                [0.72, 0.50, 0.58],
                [1.00, 0.72, 0.42],
                [1.00, 0.93, 0.72],
                [0.75, 0.42, 0.14],
                [0.80, 0.62, 0.56],
                [1.00, 0.76, 0.58],
                [0.50, 0.38, 0.52],
            ],
            Time::Sunset => [
                [0.15, 0.16, 0.40],
                [0.62, 0.30, 0.42],
                [1.00, 0.50, 0.20],
                [1.00, 0.82, 0.50],
                [0.80, 0.34, 0.08],
                [0.68, 0.45, 0.40],
                [1.00, 0.58, 0.40],
                [0.36, 0.23, 0.40],
            ],
            Time::Dusk => [
                [0.06, 0.09, 0.24],
                [0.22, 0.20, 0.42],
                [0.72, 0.42, 0.40],
                [0.96, 0.94, 0.86],
                [0.30, 0.14, 0.10],
                [0.36, 0.32, 0.44],
                [0.52, 0.40, 0.52],
                [0.16, 0.15, 0.30],
            ],
            Time::Night => [
                [0.010, 0.018, 0.060],
                [0.030, 0.055, 0.130],
                [0.085, 0.130, 0.230],
                [0.96, 0.96, 0.90],
                [0.16, 0.19, 0.26],
                [0.17, 0.21, 0.32],
                [0.20, 0.24, 0.34],
                [0.05, 0.07, 0.13],
            ],
        };
        let cloudiness = 0.0;
        Self { zenith, middle, horizon, disc, glow, ground, cloud_lit, cloud_shade, cloudiness }
    }

    /// Takes the colour out, as a closed sky does.
    fn dull(&mut self, weather: Weather) {
        let (part, level) = match weather {
            Weather::Snow => (0.62, 1.0),
            Weather::Fog => (0.55, 0.95),
            Weather::Storm => (0.75, 0.46),
            _ => (0.68, 0.72),
        };
        for colour in [
            &mut self.zenith,
            &mut self.middle,
            &mut self.horizon,
            &mut self.ground,
            &mut self.cloud_lit,
            &mut self.cloud_shade,
        ] {
            let grey = 0.3 * colour[0] + 0.5 * colour[1] + 0.2 * colour[2];
            let cool = [grey * 0.93, grey * 0.99, grey * 1.08];
            *colour = lit(mix(*colour, cool, part), [level; 3]);
        }
        self.glow = lit(self.glow, [0.4; 3]);
        self.zenith = mix(self.zenith, self.horizon, 0.3);
    }

    /// The sky's colour at a height, 0 at the horizon and 1 at the top.
    pub(crate) fn sky(&self, height: f32) -> Rgb {
        let height = height.clamp(0.0, 1.0);
        if height < 0.38 {
            mix(self.horizon, self.middle, height / 0.38)
        } else {
            mix(self.middle, self.zenith, (height - 0.38) / 0.62)
        }
    }

    /// A thing of a colour, so far off (0 here, 1 at the horizon) that the air lies before it.
    pub(crate) fn far(&self, colour: Rgb, distance: f32) -> Rgb {
        mix(lit(colour, self.ground), mix(self.horizon, self.middle, 0.3), distance)
    }
}
