//! From a plan to a finished sound: each layer made, balanced by loudness, put at its distance;
//! those of a step added up, the steps one after the other over what is heard throughout, and all
//! of it in its place.

use crate::{
    class::Class,
    kit::{
        RATE,
        control::{from_db, smooth},
        filter::{OnePole, Svf},
        loudness::lufs,
        reverb::Space,
        rng::Rng,
        stereo::Stereo,
    },
    master,
    place::Place,
    plan::{Distance, Layer, Plan, Step, plan},
    sound::{Sound, frames},
    sounds::Cue,
};

/// Layers are brought to this loudness before their gains, so that gains mean what they say.
const REFERENCE: f32 = -23.0;

/// What is heard throughout stays this far below what happens.
const BEDS_DB: f32 = -8.0;

/// Where a far sound is heard: most of what arrives has been around.
const FAR: Space = Space { size: 1.9, t60: 1.7, damping: 2_200.0 };

/// What is at the ear gains so much above so many Hz, as a factor of amplitude.
const NEAR_HZ: f32 = 2_500.0;
const NEAR_GAIN: f32 = 0.8;

/// One step goes over into the next in this time.
const CROSSFADE: f32 = 0.03;

/// The echo of a step is heard so far into the next.
const TAIL: f32 = 1.5;

/// A step shorter than this says nothing. In seconds, as all times here.
const LEAST_STEP: f32 = 0.5;

/// Makes the sound of a prompt: `tenths` of a second long (clamped to `1..=`
/// [`MAX_TENTHS`](crate::MAX_TENTHS)); each `variation` is another take.
pub fn render(prompt: &str, tenths: u32, variation: u64) -> Sound {
    play(&plan(prompt), prompt, tenths, variation)
}

/// The same, with everything at the ear that the prompt does not put elsewhere: as for those who listen
/// for the small sounds of things.
pub fn render_close(prompt: &str, tenths: u32, variation: u64) -> Sound {
    let mut plan = plan(prompt);
    let steps = plan.steps.iter_mut().flat_map(|step| &mut step.layers);
    for layer in steps.chain(&mut plan.beds) {
        if layer.distance == Distance::Here {
            layer.distance = Distance::Close;
        }
    }
    play(&plan, prompt, tenths, variation)
}

fn play(plan: &Plan, prompt: &str, tenths: u32, variation: u64) -> Sound {
    let root = Rng::of_prompt(prompt, variation);
    let frames = frames(tenths);
    let mut mix = match plan.steps.as_slice() {
        [only] => at_once(&only.layers, plan, &root, Slot::whole(frames)),
        steps => in_turn(steps, plan, &root, frames),
    };
    if let Some(place) = plan.place {
        put_in(place, &mut mix);
    }
    master::finish(mix, target(plan))
}

/// When a sound is heard.
#[derive(Clone, Copy, Debug)]
struct Slot {
    frames: usize,
    /// Frames of its echo after it.
    tail: usize,
    /// Frames in which it comes and goes.
    fade_in: usize,
    fade_out: usize,
}

impl Slot {
    const fn whole(frames: usize) -> Self {
        Self { frames, tail: 0, fade_in: 0, fade_out: 0 }
    }
}

/// The layers of one step.
fn at_once(layers: &[Layer], plan: &Plan, root: &Rng, slot: Slot) -> Stereo {
    let mut mix = Stereo::silence(slot.frames + slot.tail);
    for layer in layers {
        let sound = heard(layer, plan, root, slot);
        // A layer on its own is brought to its loudness by the master.
        let level = if layers.len() == 1 { 1.0 } else { level(&sound) };
        mix.add(&sound, level * layer.gain);
    }
    mix
}

/// One step after the other, and the beds under all of them. Of more steps than there is time for
/// the first are heard.
fn in_turn(steps: &[Step], plan: &Plan, root: &Rng, frames: usize) -> Stereo {
    let mut mix = Stereo::silence(frames);
    let fit = (frames as f32 / (LEAST_STEP * RATE)) as usize;
    let count = steps.len().min(fit.max(1));
    let crossfade = (CROSSFADE * RATE) as usize;
    let mut root_of_step = root.clone();
    for (k, step) in steps.iter().take(count).enumerate() {
        let (start, end) = (frames * k / count, frames * (k + 1) / count);
        let fade_out = crossfade.min(frames - end);
        let slot = Slot {
            frames: end - start + fade_out,
            tail: (frames - end - fade_out).min((TAIL * RATE) as usize),
            fade_in: if k == 0 { 0 } else { crossfade },
            fade_out,
        };
        let mut sound = at_once(&step.layers, plan, &root_of_step, slot);
        let loudest = step.layers.iter().map(|layer| layer.gain).fold(0.0, f32::max);
        sound.scale(level(&sound) * loudest.min(1.0));
        mix.add_at(start, &sound);
        root_of_step = root_of_step.fork("step");
    }
    if !plan.beds.is_empty() {
        let beds = at_once(&plan.beds, plan, root, Slot::whole(frames));
        mix.add(&beds, level(&beds) * from_db(BEDS_DB));
    }
    mix
}

