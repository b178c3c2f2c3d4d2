//! A toilet: the lever, the rush, the swirl that gurgles down, the swallow, and the cistern that
//! fills again.

use crate::kit::{
    RATE,
    control::{CONTROL, Drift, smooth},
    filter::{OnePole, Svf},
    modes::{PLASTIC, Thing, tap},
    noise::Pink,
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
    water::Bubbles,
};
use crate::sounds::{Cue, Kind, home::quiet_room};

pub(crate) const KIND: Kind = Kind {
    name: "toilet flush",
    english: &[
        ("toilet", 0.0),
        ("toilet flush", 0.0),
        ("flush", 0.0),
        ("flushing toilet", 0.0),
        ("flush the toilet", 0.0),
        ("flush a toilet", 0.0),
        ("lavatory", 0.0),
    ],
    chinese: &[("马桶", 0.0), ("冲水", 0.0), ("厕所", 0.0), ("抽水", 0.0)],
    space: Space { size: 0.32, t60: 0.65, damping: 5_500.0 },
    wet: 0.3,
    make,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = quiet_room(cue);
    let mut rng = cue.rng.fork("flushes");
    // A whole flush in whatever time there is; a long sound hears the cistern fill.
    let times = match cue.count {
        Some(_) => cue.times(&mut rng, 0.03, 6.0..8.0, 3.0),
        None => cue.times(&mut rng, 0.03, 15.0..18.0, 6.0),
    };
    for (k, t) in times.iter().enumerate() {
        let end = times.get(k + 1).copied().unwrap_or(cue.seconds());
        flush(cue, *t, (end - t).max(0.05), &mut rng, &mut out);
    }
    out
}

fn flush(cue: &Cue, t: f32, room: f32, rng: &mut Rng, out: &mut Stereo) {
    let at = (t * RATE) as usize;
    let lever = Thing::damped(&PLASTIC, rng.range(420.0, 600.0), 1.8, rng);
    out.place(at, Pan::new(0.2), lever.struck(&tap(0.000_7), 0.35, rng).into_iter());
    let later = at + (0.055 * RATE) as usize;
    out.place(later, Pan::new(0.2), lever.struck(&tap(0.000_5), 0.2, rng).into_iter());
    let rush = rng.range(2.3, 3.0).min(room * 0.55);
    let swallow = rush + (0.9f32).min(room * 0.2);
    let force = |now: f32| smooth((now - 0.06) / 0.35) * smooth((swallow - now) / (0.5 * rush));
    water(cue, at, (room, rush, swallow), &force, rng, out);
    gurgle(cue, t, (rush, swallow), &force, rng, out);
}

/// The rush in the bowl, and the thin hiss of the cistern's valve, which rises as it fills.
fn water(
    cue: &Cue,
    at: usize,
    (room, rush, swallow): (f32, f32, f32),
    force: &impl Fn(f32) -> f32,
    rng: &Rng,
    out: &mut Stereo,
) {
    let frames = ((room * RATE) as usize).min(out.frames().saturating_sub(at));
    let mut swirl = Drift::slow(rng.fork("swirl"), 5.0);
    let loud = cue.scaled(0.75, 1.3);
    let (mut bowl_level, mut valve_level) = (0.0, 0.0);
    let mut sides = ["left", "right"].map(|side| {
        let own = rng.fork(side);
        let bands = [Svf::new(300.0, 0.6), Svf::new(900.0, 0.6), Svf::new(3_600.0, 0.5)];
        (Pink::new(own), bands, Svf::new(4_200.0, 0.9), OnePole::new(55.0))
    });
    for i in 0..frames {
        if i % CONTROL == 0 {
            let now = i as f32 / RATE;
            let now_force = force(now) * (1.0 + 0.22 * swirl.next());
            bowl_level = now_force * loud;
            let filled = ((now - swallow) / 9.0).clamp(0.0, 1.0);
            let shut = if filled >= 1.0 { 0.0 } else { smooth((1.0 - filled) * 12.0) };
            valve_level = 0.09 * smooth((now - 0.5) / 1.2) * (0.7 + 0.3 * filled) * shut;
            let sink = smooth((now - rush * 0.6) / (swallow - rush * 0.6).max(0.01));
            for (_, bands, valve, _) in &mut sides {
                bands[1].tune(1_050.0 - 520.0 * sink, 0.7);
                valve.tune(3_400.0 + 1_500.0 * filled, 0.9);
            }
        }
        let [l, r] = sides.each_mut().map(|(pink, bands, valve, cut)| {
            let x = pink.next();
            let [low, mid, high] = bands.each_mut().map(|band| band.bands(x).band);
            let bowl = cut.high(0.7 * low + 1.1 * mid + 0.8 * high);
            bowl * bowl_level + valve.bands(x).band * valve_level
        });
        // Each ear hears a little of what is at the other.
        out.left[at + i] += 0.95 * l + 0.25 * r;
        out.right[at + i] += 0.25 * l + 0.95 * r;
    }
}

/// Bubbles in the swirl, and the big slow ones as the siphon takes air.
fn gurgle(
    cue: &Cue,
    t: f32,
    (rush, swallow): (f32, f32),
    force: &impl Fn(f32) -> f32,
    rng: &mut Rng,
    out: &mut Stereo,
) {
    let swirl = Bubbles { low: 380.0, high: 1_900.0, rise: 0.4, hold: 0.7 };
    let siphon = Bubbles { low: 120.0, high: 360.0, rise: 1.6, hold: 0.45 };
    for (bubbles, from, to, rate, level) in [
        (swirl, 0.15, rush, cue.scaled(50.0, 110.0), 0.14),
        (siphon, rush * 0.75, swallow + 0.5, cue.scaled(10.0, 16.0), 0.5),
    ] {
        let mut now = from;
        while now < to {
            let (sound, size) = bubbles.draw(rng);
            let level = level * size.min(3.0) * (0.35 + 0.65 * force(now));
            let pan = Pan::level(rng.bipolar() * 0.35);
            out.place(((t + now) * RATE) as usize, pan, sound.map(|x| x * level));
            now += rng.wait(1.0 / rate);
        }
    }
}
