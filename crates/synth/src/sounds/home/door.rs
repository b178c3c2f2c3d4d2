//! Doors: one that creaks on its hinge, and one that slams.

use crate::kit::{
    RATE,
    control::{CONTROL, Drift, smooth},
    modes::{SHEET, Thing, WOOD, tap},
    reverb::Space,
    rng::Rng,
    stereo::{Pan, Stereo},
    voice::{burst, eased},
};
use crate::sounds::{Cue, Kind, home::quiet_room};

pub(crate) const CREAK: Kind = Kind {
    name: "door creak",
    english: &[
        ("creak", 0.0),
        ("door creak", 0.0),
        ("creaky", 0.0),
        ("creaking door", 0.0),
        ("squeaky door", 0.2),
        ("squeaking door", 0.2),
        ("door squeak", 0.2),
        ("squeaky hinge", 0.3),
        ("rusty hinge", 0.3),
        ("hinge", 0.0),
        ("door opening", 0.0),
        ("opening door", 0.0),
        ("door open", 0.0),
        ("open a door", 0.0),
        ("open the door", 0.0),
        ("wood creak", -0.2),
        ("floorboard", -0.3),
    ],
    chinese: &[("吱呀", 0.0), ("吱嘎", 0.0), ("开门", 0.0), ("门轴", 0.0), ("门吱", 0.0)],
    space: Space { size: 0.5, t60: 0.6, damping: 4_000.0 },
    wet: 0.35,
    make: creaks,
};

pub(crate) const SLAM: Kind = Kind {
    name: "door slam",
    english: &[
        ("door slam", 0.3),
        ("slamming door", 0.3),
        ("slam", 0.3),
        ("slamming", 0.3),
        ("door slamming", 0.3),
        ("slammed door", 0.3),
        ("slam the door", 0.3),
        ("slam a door", 0.3),
        ("door bang", 0.4),
        ("door shut", -0.2),
        ("door close", -0.3),
        ("closing door", -0.3),
        ("close the door", -0.3),
        ("close a door", -0.3),
        ("shut the door", -0.2),
        ("door", 0.0),
    ],
    chinese: &[("关门", -0.2), ("摔门", 0.6), ("门砰", 0.4), ("门", 0.0)],
    space: Space { size: 0.7, t60: 0.9, damping: 3_200.0 },
    wet: 0.4,
    make: slams,
};

fn creaks(cue: &Cue) -> Stereo {
    let mut out = quiet_room(cue);
    let mut rng = cue.rng.fork("creaks");
    // The door gives the creak its vowel: the same each time, whatever the pitch.
    let door = Thing::damped(&WOOD, rng.range(260.0, 380.0), 2.2, &mut rng)
        .with(rng.range(800.0, 1_100.0), 0.06, 1.4)
        .with(rng.range(1_900.0, 2_600.0), 0.035, 1.1);
    let pan = Pan::new(rng.bipolar() * 0.3);
    let longest = cue.seconds() * 0.9;
    for t in cue.times(&mut rng, 0.05, 2.2..3.4, 1.7) {
        let seconds = rng.range(1.1, 2.0).min(longest).min(cue.seconds() - t);
        let force = friction(cue, seconds, &mut rng);
        let level = rng.range(0.32, 0.42);
        let heard = door.driven(&force);
        out.place((t * RATE) as usize, pan, heard.into_iter().map(|x| x * level));
    }
    out
}

/// What the hinge does to the door: it sticks, gives, and sticks again. Slowly moved it ticks,
/// quickly moved the ticks run together into a pitch.
fn friction(cue: &Cue, seconds: f32, rng: &mut Rng) -> Vec<f32> {
    let frames = (seconds * RATE) as usize;
    let mut force = vec![0.0f32; frames + 2];
    let mut wander = Drift::slow(rng.fork("wander"), 3.5);
    let mut tremble = Drift::slow(rng.fork("tremble"), 17.0);
    let top = cue.scaled(130.0, 420.0) * rng.octaves(0.7, 1.4);
    let peak = rng.range(0.35, 0.75);
    let (mut phase, mut limit, mut hz) = (0.0f32, 0.2f32, 20.0f32);
    for i in 0..frames {
        if i % CONTROL == 0 {
            let x = i as f32 / frames as f32;
            let pull = smooth(x / peak) * smooth((1.0 - x) / (1.0 - peak));
            let octaves = 0.8 * wander.next() + 0.06 * tremble.next();
            hz = 14.0 + top * pull * pull * libm::expf(octaves * 0.693);
        }
        phase += hz / RATE;
        if phase >= limit {
            phase -= limit;
            // What slips slowly slips far, and never twice alike.
            let slow = 60.0 / (60.0 + hz);
            limit = 1.0 + rng.bipolar() * (0.04 + 0.45 * slow);
            let slip = (0.35 + 0.9 * slow) * rng.range(0.6, 1.0);
            let part = (phase * RATE / hz).clamp(0.0, 1.0);
            force[i] += slip * (1.0 - part);
            force[i + 1] += slip * part;
        }
        force[i] += 0.012 * rng.bipolar() * (hz / top).min(1.0);
    }
    force
}

fn slams(cue: &Cue) -> Stereo {
    let mut out = quiet_room(cue);
    let mut rng = cue.rng.fork("slams");
    let leaf = Thing::damped(&WOOD, cue.scaled(100.0, 66.0) * rng.range(0.9, 1.15), 1.5, &mut rng);
    let latch = Thing::new(&SHEET, rng.range(900.0, 1_400.0), &mut rng);
    for t in cue.times(&mut rng, 0.16, 2.4..3.6, 0.9) {
        slam(cue, t, &leaf, &latch, &mut rng, &mut out);
    }
    out
}

fn slam(cue: &Cue, t: f32, leaf: &Thing, latch: &Thing, rng: &mut Rng, out: &mut Stereo) {
    let frame = |t: f32| (t.max(0.0) * RATE) as usize;
    let middle = Pan::new(0.05);
    // The air that it pushes out of its way.
    let rush = eased(0.13, burst(rng.fork("rush"), 0.5, 90.0, 700.0));
    let force = cue.scaled(0.05, 0.3);
    out.place(frame(t - 0.15), middle, rush.take(frame(0.15)).map(|x| x * force));
    let contact = cue.scaled(0.004, 0.001_6);
    out.place(frame(t), middle, leaf.struck(&tap(contact * 0.6), 1.2, rng).into_iter());
    let slap = burst(rng.fork("slap"), cue.scaled(0.05, 0.13), 110.0, cue.scaled(900.0, 3_800.0));
    out.place(frame(t), middle, slap.map(|x| x * 1.6));
    // The frame gives the rest a push, and the latch falls in.
    out.place(frame(t + 0.013), middle, leaf.struck(&tap(0.008), 0.8, rng).into_iter());
    for (later, level) in [(-0.012, 0.2), (0.018, 0.4), (0.045, 0.22)] {
        let at = frame(t + later * rng.range(0.8, 1.3));
        let click = latch.struck(&tap(0.000_3), level * rng.range(0.7, 1.1), rng);
        out.place(at, Pan::new(0.15), click.into_iter());
    }
    for _ in 0..cue.scaled(0.0, 9.0) as usize {
        let later = t + 0.03 + rng.wait(0.07);
        let rattle = latch.struck(&tap(0.000_5), 0.1 * rng.unit(), rng);
        out.place(frame(later), Pan::new(rng.bipolar() * 0.4), rattle.into_iter());
    }
}
