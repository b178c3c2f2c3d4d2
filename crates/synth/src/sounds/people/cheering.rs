//! A crowd that cheers: it roars, and out of the roar come "yeah", "woo" and whistles on fingers.

use core::f32::consts::TAU;

use super::voices::{self, Heard};
use crate::kit::{
    RATE,
    control::{CONTROL, Drift, smooth},
    filter::Svf,
    noise::Pink,
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
    throat::{Call, Pose, Throat, pose},
};
use crate::sounds::{Cue, Kind};

pub(crate) const KIND: Kind = Kind {
    name: "cheering",
    english: &[
        ("cheer", 0.0),
        ("cheering crowd", 0.2),
        ("crowd cheer", 0.2),
        ("crowd roar", 0.6),
        ("roaring crowd", 0.6),
        ("hooray", 0.0),
        ("hurrah", 0.0),
        ("yay", 0.0),
    ],
    chinese: &[("欢呼", 0.0), ("呐喊", 0.4)],
    space: Space { size: 1.5, t60: 1.3, damping: 3_500.0 },
    wet: 0.22,
    make,
};

const SHOUTER: Throat = Throat {
    open: 0.42,
    edge: 4_000.0,
    jitter: 0.02,
    shimmer: 0.12,
    rough: 0.12,
    tremor: (6.0, 0.015, 0.1),
    hiss: (4_000.0, 0.2),
    bright: 0.8,
    ..Throat::PLAIN
};

/// "Yeah".
const YEAH: [Pose; 6] = [
    pose(0.00, 230.0, 0.00, 0.0, [330.0, 2_100.0, 2_800.0]),
    pose(0.07, 270.0, 0.60, 0.1, [420.0, 2_000.0, 2_700.0]),
    pose(0.22, 330.0, 1.00, 0.2, [680.0, 1_750.0, 2_600.0]),
    pose(0.60, 320.0, 0.95, 0.2, [800.0, 1_500.0, 2_550.0]),
    pose(0.85, 270.0, 0.60, 0.2, [740.0, 1_400.0, 2_500.0]),
    pose(1.00, 210.0, 0.00, 0.0, [650.0, 1_350.0, 2_450.0]),
];

/// "Woo".
const WOO: [Pose; 6] = [
    pose(0.00, 300.0, 0.00, 0.0, [330.0, 700.0, 2_300.0]),
    pose(0.08, 360.0, 0.60, 0.1, [380.0, 750.0, 2_300.0]),
    pose(0.30, 520.0, 1.00, 0.1, [540.0, 1_050.0, 2_400.0]),
    pose(0.65, 560.0, 1.00, 0.1, [580.0, 1_150.0, 2_400.0]),
    pose(0.88, 480.0, 0.60, 0.1, [500.0, 1_000.0, 2_350.0]),
    pose(1.00, 380.0, 0.00, 0.0, [400.0, 800.0, 2_300.0]),
];

/// Calls that are made for it.
const CALLS: u32 = 6;

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    roar(cue, &mut out);
    let mut rng = cue.rng.fork("calls");
    let pool: Vec<Vec<f32>> = (0..CALLS).map(|k| shout(k, &mut rng)).collect();
    let wait = 1.0 / cue.scaled(5.0, 12.0);
    let mut second = 0.0;
    while second < cue.seconds() {
        let near = rng.unit();
        let heard = Heard {
            second,
            pan: rng.bipolar(),
            level: 0.15 + 0.6 * near * near * near,
            speed: rng.range(0.8, 1.28),
        };
        voices::add(&pool[rng.whole(0, CALLS - 1) as usize], heard, &mut out);
        second += rng.wait(wait).min(4.0 * wait);
    }
    let mut second = rng.range(0.2, 0.9);
    while second < cue.seconds() {
        let level = rng.range(0.03, 0.1);
        let frame = (second * RATE) as usize;
        let pan = Pan::level(rng.bipolar());
        out.place(frame, pan, whistle(&mut rng).map(|x| x * level));
        second += rng.wait(cue.scaled(2.2, 0.6)).max(0.2);
    }
    out
}

fn shout(k: u32, rng: &mut Rng) -> Vec<f32> {
    let is_high = rng.chance(0.5);
    let (voice, tract) = if is_high { (1.4, 1.14) } else { (0.9, 0.99) };
    let call = Call {
        throat: &SHOUTER,
        poses: if k.is_multiple_of(3) { &WOO } else { &YEAH },
        seconds: rng.range(0.7, 1.3),
        pitch: voice * rng.range(0.88, 1.12),
        tract: tract * rng.range(0.96, 1.04),
    };
    call.sound(&rng.fork("shout"))
}

/// Thousands at once: a noise in the place of the vowels, which surges.
fn roar(cue: &Cue, out: &mut Stereo) {
    let rng = cue.rng.fork("roar");
    let level = cue.scaled(0.25, 0.65);
    let mut swell = Drift::slow(rng.fork("swell"), 0.7);
    let mut channels = ["left", "right"]
        .map(|name| (Pink::new(rng.fork(name)), Svf::new(850.0, 0.8), Svf::new(2_000.0, 0.8)));
    let mut gain = 0.0;
    out.add_each(|i| {
        if i % CONTROL == 0 {
            // It breaks out at the beginning.
            let risen = 0.5 + 0.5 * smooth(i as f32 / (0.8 * RATE));
            gain = level * risen * (1.0 + 0.35 * swell.next());
        }
        let [l, r] = channels.each_mut().map(|(pink, low, high)| {
            let x = pink.next();
            (low.bands(x).band + 0.75 * high.bands(x).band) * gain
        });
        (l, r)
    });
}

/// On two fingers: up and down, shrill.
fn whistle(rng: &mut Rng) -> impl Iterator<Item = f32> + use<> {
    let frames = (rng.range(0.35, 0.7) * RATE) as usize;
    let (low, high) = (rng.range(1_500.0, 1_900.0), rng.range(2_600.0, 3_300.0));
    let turn = rng.range(0.3, 0.6);
    let mut phase = 0.0f32;
    (0..frames).map(move |i| {
        let x = i as f32 / frames as f32;
        let part = if x < turn { smooth(x / turn) } else { smooth((1.0 - x) / (1.0 - turn)) };
        phase = (phase + (low + (high - low) * part) / RATE).fract();
        libm::sinf(TAU * phase) * smooth(x / 0.1) * smooth((1.0 - x) / 0.2)
    })
}
