//! A jet that flies over: a roar that comes up, tears past while its whine falls, and rolls away.
//! The ground sends it back a moment later, which hollows the roar out, less as it passes overhead.

use crate::kit::{
    RATE,
    control::{CONTROL, Drift, smooth},
    filter::{OnePole, Svf},
    noise::Pink,
    passing::Passing,
    pulses::{Turns, sine, step_of},
    reverb::Space,
    rng::Rng,
    stereo::Stereo,
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "airplane",
    english: &[
        ("airplane", 0.0),
        ("aeroplane", 0.0),
        ("plane", 0.0),
        ("aircraft", 0.0),
        ("airliner", 0.0),
        ("jet", 0.3),
        ("jet engine", 0.4),
        ("jet flyover", 0.4),
        ("fighter jet", 0.9),
        ("jet fighter", 0.9),
        ("flyover", 0.0),
        ("flyby", 0.2),
        ("takeoff", 0.5),
        ("jumbo", 0.3),
        ("rocket", 0.9),
        ("rocket launch", 0.9),
        ("rocket engine", 0.9),
        ("boeing", 0.0),
    ],
    chinese: &[("飞机", 0.0), ("喷气", 0.3), ("战斗机", 0.9), ("客机", 0.0), ("起飞", 0.5)],
    space: Space { size: 2.4, t60: 1.6, damping: 1_500.0 },
    wet: 0.25,
    make,
};

/// One is heard for so many seconds at most; in a longer sound the next comes up before.
const PASS: f32 = 18.0;
/// From the beginning of one to that of the next.
const NEXT: f32 = 14.0;
/// How much later the ground's answer comes when it is overhead, in seconds.
const GROUND: f32 = 0.008;

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 800.0, 0.004, &mut out);
    let mut rng = cue.rng.fork("planes");
    let mut start = 0.0;
    loop {
        rng = rng.fork("next");
        let seconds = (cue.seconds() - start).min(PASS);
        let mut plane = one(cue, rng.clone(), seconds);
        let frames = plane.frames();
        // It fades in only where another is heard, and out only where it is cut off.
        let fade = |part: f32| smooth(part / (2.5 * RATE));
        for channel in [&mut plane.left, &mut plane.right] {
            for (i, x) in channel.iter_mut().enumerate() {
                let entry = if start > 0.0 { fade(i as f32) } else { 1.0 };
                let exit = if seconds >= PASS { fade((frames - i) as f32) } else { 1.0 };
                *x *= entry * exit;
            }
        }
        out.add_at((start * RATE) as usize, &plane);
        start += NEXT;
        if start + 6.0 > cue.seconds() {
            return out;
        }
    }
}

fn one(cue: &Cue, mut rng: Rng, seconds: f32) -> Stereo {
    let at = seconds * rng.range(0.40, 0.48);
    let nearest = cue.scaled(260.0, 130.0);
    // Far enough at both ends that it comes and goes, whatever the length.
    let speed = (2.6 * nearest / at.max(0.3)).min(135.0).max(cue.scaled(75.0, 110.0));
    let speed = if rng.chance(0.5) { speed } else { -speed };
    let way = Passing { nearest, speed, at };
    let frames = (seconds * RATE) as usize;
    let mut heard = way.heard(frames, |frames, start| roar(cue, &rng, frames, at - start));
    let mut lines = [0; 2].map(|_| [0.0f32; 512]);
    let mut delay = 0.0;
    for i in 0..frames {
        if i % CONTROL == 0 {
            let along = speed * (i as f32 / RATE - at) / nearest;
            delay = (GROUND * RATE / (1.0 + along * along).sqrt()).min(500.0);
        }
        let whole = delay as usize;
        let rest = delay - whole as f32;
        for (line, channel) in lines.iter_mut().zip([&mut heard.left, &mut heard.right]) {
            line[i % 512] = channel[i];
            let [a, b] = [0, 1].map(|k| line[(i + 1_024 - whole - k) % 512]);
            channel[i] += 0.65 * (a + (b - a) * rest);
        }
    }
    heard
}

/// The plane's own sound; it is nearest at `over` seconds.
fn roar(cue: &Cue, rng: &Rng, frames: usize, over: f32) -> Vec<f32> {
    let mut jet = Pink::new(rng.fork("jet"));
    let mut body = Svf::new(420.0, 0.5);
    let mut top = OnePole::new(2_400.0);
    let mut tear = Drift::new(rng.fork("tear"), cue.scaled(14.0, 40.0));
    let mut swell = Drift::slow(rng.fork("swell"), 1.8);
    let mut pick = rng.fork("pitch");
    let fan = pick.range(2_300.0, 2_900.0);
    let tones = [(fan, 1.0), (fan * 1.013, 0.6), (fan * 0.5, 0.35), (fan * 1.49, 0.35)];
    let mut turns = [Turns::default(); 4];
    let whine_level = cue.scaled(0.06, 0.045);
    let roughness = cue.scaled(0.15, 0.6);
    let (mut behind, mut level) = (0.0, 1.0);
    (0..frames)
        .map(|i| {
            if i % CONTROL == 0 {
                // The fan is heard from before, the jet from behind.
                behind = smooth((i as f32 / RATE - over) / 2.4 + 0.5);
                level = (0.55 + 0.65 * behind) * (1.0 + 0.15 * swell.next());
                body.tune(620.0 - 330.0 * behind, 0.5);
            }
            let x = jet.next();
            let torn = 1.0 + roughness * tear.next();
            let noise = (body.bands(x).low * 1.35 + top.low(x) * 0.5) * torn;
            let mut whine = 0.0;
            for (turns, (hz, part)) in turns.iter_mut().zip(tones) {
                whine += sine(turns.next(step_of(hz))) * part;
            }
            noise * level + whine * whine_level * (1.0 - 0.85 * behind)
        })
        .collect()
}
