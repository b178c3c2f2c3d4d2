//! A washing machine: the motor's hum, the drum that turns one way and then the other, water that
//! sloshes with it and laundry that falls; when it is violent, it spins.

use crate::kit::{
    RATE,
    control::{CONTROL, Curve, Drift, smooth},
    filter::{OnePole, Svf},
    noise::{Brown, Pink},
    pulses::{Turns, saw, sine, step_of},
    reverb::Space,
    spot::Spot,
    stereo::{Pan, Stereo},
};
use crate::sounds::{Cue, Kind};

pub(crate) const KIND: Kind = Kind {
    name: "washing machine",
    english: &[
        ("washing machine", 0.0),
        ("washer", 0.0),
        ("laundry", 0.0),
        ("laundry machine", 0.0),
        ("dishwasher", -0.3),
        ("spin cycle", 0.9),
        ("spin dryer", 0.9),
        ("tumble dryer", 0.2),
        ("laundromat", 0.0),
    ],
    chinese: &[("洗衣机", 0.0), ("洗衣", 0.0), ("洗碗机", -0.3), ("脱水", 0.9)],
    space: Space { size: 0.35, t60: 0.45, damping: 3_000.0 },
    wet: 0.2,
    make,
};

fn make(cue: &Cue) -> Stereo {
    let mut rng = cue.rng.fork("machine");
    // Turns a second of the drum: fifty a minute at the wash, six hundred and more in a spin.
    let spin = smooth((cue.intensity - 0.7) / 0.2);
    let wash = rng.range(0.82, 0.98) * cue.scaled(0.9, 1.15) * cue.tempo.clamp(0.5, 2.0);
    let turning = turning(cue);
    let mut out = Stereo::silence(cue.frames);
    let mut drum_turns = rng.unit();
    let drum = Curve::draw(cue.frames, |t| {
        let speed = wash * (1.0 - spin) * turning(t) + spin * (7.0 + 5.0 * smooth(t / 6.0));
        drum_turns += speed * CONTROL as f32 / RATE;
        drum_turns
    });
    let motor_hz = rng.range(182.0, 230.0);
    let mut motor = [Turns::default(); 4];
    let mut mains = Turns::default();
    let mut cover = Svf::new(340.0, 2.0);
    let mut panel = Svf::new(118.0, 2.5);
    let mut water = Pink::new(cue.rng.fork("water"));
    let mut wave = Svf::new(700.0, 1.1);
    let mut splash = Svf::new(2_100.0, 0.8);
    let mut pump = Brown::new(cue.rng.fork("pump"));
    let mut low = OnePole::new(240.0);
    let mut cut = OnePole::new(45.0);
    let mut gurgle = Drift::new(cue.rng.fork("gurgle"), 22.0);
    let mut churn = Drift::slow(cue.rng.fork("churn"), 4.0);
    let mut sides =
        ["left", "right"].map(|name| (Pink::new(cue.rng.fork(name)), OnePole::new(900.0)));
    let (mut on, mut slosh, mut hz, mut shake) = (0.0, 0.0, motor_hz, 0.0);
    out.add_each(|i| {
        if i % CONTROL == 0 {
            let t = i as f32 / RATE;
            let angle = drum.at(i) % 1.0;
            on = turning(t) * (1.0 - spin) + spin;
            // The water is carried up on one side and falls back.
            let up = 0.5 + 0.5 * sine(angle);
            slosh = (0.10 + 0.9 * up * up * up * (0.8 + 0.3 * churn.next())) * (0.25 + 0.75 * on);
            slosh *= 1.0 - 0.85 * spin;
            shake = 1.0 + (0.25 + 0.2 * spin) * sine(angle + 0.3);
            hz = motor_hz
                * (0.4 + 0.6 * on)
                * (1.0 + 1.7 * spin * smooth(t / 6.0) + 0.025 * churn.next());
            wave.tune(420.0 + 520.0 * slosh, 1.2);
            splash.tune(1_500.0 + 1_400.0 * slosh, 0.8);
        }
        let step = step_of(hz);
        let whine = saw(motor[0].next(step), step) * 0.35
            + sine(motor[1].next(step_of(hz * 2.0))) * 0.5
            + sine(motor[2].next(step_of(hz * 5.0))) * 0.20
            + sine(motor[3].next(step_of(hz * 9.0))) * 0.07;
        let hum = sine(mains.next(step_of(100.0)));
        let frame = (whine * on + hum * 0.25) * shake;
        let metal = cover.bands(frame).band * 0.13 + panel.bands(frame).band * 0.16 + frame * 0.03;
        let x = water.next();
        let wet =
            wave.bands(x).band * 1.0 * (1.0 + 0.7 * gurgle.next()) + splash.bands(x).band * 0.35;
        let rumble = cut.high(low.low(pump.next())) * 0.16 * (0.3 + 0.7 * on) * shake;
        let middle = metal * (1.0 + spin) + wet * slosh * 0.75 + rumble * (1.0 + spin);
        let [l, r] =
            sides.each_mut().map(|(pink, low)| low.low(pink.next()) * (0.05 + 0.10 * slosh));
        (middle + l, middle + r)
    });
    if spin < 0.5 {
        falls(cue, &drum, &mut out);
    }
    out
}

/// Whether the drum turns: some seconds one way, a rest, and some the other.
fn turning(cue: &Cue) -> impl Fn(f32) -> f32 + use<> {
    let mut rng = cue.rng.fork("turning");
    let period = rng.range(6.5, 8.5);
    let offset = rng.range(0.0, 1.5);
    move |t| {
        let x = (t + offset) % period;
        smooth(x / 0.5 + if t < 1.5 { 1.0 } else { 0.0 }) * smooth((period - 1.1 - x) / 0.7)
    }
}

/// Laundry falls from the top of the drum, once or twice a turn.
fn falls(cue: &Cue, drum: &Curve, out: &mut Stereo) {
    let mut rng = cue.rng.fork("falls");
    let frames = cue.frames;
    let mut last = drum.at(0);
    let mut next = (last - 0.4).ceil() + 0.4;
    for block in 1..frames / CONTROL {
        let now = drum.at(block * CONTROL);
        if now >= next && now > last {
            rng = rng.fork("fall");
            let at = block * CONTROL;
            for _ in 0..rng.whole(1, 3) {
                let later = at + (rng.unit() * 0.16 * RATE) as usize;
                let level = rng.range(0.35, 0.9) * cue.scaled(0.45, 0.9);
                let pan = Pan::new(rng.bipolar() * 0.15);
                Spot::eased(later, pan, 0.008).tone(
                    out,
                    level * 0.5,
                    rng.range(58.0, 88.0),
                    0.22,
                    -0.3,
                );
                Spot::eased(later, pan, 0.006).noise(
                    out,
                    level * 0.6,
                    rng.fork("flop"),
                    0.16,
                    [120.0, 900.0],
                );
            }
            next += 1.0;
        }
        last = now;
    }
}
