//! From a plan to a finished sound: each layer made, balanced by loudness, put at its distance,
//! and added up.

use crate::{
    class::Class,
    kit::{control::from_db, filter::Svf, loudness::lufs, reverb::Space, rng::Rng, stereo::Stereo},
    master,
    plan::{Layer, Plan, plan},
    sound::{Sound, frames},
    sounds::Cue,
};

/// Layers are brought to this loudness before their gains, so that gains mean what they say.
const REFERENCE: f32 = -23.0;

/// Where a far sound is heard: most of what arrives has been around.
const FAR: Space = Space { size: 1.9, t60: 1.7, damping: 2_200.0 };

/// Makes the sound of a prompt: `tenths` of a second long (clamped to `1..=`
/// [`MAX_TENTHS`](crate::MAX_TENTHS)); each `variation` is another take.
pub fn render(prompt: &str, tenths: u32, variation: u64) -> Sound {
    let plan = plan(prompt);
    let root = Rng::of_prompt(prompt, variation);
    let mut mix = Stereo::silence(frames(tenths));
    for layer in &plan.layers {
        let sound = heard(layer, &plan, &root, mix.frames());
        // A layer on its own is brought to its loudness by the master.
        let level = match plan.layers.as_slice() {
            [_] => 1.0,
            _ => from_db(REFERENCE - lufs(&sound).max(-80.0)),
        };
        mix.add(&sound, level * layer.gain);
    }
    master::finish(mix, target(&plan))
}

/// One layer, in its place.
fn heard(layer: &Layer, plan: &Plan, root: &Rng, frames: usize) -> Stereo {
    let kind = layer.class.kind();
    let mut sound = (kind.make)(&Cue {
        frames,
        intensity: layer.intensity,
        far: layer.far,
        count: None,
        tempo: 1.0,
        rng: root.fork(kind.name),
    });
    let wider = if plan.ambient { 1.8 } else { 1.0 };
    let answer = kind.space.answer(&sound);
    sound.add(&answer, kind.wet * wider);
    if layer.far {
        recede(&mut sound);
    }
    sound
}

/// Puts a sound a long way off: duller, and more of its echo than of itself.
fn recede(sound: &mut Stereo) {
    for channel in [&mut sound.left, &mut sound.right] {
        let mut air = Svf::new(1_900.0, 0.55);
        for x in channel.iter_mut() {
            *x = air.bands(*x).low;
        }
    }
    let echo = FAR.answer(sound);
    sound.scale(0.6);
    sound.add(&echo, 0.7);
}

/// The loudness of the whole, in LUFS.
fn target(plan: &Plan) -> f32 {
    match plan.layers.as_slice() {
        [Layer { class: Class::Texture, .. }] => -30.0,
        // What is soft alone is also played a little softer, within the norm.
        [only] => master::LOUDNESS + 1.2 * (only.intensity - 0.5),
        _ => master::LOUDNESS,
    }
}
