//! Bubbles that rise through water and break: a straw, a tank, a pot that boils.

use crate::kit::{
    RATE,
    control::{CONTROL, Curve, Drift, smooth},
    filter::{OnePole, Svf},
    noise::Brown,
    reverb::Space,
    stereo::{Pan, Stereo},
    water::{Bubbles, bubble},
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "bubbles",
    english: &[
        ("bubble", 0.0),
        ("bubbly", 0.0),
        ("underwater bubble", 0.0),
        ("blowing bubble", 0.0),
        ("gurgle", 0.2),
        ("aquarium", -0.2),
        ("fish tank", -0.2),
        ("scuba", 0.4),
        ("diver", 0.4),
    ],
    chinese: &[("气泡", 0.0), ("泡泡", 0.0), ("冒泡", 0.0), ("水泡", 0.0), ("鱼缸", -0.2)],
    space: Space { size: 0.35, t60: 0.4, damping: 2_500.0 },
    wet: 0.25,
    make: strings,
};

pub(crate) const BOIL: Kind = Kind {
    name: "boiling",
    english: &[
        ("boil", 0.0),
        ("boiling water", 0.0),
        ("boiling pot", 0.0),
        ("boiling kettle", 0.0),
        ("simmer", -0.6),
        ("cauldron", 0.7),
        ("bubbling pot", 0.0),
        ("bubbling cauldron", 0.7),
    ],
    chinese: &[
        ("沸腾", 0.3),
        ("烧水", 0.0),
        ("烧开水", 0.0),
        ("开水", 0.0),
        ("煮", 0.0),
        ("水开", 0.3),
    ],
    space: Space { size: 0.25, t60: 0.3, damping: 3_000.0 },
    wet: 0.2,
    make: boil,
};

/// Air that comes up in strings: each string begins with its largest bubble.
fn strings(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 300.0, 0.01, &mut out);
    let mut rng = cue.rng.fork("strings");
    let gap = cue.scaled(0.75, 0.28);
    let size = cue.scaled(520.0, 260.0);
    for t in cue.times(&mut rng, 0.06, gap * 0.4..gap * 1.6, 0.35) {
        let place = rng.bipolar() * 0.5;
        let mut hz = size * rng.octaves(0.75, 1.6);
        let mut now = t;
        let mut level = rng.range(0.6, 1.0);
        // Counted bubbles come one by one.
        let most = if cue.count.is_some() { 1 } else { rng.whole(3, 9) };
        for _ in 0..most {
            let pan = Pan::level(place + rng.bipolar() * 0.15);
            let sound = bubble(hz, rng.range(0.5, 1.6), 0.75).map(|x| x * level);
            out.place((now * RATE) as usize, pan, sound);
            now += rng.range(0.025, 0.085);
            hz *= rng.octaves(0.9, 1.35);
            level *= rng.range(0.65, 1.0);
        }
    }
    out
}

fn boil(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    let rng = cue.rng.fork("pot");
    // What forms on the bottom rumbles and hisses in the pot's own resonance.
    let mut roll = Drift::slow(rng.fork("roll"), 3.0);
    let mut level = 0.0;
    let mut channels = ["left", "right"].map(|side| {
        let own = rng.fork(side);
        (Brown::new(own.fork("low")), Svf::new(230.0, 0.9), own.fork("high"), OnePole::new(3_800.0))
    });
    let (rumble, hiss) = (cue.scaled(0.07, 0.3), cue.scaled(0.02, 0.035));
    out.add_each(|i| {
        if i % CONTROL == 0 {
            level = 1.0 + 0.45 * roll.next();
        }
        let [l, r] = channels.each_mut().map(|(low, pot, high, steam)| {
            pot.bands(low.next()).band * rumble * level + steam.high(high.bipolar()) * hiss
        });
        (l, r)
    });
    // Large ones break at the top, in rolls; small ones tick in between.
    let mut surge = Drift::slow(rng.fork("surge"), 2.4);
    let rate = Curve::draw(cue.frames, |_| 0.25 + 1.5 * smooth(0.5 + 0.5 * surge.next()));
    for (name, low, rise, most, part) in [
        ("large", cue.scaled(260.0, 130.0), 1.4, cue.scaled(14.0, 42.0), 0.30),
        ("small", 700.0, 0.6, cue.scaled(35.0, 80.0), 0.06),
    ] {
        let mut rng = rng.fork(name);
        let bubbles = Bubbles { low, high: low * 4.0, rise, hold: 0.55 };
        let mut t = rng.wait(0.03);
        while t < cue.seconds() {
            let (sound, size) = bubbles.draw(&mut rng);
            let pan = Pan::level(rng.bipolar() * 0.45);
            out.place((t * RATE) as usize, pan, sound.map(|x| x * size.min(3.0) * part));
            t += rng.wait(1.0 / (most * rate.at((t * RATE) as usize)));
        }
    }
    out
}
