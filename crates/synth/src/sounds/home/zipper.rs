//! A zip: teeth that click by so fast that they buzz, at a pitch that goes with the hand's speed.

use crate::kit::{
    RATE,
    control::{CONTROL, Drift, smooth},
    filter::OnePole,
    modes::{PLASTIC, SHEET, Thing, tap},
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
};
use crate::sounds::{Cue, Kind, home::quiet_room};

pub(crate) const KIND: Kind = Kind {
    name: "zipper",
    english: &[
        ("zip", 0.0),
        ("zipper", 0.0),
        ("zipping", 0.0),
        ("unzip", 0.0),
        ("unzipping", 0.0),
        ("zip up", 0.0),
        ("zipping up", 0.0),
    ],
    chinese: &[("拉链", 0.0)],
    space: Space { size: 0.2, t60: 0.22, damping: 4_500.0 },
    wet: 0.4,
    make,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = quiet_room(cue);
    let mut rng = cue.rng.fork("zips");
    let teeth = Thing::damped(&PLASTIC, rng.range(1_700.0, 2_300.0), 0.35, &mut rng);
    let slider = Thing::new(&SHEET, rng.range(2_300.0, 3_200.0), &mut rng);
    for (k, t) in cue.times(&mut rng, 0.08, 1.2..1.9, 0.9).into_iter().enumerate() {
        let seconds = cue.scaled(0.9, 0.42) * rng.range(0.85, 1.15);
        let seconds = seconds.min(cue.seconds() * 0.8);
        let side = if k % 2 == 0 { 0.12 } else { -0.12 };
        let pan = Pan::level(side);
        let at = (t * RATE) as usize;
        let force = run(cue, seconds, k % 2 == 0, &mut rng);
        out.place(at, pan, teeth.driven(&force).into_iter().map(|x| x * 0.7));
        // The slider rattles at the start, and knocks at the end.
        let tab = slider.struck(&tap(0.000_3), 0.1, &mut rng);
        out.place(at.saturating_sub((0.03 * RATE) as usize), pan, tab.into_iter());
        let stop = slider.struck(&tap(0.000_2), 0.3, &mut rng);
        out.place(at + (seconds * RATE) as usize, pan, stop.into_iter());
    }
    out
}

/// The clicks of the teeth on the slider, and the tape's hiss along it.
fn run(cue: &Cue, seconds: f32, up: bool, rng: &mut Rng) -> Vec<f32> {
    let frames = (seconds * RATE) as usize;
    let mut jerk = Drift::slow(rng.fork("jerk"), 8.0);
    let mut noise = rng.fork("tape");
    let mut hiss = OnePole::new(1_800.0);
    let top = cue.scaled(130.0, 300.0) * rng.range(0.9, 1.2);
    let (mut phase, mut hz, mut level, mut tooth) = (0.0f32, 0.0f32, 0.0f32, 1.0f32);
    (0..frames)
        .map(|i| {
            if i % CONTROL == 0 {
                let x = i as f32 / frames as f32;
                // Opened, it starts fast; closed, it ends fast.
                let x = if up { x } else { 1.0 - x };
                hz = top * (0.35 + 0.9 * smooth(x * 1.25)) * (1.0 + 0.16 * jerk.next());
                level = smooth(x * 12.0) * smooth((1.0 - x) * 12.0) * (0.5 + 0.5 * hz / top);
            }
            phase += hz / RATE;
            let mut click = 0.0;
            if phase >= 1.0 {
                phase -= 1.0;
                tooth = noise.range(0.6, 1.0);
                click = tooth;
            }
            // Each tooth scrapes a little before it lets go.
            let scrape = hiss.high(noise.bipolar()) * (0.03 + 0.1 * phase * phase * tooth);
            (click + scrape) * level
        })
        .collect()
}
