//! A kettle on the stove: water that stirs, steam that rushes, and the whistle, which starts low
//! and breathy and climbs to its note.

use crate::kit::{
    RATE,
    control::{CONTROL, Drift, smooth},
    filter::{OnePole, Svf},
    noise::Pink,
    stereo::Stereo,
};
use crate::sounds::{
    Cue, Kind,
    home::{ROOM, quiet_room},
};

pub(crate) const KIND: Kind = Kind {
    name: "kettle",
    english: &[
        ("kettle", 0.0),
        ("tea kettle", 0.0),
        ("teakettle", 0.0),
        ("whistling kettle", 0.2),
        ("kettle whistle", 0.2),
        ("kettle whistling", 0.2),
        ("steam whistle", 0.6),
    ],
    chinese: &[("水壶", 0.0), ("壶", 0.0), ("烧水壶", 0.0)],
    space: ROOM,
    wet: 0.45,
    make,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = quiet_room(cue);
    let mut rng = cue.rng.fork("kettle");
    // It is about to whistle: it does within a second or so, or at once where there is no time.
    let climb = (cue.seconds() * 0.3).min(1.6) * rng.range(0.8, 1.0);
    let note = cue.scaled(2_000.0, 2_500.0) * rng.range(0.92, 1.08);
    let mut steam = Drift::slow(rng.fork("steam"), 2.5);
    let mut flutter = Drift::slow(rng.fork("flutter"), 11.0);
    let mut breath = rng.fork("breath");
    let mut spout = Svf::new(note, 25.0);
    let mut sides = ["left", "right"].map(|side| {
        let own = rng.fork(side);
        (
            Pink::new(own.fork("pot")),
            Svf::new(330.0, 0.8),
            own.fork("rush"),
            Svf::new(5_200.0, 0.7),
            OnePole::new(1_500.0),
        )
    });
    // Two tones of the double hole beat against each other.
    let mut tones = [(1.0f32, 0.0f32), (1.0, 0.0)];
    let (mut steps, mut tone, mut air, mut pot) = ([0.0f32; 2], 0.0, 0.0, 0.0);
    out.add_each(|i| {
        if i % CONTROL == 0 {
            let t = i as f32 / RATE;
            let x = smooth((t + 0.15) / climb.max(0.05));
            let wobble = 0.006 * steam.next() + 0.004 * flutter.next();
            let hz = note * (0.62 + 0.38 * x) * (1.0 + wobble);
            steps = [1.0, 1.19]
                .map(|ratio| 2.0 * libm::sinf(core::f32::consts::PI * hz * ratio / RATE));
            spout.tune(hz, 25.0);
            tone = 0.22 * x * x * (1.0 + 6.0 * wobble);
            air = 0.05 + 0.04 * x;
            pot = cue.scaled(0.08, 0.14) * (1.0 + 0.3 * steam.next());
        }
        let mut whistle = 0.0;
        for ((cosine, sine), (step, part)) in tones.iter_mut().zip(steps.iter().zip([1.0, 0.35])) {
            *cosine -= step * *sine;
            *sine += step * *cosine;
            whistle += part * *sine;
        }
        let breathy = spout.bands(breath.bipolar()).band;
        let whistle = whistle * tone + breathy * (0.25 * air + 1.2 * tone);
        let [l, r] = sides.each_mut().map(|(pink, low, rush, high, cut)| {
            low.bands(pink.next()).band * pot + cut.high(high.bands(rush.bipolar()).band) * air
        });
        (whistle + l, whistle + r)
    });
    out
}
