//! Somebody drinks: a sip, which draws air over the liquid so that it flutters, a swallow, which
//! clicks and drops in pitch, and now and then a breath after it.

use crate::kit::{
    RATE,
    control::{CONTROL, Drift, smooth},
    filter::Svf,
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
    voice::{burst, eased, ping},
    water::{Bubbles, bubble},
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "drinking",
    english: &[
        ("drink", 0.0),
        ("drinking water", 0.0),
        ("sip", -0.2),
        ("sipping", -0.2),
        ("slurp", 0.5),
        ("gulp", 0.6),
        ("swallow", 0.0),
        ("guzzle", 0.8),
    ],
    chinese: &[("喝水", 0.0), ("喝", 0.0), ("饮", 0.0), ("啜", -0.2), ("吞咽", 0.0)],
    space: Space { size: 0.2, t60: 0.25, damping: 4_500.0 },
    wet: 0.4,
    make,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    air::add(cue, 450.0, 0.007, &mut out);
    let mut rng = cue.rng.fork("sips");
    let pan = Pan::new(rng.bipolar() * 0.1);
    let shape = rng.range(0.88, 1.15);
    for t in cue.times(&mut rng, 0.05, 1.9..2.7, 1.3) {
        let seconds = cue.scaled(0.35, 0.8) * rng.range(0.85, 1.2);
        sip(cue, t, seconds, shape, pan, &mut rng, &mut out);
        let mut now = t + seconds + rng.range(0.12, 0.25);
        for _ in 0..if cue.intensity > 0.7 { 2 } else { 1 } {
            gulp(now, shape, pan, &mut rng, &mut out);
            now += rng.range(0.38, 0.5);
        }
        if rng.chance(0.6) && now + 0.5 < cue.seconds() {
            let breath =
                eased(0.12, burst(rng.fork("breath"), 0.7, 900.0 * shape, 2_600.0 * shape));
            out.place((now * RATE) as usize, pan, breath.map(|x| x * 0.07));
        }
    }
    out
}

/// Air and liquid between the lips: a hiss that a film of liquid opens and shuts.
fn sip(cue: &Cue, t: f32, seconds: f32, shape: f32, pan: Pan, rng: &mut Rng, out: &mut Stereo) {
    let frames = (seconds * RATE) as usize;
    let mut noise = rng.fork("air");
    let mut flutter = Drift::new(rng.fork("flutter"), 85.0);
    let mut lips = [Svf::new(1_500.0, 2.5), Svf::new(3_400.0, 2.0), Svf::new(6_000.0, 1.0)];
    let wet = cue.scaled(0.55, 0.95);
    let mut level = 0.0;
    let hiss = (0..frames).map(|i| {
        if i % CONTROL == 0 {
            let x = i as f32 / frames as f32;
            level = smooth(x * 4.0) * smooth((1.0 - x) * 5.0);
            // The lips close on it as the breath fills the chest.
            let opening = shape * (1.0 + 0.45 * x);
            lips[0].tune(1_250.0 * opening, 2.5);
            lips[1].tune(2_900.0 * opening, 2.0);
        }
        let film = (1.0 - wet) + wet * (0.5 + 0.9 * flutter.next()).max(0.0);
        let x = noise.bipolar() * film;
        let [a, b, c] = lips.each_mut().map(|band| band.bands(x).band);
        (0.9 * a + 0.7 * b + 0.14 * c) * level
    });
    out.place((t * RATE) as usize, pan, hiss);
    let bubbles = Bubbles { low: 650.0 * shape, high: 2_600.0, rise: 0.8, hold: 0.5 };
    let mut now = 0.05;
    while now < seconds {
        let (sound, size) = bubbles.draw(rng);
        let level = cue.scaled(0.1, 0.3) * size.min(2.5);
        out.place(((t + now) * RATE) as usize, pan, sound.map(|x| x * level));
        now += rng.wait(0.028);
    }
}

/// The throat opens with a click, and what goes down takes a bubble with it.
fn gulp(t: f32, shape: f32, pan: Pan, rng: &mut Rng, out: &mut Stereo) {
    let frame = |later: f32| ((t + later) * RATE) as usize;
    let click = burst(rng.fork("click"), 0.012, 500.0, 2_600.0);
    out.place(frame(0.0), pan, click.map(|x| x * 0.45));
    let sink = eased(0.006, ping(rng.range(400.0, 480.0) * shape, 0.11, -0.55));
    out.place(frame(0.012), pan, sink.map(|x| x * 0.75));
    let body = eased(0.01, ping(rng.range(150.0, 190.0) * shape, 0.14, -0.3));
    out.place(frame(0.02), pan, body.map(|x| x * 0.7));
    let close = rng.range(0.13, 0.19);
    out.place(
        frame(close),
        pan,
        bubble(rng.range(520.0, 680.0) * shape, 0.9, 0.45).map(|x| x * 0.5),
    );
    let shut = burst(rng.fork("shut"), 0.008, 700.0, 3_000.0);
    out.place(frame(close + 0.03), pan, shut.map(|x| x * 0.22));
}