/// The gain that brings a sound to the common reference, as far as the master could follow it.
fn level(sound: &Stereo) -> f32 {
    let by_loudness = from_db(REFERENCE - lufs(sound).max(-80.0));
    by_loudness.min(master::highest_peak(REFERENCE) / sound.peak().max(1e-9))
}

/// One layer, at its distance.
fn heard(layer: &Layer, plan: &Plan, root: &Rng, slot: Slot) -> Stereo {
    let kind = layer.class.kind();
    let mut sound = (kind.make)(&Cue {
        frames: slot.frames,
        intensity: layer.intensity,
        far: layer.distance == Distance::Far,
        count: layer.count,
        tempo: layer.tempo,
        rng: root.fork(kind.name),
    });
    fade(&mut sound, slot);
    sound.left.resize(slot.frames + slot.tail, 0.0);
    sound.right.resize(slot.frames + slot.tail, 0.0);
    // Where it is heard when nothing is said; what is said instead is around the whole.
    let wet = match plan.place {
        None => kind.wet,
        Some(Place::Outdoors) => 0.5 * kind.wet,
        Some(_) => 0.0,
    };
    let wider = if plan.ambient { 1.8 } else { 1.0 };
    let around = match layer.distance {
        Distance::Close => 0.4,
        Distance::Behind => 1.6,
        Distance::Here | Distance::Far => 1.0,
    };
    if wet > 0.0 {
        let answer = kind.space.answer(&sound);
        sound.add(&answer, wet * wider * around);
    }
    match layer.distance {
        Distance::Behind => dull(&mut sound, 5_000.0),
        Distance::Far => recede(&mut sound),
        Distance::Close => brighten(&mut sound),
        Distance::Here => {}
    }
    sound
}

/// What is at the ear has lost nothing on its way: more of what is high.
fn brighten(sound: &mut Stereo) {
    for channel in [&mut sound.left, &mut sound.right] {
        let mut air = OnePole::new(NEAR_HZ);
        for x in channel.iter_mut() {
            *x += NEAR_GAIN * air.high(*x);
        }
    }
}

/// Lets a sound come and go by equal power, so that with its neighbour it is as loud as alone.
fn fade(sound: &mut Stereo, slot: Slot) {
    let last = sound.frames();
    for channel in [&mut sound.left, &mut sound.right] {
        for (i, x) in channel.iter_mut().take(slot.fade_in).enumerate() {
            *x *= smooth(i as f32 / slot.fade_in as f32).sqrt();
        }
        for (i, x) in channel.iter_mut().skip(last - slot.fade_out.min(last)).enumerate() {
            *x *= (1.0 - smooth(i as f32 / slot.fade_out as f32)).max(0.0).sqrt();
        }
    }
}

/// Takes away what air, walls and other sounds hide.
fn dull(sound: &mut Stereo, cutoff: f32) {
    for channel in [&mut sound.left, &mut sound.right] {
        let mut air = Svf::new(cutoff, 0.55);
        for x in channel.iter_mut() {
            *x = air.bands(*x).low;
        }
    }
}

/// Puts a sound a long way off: duller, and more of its echo than of itself.
fn recede(sound: &mut Stereo) {
    dull(sound, 1_900.0);
    let echo = FAR.answer(sound);
    sound.scale(0.6);
    sound.add(&echo, 0.7);
}

/// Puts the whole in its place.
fn put_in(place: Place, mix: &mut Stereo) {
    let Some(acoustics) = place.acoustics() else { return };
    if let Some(cutoff) = acoustics.muffled {
        dull(mix, cutoff);
        dull(mix, cutoff);
    }
    let answer = acoustics.space.answer(mix);
    let power = libm::powf(10.0, acoustics.answer_db / 10.0);
    mix.add(&answer, (power / acoustics.space.strength()).sqrt());
}

