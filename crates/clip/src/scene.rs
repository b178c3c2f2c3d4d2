//! A whole picture of a moment, from the back to the front.

use foley_synth::Rng;

use crate::{
    canvas::Canvas,
    land::Ground,
    light::Light,
    setting::Setting,
    sky::{Moment, Sky},
    things::Things,
    water::Water,
    weather::Air,
};

/// What a prompt looks like, ready to be painted at any moment.
#[derive(Clone, Debug)]
pub(crate) struct Scene {
    setting: Setting,
    light: Light,
    sky: Sky,
    ground: Ground,
    water: Water,
    air: Air,
    things: Things,
    /// Where the horizon lies, as a part of the height.
    horizon: f32,
}

impl Scene {
    pub(crate) fn new(prompt: &str, variation: u64) -> Self {
        let rng = Rng::of_prompt(prompt, variation);
        let setting = Setting::read(prompt, &mut rng.fork("setting"));
        let mut light = rng.fork("light");
        Self {
            light: Light::of(&setting, &mut light),
            sky: Sky::new(&setting, &rng),
            ground: Ground::new(&setting, &rng),
            water: Water::new(&setting, &rng),
            air: Air::new(&setting, &rng),
            things: Things::new(&setting, &rng),
            horizon: light.range(0.54, 0.64) - if setting.wet() { 0.06 } else { 0.0 },
            setting,
        }
    }

    /// Paints one moment over whatever was there.
    pub(crate) fn paint(&self, canvas: &mut Canvas, now: Moment) {
        let horizon = (canvas.height as f32 * self.horizon) as usize;
        let horizon = horizon.clamp(1, canvas.height - 1);
        let disc = self.sky.disc(canvas, horizon, now.part);
        self.sky.paint(canvas, &self.light, horizon, now);
        self.air.behind(canvas, horizon, now.t);
        self.things.above(canvas, &self.light, horizon, now.t);
        // Water hides what is under the horizon.
        let bottom = if self.setting.wet() { horizon } else { canvas.height };
        self.ground.paint(canvas, &self.light, (horizon, bottom), disc, now.t);
        if self.setting.wet() {
            self.water.paint(canvas, &self.light, horizon, disc, now);
        }
        self.things.below(canvas, &self.light, horizon, now.t);
        self.air.before(canvas, &self.light, horizon, now.t);
    }
}
