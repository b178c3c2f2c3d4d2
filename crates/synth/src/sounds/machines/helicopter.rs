//! A helicopter: two rotor blades that slap the air eleven times a second, the tail rotor's buzz
//! and, from near, the turbine's whine.

use crate::kit::{
    control::{CONTROL, Drift},
    filter::{OnePole, Svf},
    noise::Pink,
    pulses::{Turns, pulse, sine, step_of},
    reverb::Space,
    stereo::Stereo,
};
use crate::sounds::{Cue, Kind};

pub(crate) const KIND: Kind = Kind {
    name: "helicopter",
    english: &[
        ("helicopter", 0.0),
        ("chopper", 0.0),
        ("copter", 0.0),
        ("rotor", 0.0),
        ("rotor blade", 0.0),
        ("helicopter hovering", 0.0),
        ("black hawk", 0.5),
        ("whirlybird", 0.0),
        ("quadcopter", -0.4),
    ],
    chinese: &[("直升机", 0.0), ("直升飞机", 0.0), ("螺旋桨", 0.0)],
    space: Space { size: 1.6, t60: 0.9, damping: 2_500.0 },
    wet: 0.22,
    make,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    let mut rng = cue.rng.fork("machine");
    let blades = rng.range(10.2, 12.2) * cue.scaled(0.94, 1.1) * cue.tempo.clamp(0.5, 2.0);
    let tail = blades * rng.range(4.9, 5.3);
    let whines = [rng.range(1_500.0, 1_750.0), rng.range(2_500.0, 2_900.0), 4_330.0];
    let whine_level = if cue.far { 0.0 } else { cue.scaled(0.010, 0.016) };
    let slap = cue.scaled(0.7, 1.5);

    let mut pace = Drift::slow(cue.rng.fork("pace"), 0.5);
    let mut near = Drift::slow(cue.rng.fork("near"), 0.25);
    let mut strength = Drift::slow(cue.rng.fork("strength"), 3.0);
    let mut rotor = Turns::new(0.35);
    let mut buzz = Turns::default();
    let mut tones = [Turns::default(); 3];
    let mut thump = [Svf::new(62.0, 1.3), Svf::new(135.0, 1.6)];
    let mut buzz_band = Svf::new(420.0, 0.8);
    let mut noise = Pink::new(cue.rng.fork("noise"));
    let mut body = Svf::new(520.0, 0.6);
    let mut chop = Svf::new(1_700.0, 0.6);
    let mut sides = ["left", "right"].map(|name| {
        let own = cue.rng.fork(name);
        (Pink::new(own.fork("wash")), OnePole::new(900.0), OnePole::new(70.0))
    });
    let (mut step, mut gain, mut hard) = (step_of(blades), 1.0, 1.0);
    let mut last = 0.0;
    out.add_each(|i| {
        if i % CONTROL == 0 {
            step = step_of(blades * (1.0 + 0.012 * pace.next()));
            gain = 1.0 + 0.22 * near.next();
            hard = 1.0 + 0.22 * strength.next();
        }
        let turn = rotor.next(step);
        // One blade comes by: a quick rise, and a slower fall behind it.
        let away = if turn < 0.5 { turn * 1.35 } else { (1.0 - turn) * 2.2 };
        let close = (1.0 - 2.0 * away).max(0.0);
        let close2 = close * close;
        let hit = close2 * close2 * hard;
        let wash = 0.35 + 0.65 * close2;
        // The blade's pressure, which is what is felt.
        let edge = hit - last;
        last = hit;
        let push = edge * 9.0 * slap;
        let low = thump[0].bands(push).band * 2.6 + thump[1].bands(push).band * 1.7;
        let drone = buzz.next(step * tail / blades);
        let drone = buzz_band.bands(pulse(drone, step_of(tail), 0.12)).low * 0.05;
        let mut whine = 0.0;
        for ((tone, hz), part) in tones.iter_mut().zip(whines).zip([1.0, 0.7, 0.35]) {
            whine += sine(tone.next(step_of(hz))) * part;
        }
        let whine = whine * whine_level * (0.5 + 0.5 * wash);
        let noise = noise.next();
        let whop = body.bands(noise).low * hit * 1.5 * slap;
        let chopped = chop.bands(noise).band * (0.05 + 0.95 * hit);
        let middle = low + drone + whine + whop + chopped;
        let [l, r] = sides.each_mut().map(|(pink, low, cut)| {
            let x = pink.next();
            (cut.high(low.low(x)) * 0.5 + x * 0.05) * wash
        });
        ((middle + l) * gain, (middle + r) * gain)
    });
    out
}