/// The loudness of the whole, in LUFS.
fn target(plan: &Plan) -> f32 {
    let mut layers = plan.layers();
    match (layers.next(), layers.next()) {
        (Some(Layer { class: Class::Texture, .. }), None) => -30.0,
        // What is soft alone is also played a little softer, within the norm.
        (Some(only), None) => master::LOUDNESS + 1.2 * (only.intensity - 0.5),
        _ => master::LOUDNESS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn power(sound: &[i16]) -> f64 {
        let sum: f64 = sound.iter().map(|x| f64::from(*x) * f64::from(*x)).sum();
        sum / sound.len().max(1) as f64
    }

    /// The loudness of each part of a prompt's sound, in dB.
    fn parts(prompt: &str, tenths: u32, count: usize) -> Vec<f64> {
        let sound = render(prompt, tenths, 0);
        let parts = sound.left().chunks(sound.frames() / count);
        parts.take(count).map(|part| 10.0 * libm::log10(power(part))).collect()
    }

    #[test]
    fn each_step_has_its_share_and_is_heard() {
        for prompt in ["heavy rain, then a small fire, then birds", "fire -> thunder -> ocean"] {
            let parts = parts(prompt, 90, 3);
            let loudest = parts.iter().copied().fold(f64::MIN, f64::max);
            assert!(parts.iter().all(|part| loudest - part < 12.0), "{prompt}: {parts:?}");
        }
    }

    #[test]
    fn what_is_close_is_brighter_and_less_of_the_room() {
        let brightness = |sound: &Sound| {
            let steps = sound.left().windows(2).map(|pair| f64::from(pair[1]) - f64::from(pair[0]));
            steps.map(|step| step * step).sum::<f64>() / power(sound.left())
        };
        for prompt in ["fire", "footsteps", "whispering crowd"] {
            let (usual, close) = (render(prompt, 40, 0), render_close(prompt, 40, 0));
            assert!(brightness(&close) > 1.15 * brightness(&usual), "{prompt}");
        }
        // What is said to be elsewhere stays there.
        assert_eq!(render_close("distant rain", 20, 0), render("distant rain", 20, 0));
    }

    #[test]
    fn a_far_step_is_not_so_loud() {
        let parts = parts("rain, then distant rain", 60, 2);
        assert!(parts[0] - parts[1] > 2.0, "{parts:?}");
    }

    #[test]
    fn there_is_no_hole_between_two_steps() {
        let sound = render("rain, then rain", 40, 0);
        let middle = sound.frames() / 2;
        let around = power(&sound.left()[middle - 441..middle + 1_764]);
        let before = power(&sound.left()[middle - 22_050..middle - 2_205]);
        assert!((0.5..2.0).contains(&(around / before)), "{around} {before}");
    }

    #[test]
    fn the_same_sound_twice_is_another_take() {
        let sound = render("rain, then rain", 40, 0);
        let (first, second) = sound.left().split_at(sound.frames() / 2);
        let same = first.iter().zip(second).filter(|(a, b)| a == b).count();
        assert!(same < first.len() / 20);
    }

    #[test]
    fn of_too_many_steps_the_first_are_heard() {
        let one = render("thunder", 4, 0);
        let many = render("thunder then fire then birds then rain", 4, 0);
        assert_eq!(one.frames(), many.frames());
        assert!(power(many.left()) > 0.1 * power(one.left()));
    }

    #[test]
    fn a_place_goes_on_sounding() {
        let late = |prompt: &str| {
            let sound = render(prompt, 40, 0);
            power(&sound.left()[3 * 44_100..]) / power(sound.left())
        };
        let dry = Place::Outdoors.acoustics();
        assert!(dry.is_none());
        assert!(late("fire in a cathedral") > 0.0);
        for place in Place::ALL {
            let sound = render(&format!("birds {place}"), 10, 0);
            assert!(power(sound.left()) > 100.0, "{place}");
        }
    }

    #[test]
    fn under_water_there_are_no_heights() {
        let slope = |prompt: &str| {
            let sound = render(prompt, 10, 0);
            let steps = sound.left().windows(2).map(|pair| f64::from(pair[1]) - f64::from(pair[0]));
            steps.map(|step| step * step).sum::<f64>() / power(sound.left())
        };
        assert!(slope("rain underwater") < 0.05 * slope("rain"));
    }
}
