//! A crowd that talks: sentences of no language from all sides, so many that none is understood.

use super::voices::{self, Heard};
use crate::kit::{
    control::{CONTROL, Drift},
    filter::Svf,
    noise::Pink,
    reverb::Space,
    stereo::Stereo,
};
use crate::sounds::{Cue, Kind};

pub(crate) const KIND: Kind = Kind {
    name: "crowd",
    english: &[
        ("crowd", 0.1),
        ("people talking", -0.1),
        ("chatter", -0.1),
        ("hubbub", 0.2),
        ("murmur", -0.6),
        ("conversation", -0.6),
        ("audience", -0.2),
        ("cafe", -0.3),
        ("coffee shop", -0.3),
        ("restaurant", -0.1),
        ("walla", 0.0),
    ],
    chinese: &[
        ("人群", 0.1),
        ("人声", 0.0),
        ("嘈杂", 0.2),
        ("喧闹", 0.4),
        ("聊天", -0.4),
        ("谈话", -0.4),
        ("餐厅", -0.1),
        ("咖啡馆", -0.3),
    ],
    space: Space { size: 0.9, t60: 0.9, damping: 3_500.0 },
    wet: 0.3,
    make,
};

/// Sentences that are made for it, and the longest time that is made anew: a longer crowd says
/// them again elsewhere.
const SENTENCES: usize = 20;

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    let mut rng = cue.rng.fork("talk");
    let count = SENTENCES.min(4 + (0.7 * cue.seconds()) as usize);
    let pool: Vec<Vec<f32>> = (0..count)
        .map(|_| {
            let seconds = rng.range(0.8, 1.6);
            voices::sentence(&rng.fork("voice"), seconds)
        })
        .collect();
    // So many speak at once, each of them 1.2 s on the average.
    let at_once = cue.scaled(5.0, 10.0);
    let wait = 1.2 / at_once;
    let mut second = -1.2;
    while second < cue.seconds() {
        let voice = &pool[rng.whole(0, count as u32 - 1) as usize];
        let near = rng.unit();
        let heard = Heard {
            second,
            pan: rng.bipolar(),
            level: 0.25 + 0.75 * near * near * near,
            speed: rng.range(0.88, 1.15),
        };
        if second < 0.0 {
            // Some are in the middle of a sentence when it begins.
            let frames = (-second * heard.speed * crate::kit::RATE) as usize;
            voices::add(voice.get(frames..).unwrap_or(&[]), heard, &mut out);
        } else {
            voices::add(voice, heard, &mut out);
        }
        second += rng.wait(wait).min(4.0 * wait);
    }
    rumour(cue, &mut out);
    out
}

/// Those who are too far off to be voices.
fn rumour(cue: &Cue, out: &mut Stereo) {
    let rng = cue.rng.fork("rumour");
    let level = cue.scaled(0.05, 0.22);
    let mut swell = Drift::slow(rng.fork("swell"), 1.5);
    let mut channels = ["left", "right"]
        .map(|name| (Pink::new(rng.fork(name)), Svf::new(520.0, 0.9), Svf::new(1_300.0, 0.8)));
    let mut gain = level;
    out.add_each(|i| {
        if i % CONTROL == 0 {
            gain = level * (1.0 + 0.3 * swell.next());
        }
        let [l, r] = channels.each_mut().map(|(pink, low, high)| {
            let x = pink.next();
            (low.bands(x).band + 0.4 * high.bands(x).band) * gain
        });
        (l, r)
    });
}
