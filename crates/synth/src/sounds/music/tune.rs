//! Music, when no instrument is named: a pad and plucked notes where it is calm; a bass and a tune
//! with it; and a beat under all of it where it is lively.

use super::{
    beat::{PATTERNS, play},
    score::Score,
    voices::{bass, pad, pluck},
};
use crate::kit::{
    RATE,
    reverb::Space,
    rng::Rng,
    spot::Spot,
    stereo::{Pan, Stereo},
};
use crate::sounds::{Cue, Kind};

pub(crate) const KIND: Kind = Kind {
    name: "music",
    english: &[
        ("music", 0.0),
        ("melody", 0.0),
        ("melodic", 0.0),
        ("song", 0.0),
        ("tune", 0.0),
        ("soundtrack", 0.0),
        ("background music", -0.2),
        ("film score", 0.2),
        ("instrumental", 0.0),
        ("orchestra", 0.2),
        ("orchestral", 0.2),
        ("symphony", 0.3),
        ("epic music", 0.8),
        ("string quartet", 0.0),
        ("violin", 0.0),
        ("cello", -0.2),
        ("synth", 0.3),
        ("synthesizer", 0.3),
        ("synthwave", 0.6),
        ("electronic", 0.4),
        ("electronic music", 0.5),
        ("techno", 0.9),
        ("edm", 0.9),
        ("house music", 0.8),
        ("dance music", 0.8),
        ("upbeat", 0.6),
        ("upbeat music", 0.7),
        ("happy music", 0.4),
        ("pop music", 0.5),
        ("pop song", 0.5),
        ("rock music", 0.7),
        ("jazz", 0.0),
        ("lofi", -0.3),
        ("lo fi", -0.3),
        ("chill music", -0.4),
        ("chillout", -0.4),
        ("relaxing music", -0.6),
        ("meditation", -0.8),
        ("ambient music", -0.7),
        ("new age", -0.6),
        ("harmony", 0.0),
        ("flute", -0.2),
        ("trumpet", 0.3),
        ("saxophone", 0.0),
        ("accordion", 0.1),
        ("church organ", 0.2),
        ("chord", 0.0),
        ("music box", -0.6),
        ("bgm", 0.0),
        ("groove", 0.5),
    ],
    chinese: &[
        ("音乐", 0.0),
        ("背景音乐", -0.2),
        ("旋律", 0.0),
        ("歌曲", 0.0),
        ("曲子", 0.0),
        ("乐曲", 0.0),
        ("配乐", 0.0),
        ("交响乐", 0.3),
        ("管弦乐", 0.2),
        ("小提琴", 0.0),
        ("电子音乐", 0.5),
        ("电子乐", 0.5),
        ("合成器", 0.3),
        ("舞曲", 0.8),
        ("摇滚", 0.7),
        ("爵士", 0.0),
        ("冥想", -0.8),
    ],
    space: Space { size: 1.3, t60: 1.9, damping: 5_000.0 },
    wet: 0.22,
    make,
};

fn make(cue: &Cue) -> Stereo {
    let mut out = Stereo::silence(cue.frames);
    let rng = cue.rng.fork("music");
    let lively = cue.intensity > 0.62;
    let calm = cue.intensity < 0.35;
    let minor = rng.clone().chance(0.4);
    let score = Score::write(cue, cue.scaled(58.0, 132.0), minor);
    chords(cue, &score, lively, &mut out);
    if !calm {
        basses(&score, lively, &mut out);
    }
    let each = if lively {
        4.0
    } else if calm {
        1.0
    } else {
        2.0
    };
    for note in score.broken(each, if calm { 0.15 } else { 0.1 }) {
        let hz = score.hz(note.step + if lively { 7 } else { 0 });
        let long = if lively { 0.25 } else { 1.8 };
        string(&mut out, &rng, hz, note.at, long, note.force * 0.5, cue.scaled(0.35, 0.8));
    }
    for note in score.tune() {
        let long = note.seconds + if lively { 0.1 } else { 0.7 };
        string(
            &mut out,
            &rng,
            score.hz(note.step),
            note.at,
            long,
            note.force * 0.85,
            cue.scaled(0.4, 0.9),
        );
    }
    if lively {
        let pattern = &PATTERNS[2][rng.clone().whole(0, 1) as usize];
        play(&mut out, &rng, pattern, score.beat, 0.04, (cue.seconds() - 0.15).max(0.05));
    }
    out
}

fn chords(cue: &Cue, score: &Score, lively: bool, out: &mut Stereo) {
    for (k, bar) in score.bars.iter().enumerate() {
        if !score.fits(bar.at) {
            return;
        }
        let notes = Score::triad(bar.chord).map(|step| score.hz(step));
        let rise = if k == 0 { 0.12 } else { cue.scaled(0.5, 0.05) };
        let open = cue.scaled(420.0, 1_900.0);
        if lively {
            // Off the beat, four to a bar.
            for beat in 0..4 {
                let at = bar.at + (beat as f32 + 0.5) * score.beat;
                if score.fits(at) {
                    pad(out, at, score.beat * 0.25, &notes, 0.02, open * 1.3);
                }
            }
        }
        // Held under it all, unless the beat carries it.
        if !lively || k == 0 {
            pad(out, bar.at, score.beat * 4.0, &notes, rise, open);
        }
    }
}

fn basses(score: &Score, lively: bool, out: &mut Stereo) {
    let beats: &[f32] =
        if lively { &[0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5] } else { &[0.0, 2.0, 3.0] };
    for bar in &score.bars {
        let mut hz = score.hz(bar.chord - 14);
        if hz > 92.0 {
            hz *= 0.5;
        }
        for (k, beat) in beats.iter().enumerate() {
            let at = bar.at + beat * score.beat;
            if score.fits(at) {
                let up = if lively && k % 4 == 3 { 2.0 } else { 1.0 };
                let next = if lively {
                    0.42
                } else if k == 0 {
                    1.8
                } else {
                    0.9
                };
                let note = bass(hz * up, next * score.beat, if lively { 0.9 } else { 0.3 });
                Spot::new((at * RATE) as usize, Pan::level(0.0)).made(out, 1.0, &note);
            }
        }
    }
}

fn string(out: &mut Stereo, rng: &Rng, hz: f32, at: f32, seconds: f32, force: f32, bright: f32) {
    let rest = out.frames() as f32 / RATE - at;
    let own = rng.fork("string");
    let heard =
        pluck(&own, hz, 2.4 * libm::powf(330.0 / hz, 0.5), seconds.min(rest.max(0.05)), bright);
    let pan = Pan::level(0.55 * sine_of(hz));
    Spot::new((at * RATE) as usize, pan).made(out, force, &heard);
}

/// A place for each pitch, always the same.
fn sine_of(hz: f32) -> f32 {
    crate::kit::pulses::sine(libm::log2f(hz / 220.0) * 2.0)
}
