//! As many as were asked for are heard, of all sounds that come as events.

use crate::kit::{RATE, rng::Rng, stereo::Stereo};
use crate::sounds::{
    Cue, Kind,
    machines::{drill, hammer, handsaw},
    signals::{
        alarm, beeps, bells, boathorn, carhorn, doorbell, explosion, fireworks, gunshot, laser,
        phone, smoke, whoosh,
    },
};

fn made(kind: &Kind, seconds: f32, count: Option<u32>, variation: u64) -> Stereo {
    (kind.make)(&Cue {
        frames: (seconds * RATE) as usize,
        intensity: 0.5,
        far: false,
        count,
        tempo: 1.0,
        rng: Rng::new(variation).fork(kind.name),
    })
}

/// How often the level comes up from what it was: by six decibels within `apart` seconds, after a
/// rest as long.
fn rises(sound: &Stereo, apart: f32) -> usize {
    let hop = (0.025 * RATE) as usize;
    let pairs = sound.left.chunks(hop).zip(sound.right.chunks(hop));
    let level: Vec<f32> =
        pairs.map(|(l, r)| l.iter().chain(r).map(|x| x * x).sum::<f32>().sqrt()).collect();
    let most = level.iter().copied().fold(0.0, f32::max);
    let rest = (apart * 40.0) as usize;
    let mut count = 0;
    let mut last = None;
    for i in 0..level.len() {
        let before = level[i.saturating_sub(3)..i].iter().copied().fold(most, f32::min);
        let before = if i == 0 { 0.0 } else { before };
        let spaced = last.is_none_or(|last| i - last > rest);
        if spaced && level[i] > 0.2 * most && level[i] > 1.6 * before {
            count += 1;
            last = Some(i);
        }
    }
    count
}

#[test]
fn as_many_as_asked_for() {
    // The sound, how far apart its events are at least in seconds, and how many rises one has.
    let kinds: [(&Kind, f32, usize); 11] = [
        (&carhorn::KIND, 0.3, 1),
        (&bells::KIND, 0.5, 1),
        (&alarm::KIND, 0.2, 1),
        (&smoke::KIND, 0.6, 1),
        (&doorbell::KIND, 0.25, 2),
        (&boathorn::KIND, 2.2, 1),
        (&gunshot::KIND, 0.45, 1),
        (&laser::KIND, 0.35, 1),
        (&beeps::KIND, 0.2, 1),
        (&whoosh::KIND, 0.6, 1),
        (&hammer::KIND, 0.25, 1),
    ];
    for (kind, apart, each) in kinds {
        for count in [1, 2, 3, 5] {
            for variation in 0..3 {
                let heard = rises(&made(kind, 30.0, Some(count), variation), apart);
                assert_eq!(heard, count as usize * each, "{} take {variation}", kind.name);
            }
        }
    }
}

/// More than fit are squeezed in; none is left out and nothing fails.
#[test]
fn too_many_for_the_time_are_made_too() {
    for kind in [
        &phone::KIND,
        &explosion::KIND,
        &fireworks::KIND,
        &handsaw::KIND,
        &drill::KIND,
        &bells::KIND,
        &carhorn::KIND,
        &gunshot::KIND,
    ] {
        for (seconds, count) in [(0.1, 1), (0.1, 9), (2.0, 40)] {
            let sound = made(kind, seconds, Some(count), 1);
            assert!(sound.peak() > 0.0 && sound.peak().is_finite(), "{}", kind.name);
        }
    }
}
