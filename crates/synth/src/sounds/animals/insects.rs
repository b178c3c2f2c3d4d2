//! Insects that fly about: wings that beat some two hundred times a second, on a winding way past
//! the ear, whose pitch leaps up and sinks as they come and go.

use core::f32::consts::TAU;

use crate::kit::{
    RATE,
    control::{CONTROL, Drift, smooth},
    filter::Svf,
    reverb::Space,
    rng::Rng,
    stereo::Stereo,
};
use crate::sounds::{Cue, Kind, air};

pub(crate) const KIND: Kind = Kind {
    name: "insects",
    english: &[
        ("insect", 0.0),
        ("housefly", 0.0),
        ("a fly", 0.0),
        ("flies buzzing", 0.3),
        ("fly buzzing", 0.0),
        ("buzzing fly", 0.0),
        ("bee", 0.2),
        ("bumblebee", 0.3),
        ("honeybee", 0.2),
        ("beehive", 1.0),
        ("swarm", 0.9),
        ("wasp", 0.2),
        ("hornet", 0.5),
        ("mosquito", -1.0),
        ("mosquitoes", -0.8),
        ("gnat", -0.9),
        ("bug", -0.2),
        ("buzz", 0.0),
    ],
    chinese: &[
        ("昆虫", 0.0),
        ("苍蝇", 0.0),
        ("蜜蜂", 0.2),
        ("蜂群", 1.0),
        ("黄蜂", 0.3),
        ("蚊子", -1.0),
        ("嗡嗡", 0.0),
    ],
    space: Space { size: 0.7, t60: 0.4, damping: 4_000.0 },
    wet: 0.06,
    make,
};

/// Metres per second of sound, and the least distance from the ear.
const SOUND: f32 = 343.0;
const NEAREST: f32 = 0.22;

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    let mut rng = cue.rng.fork("insects");
    // Few and small, or a swarm.
    let count = cue.count.map_or(1 + (cue.intensity * cue.intensity * 5.0) as u32, |n| n.min(10));
    let hz = libm::exp2f(cue.scaled(9.25, 7.1)).clamp(175.0, 560.0);
    // A swarm keeps more of a distance, in which no single one stands out.
    let nearest = NEAREST + (cue.intensity - 0.5).max(0.0);
    for k in 0..count.max(1) {
        let hz = hz * rng.range(0.9, 1.12);
        fly(hz, k, nearest, &rng.fork("fly"), &mut out);
        rng = rng.fork("next");
    }
    resound(hz, &mut out);
    air::add(cue, 1_200.0, 0.006, &mut out);
    out
}

/// Where an insect is: it wanders about the ear, near and far.
struct Flight {
    drifts: [Drift; 3],
    turn: f32,
    speed: f32,
    nearest: f32,
    last: f32,
}

impl Flight {
    fn new(rng: &Rng, k: u32, nearest: f32) -> Self {
        let mut draw = rng.fork("turn");
        Self {
            drifts: ["x", "y", "speed"].map(|name| Drift::slow(rng.fork(name), 0.8)),
            // The first comes past at once.
            turn: if k == 0 { 0.62 } else { draw.unit() },
            speed: draw.range(0.28, 0.5),
            nearest,
            last: 0.0,
        }
    }

    /// Left to right and distance in metres, and how fast it comes nearer, in metres a second.
    fn next(&mut self) -> (f32, f32, f32) {
        let [x, y, speed] = self.drifts.each_mut().map(Drift::next);
        self.turn += self.speed * (1.0 + 0.5 * speed) * CONTROL as f32 / RATE;
        let (across, along) = (libm::sinf(TAU * self.turn), libm::cosf(TAU * self.turn * 1.37));
        let place = (2.6 * across + 0.6 * x, 0.3 + 1.3 * along + 0.6 * y);
        let distance = (place.0 * place.0 + place.1 * place.1 + self.nearest * self.nearest).sqrt();
        let nearer = if self.last > 0.0 {
            ((self.last - distance) * RATE / CONTROL as f32).clamp(-12.0, 12.0)
        } else {
            0.0
        };
        self.last = distance;
        (place.0 / distance, distance, nearer)
    }
}

/// Adds the bare beat of one insect's wings.
fn fly(hz: f32, k: u32, nearest: f32, rng: &Rng, out: &mut Stereo) {
    let mut flight = Flight::new(rng, k, nearest);
    let mut effort = Drift::slow(rng.fork("effort"), 5.0);
    let mut course = Drift::slow(rng.fork("course"), 0.9);
    let mut noise = rng.fork("noise");
    let mut wings = Wings { phase: 0.0, odd: 1.0, rng: rng.fork("wings") };
    let mut step = hz / RATE;
    let (mut gains, mut steps) = ([0.0f32; 2], [0.0f32; 2]);
    let (mut dull, mut state) = (1.0f32, 0.0f32);
    out.add_each(|i| {
        if i % CONTROL == 0 {
            let (side, distance, nearer) = flight.next();
            let pitch = 1.0 + 0.022 * effort.next() + 0.07 * course.next();
            step = hz * pitch * (1.0 + nearer / SOUND * 2.5) / RATE;
            let level = 0.25 / distance;
            let right = 0.5 + 0.42 * side;
            let to = [level * (1.0 - right).sqrt(), level * right.sqrt()];
            for ((step, gain), to) in steps.iter_mut().zip(gains).zip(to) {
                *step = (to - gain) / CONTROL as f32;
            }
            // The far ones lose their edge.
            dull = 0.12 + 0.7 * (1.0 - smooth((distance - 0.25) / 2.0));
        }
        gains[0] += steps[0];
        gains[1] += steps[1];
        let x = wings.next(step) * (1.0 + 0.25 * noise.bipolar());
        state += dull * (x - state);
        (state * gains[0], state * gains[1])
    });
}

/// What the plates of their backs make of that.
fn resound(hz: f32, out: &mut Stereo) {
    for channel in [&mut out.left, &mut out.right] {
        let (mut low, mut high) = (Svf::new(hz * 2.2, 1.6), Svf::new(hz * 8.0, 1.0));
        for x in channel {
            *x = 0.3 * *x + 1.3 * low.bands(*x).band + 1.5 * high.bands(*x).band;
        }
    }
}

/// Wings that push on the way down and on the way up, not quite alike.
struct Wings {
    phase: f32,
    odd: f32,
    rng: Rng,
}

impl Wings {
    #[inline]
    fn next(&mut self, step: f32) -> f32 {
        let step = step * self.odd;
        self.phase += step;
        if self.phase >= 1.0 {
            self.phase -= 1.0;
            self.odd = 1.0 + 0.02 * self.rng.bipolar();
        }
        // A saw whose fall is rounded, and a weaker one between.
        let other = if self.phase < 0.57 { self.phase + 0.43 } else { self.phase - 0.57 };
        saw(self.phase, step) + 0.45 * saw(other, step)
    }
}

fn saw(phase: f32, step: f32) -> f32 {
    let plain = 1.0 - 2.0 * phase;
    if phase < step {
        let near = 1.0 - phase / step;
        plain - near * near
    } else if phase > 1.0 - step {
        let near = 1.0 - (1.0 - phase) / step;
        plain + near * near
    } else {
        plain
    }
}
