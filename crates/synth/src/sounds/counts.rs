//! Three knocks are three: what is counted in a prompt is counted in the sound.

use super::Cue;
use crate::{
    Class::{self, *},
    kit::{RATE, rng::Rng, stereo::Stereo},
};

/// Each class of single events, and how long it is quiet at least between two of them, in seconds.
const EVENTS: [(Class, f32); 21] = [
    (DoorKnock, 0.09),
    (DoorCreak, 0.25),
    (DoorSlam, 0.5),
    (MouseClick, 0.095),
    (Clock, 0.2),
    (Glass, 0.9),
    (Drops, 0.2),
    (Bubbles, 0.05),
    (Footsteps, 0.22),
    (GravelSteps, 0.12),
    (SnowSteps, 0.12),
    (Clapping, 0.1),
    (Heartbeat, 0.33),
    (Zipper, 0.2),
    (PaperTear, 0.15),
    (LightSwitch, 0.3),
    (Pop, 0.2),
    (Splash, 0.3),
    (Eating, 0.2),
    (Knife, 0.1),
    (Chopping, 0.55),
];

fn heard(class: Class, count: u32, variation: u64) -> Stereo {
    let rng = Rng::new(variation);
    let frames = (9.0 * RATE) as usize;
    let cue = Cue { frames, intensity: 0.5, far: false, count: Some(count), tempo: 1.0, rng };
    (class.kind().make)(&cue)
}

/// How often it becomes loud after having been quiet for so long.
fn events(sound: &Stereo, quiet: f32) -> usize {
    let hop = 220;
    let levels: Vec<f32> = sound
        .left
        .chunks(hop)
        .zip(sound.right.chunks(hop))
        .map(|(l, r)| l.iter().chain(r).map(|x| x * x).sum::<f32>())
        .collect();
    // 14 dB below the loudest.
    let loud = levels.iter().fold(0.0f32, |most, level| most.max(*level)) * 0.04;
    let quiet = (quiet * RATE) as usize / hop;
    let mut rested = quiet;
    let mut count = 0;
    for level in levels {
        if level < loud {
            rested += 1;
        } else {
            count += usize::from(rested >= quiet);
            rested = 0;
        }
    }
    count
}

#[test]
fn as_many_are_heard_as_were_asked_for() {
    let mut wrong = Vec::new();
    for (class, quiet) in EVENTS {
        for count in [1, 2, 3] {
            for variation in 0..4 {
                let events = events(&heard(class, count, variation), quiet);
                if events != count as usize {
                    wrong.push(format!("{class}: {events} instead of {count}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
