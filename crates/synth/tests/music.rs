//! Music and what plays it: where the figures lie, and what each is known by.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::disallowed_methods, dead_code, unreachable_pub)] // measures, doesn't make sound

mod bands;
mod figures;

use bands::{Bands, are_apart, keep_to, part, tone};
use figures::measure;
use foley_synth::{
    Class::{Drums, Guitar, Music, Piano},
    render,
};

static BANDS: [Bands; 4] = [
    Bands {
        class: Music,
        prompts: ["music", "melody"],
        lufs: -19.0..-17.0,
        centroid: 314.0..856.0,
        flatness: 0.0020..0.0136,
        onsets: 0.9..3.9,
        crest_db: 11.7..19.2,
        motion_db: 0.4..2.6,
        lows: 0.24..0.70,
    },
    Bands {
        class: Piano,
        prompts: ["piano", "piano music"],
        lufs: -19.0..-17.0,
        centroid: 343.0..987.0,
        flatness: 0.0000..0.0010,
        onsets: 0.0..3.2,
        crest_db: 13.5..21.1,
        motion_db: 1.5..6.0,
        lows: 0.26..0.70,
    },
    Bands {
        class: Guitar,
        prompts: ["guitar", "acoustic guitar"],
        lufs: -19.0..-17.0,
        centroid: 781.0..1_373.0,
        flatness: 0.0150..0.0471,
        onsets: 1.1..3.9,
        crest_db: 14.6..21.6,
        motion_db: 1.5..5.5,
        lows: 0.00..0.42,
    },
    Bands {
        class: Drums,
        prompts: ["drums", "drum beat"],
        lufs: -19.0..-17.0,
        centroid: 1_072.0..2_366.0,
        flatness: 0.0752..0.2448,
        onsets: 2.0..5.3,
        crest_db: 17.3..21.0,
        motion_db: 14.3..22.2,
        lows: 0.67..0.97,
    },
];

#[test]
fn each_keeps_to_its_bands() {
    keep_to(&BANDS);
}

#[test]
fn any_two_are_apart_somewhere() {
    are_apart(&BANDS);
}

/// A calm prompt has no beat under it, an upbeat one has.
#[test]
fn the_mood_is_heard() {
    for variation in 0..3 {
        let calm = measure(&render("calm relaxing music", 100, variation));
        let lively = measure(&render("upbeat electronic music", 100, variation));
        assert!(lively.onsets > 1.8 * calm.onsets, "{} and {}", calm.onsets, lively.onsets);
        assert!(lively.lows > calm.lows + 0.2, "{} and {}", calm.lows, lively.lows);
    }
    for what in ["piano", "drums"] {
        let [gentle, strong] = ["very gentle", "violent"]
            .map(|how| measure(&render(&format!("{how} {what}"), 100, 1)));
        assert!(strong.onsets > 1.3 * gentle.onsets, "{} and {}", gentle.onsets, strong.onsets);
    }
}

/// Most of what a piano and a guitar play is in tune with a scale: the power lies at the semitones
/// of concert pitch, not between them.
#[test]
fn what_is_played_is_in_tune() {
    for prompt in ["piano", "guitar", "calm music"] {
        let sound = render(prompt, 50, 1);
        let ring = part(&sound, 0.5..2.5);
        let power_at = |quarter: f64| -> f64 {
            (0..24).map(|k| tone(&ring, 110.0 * 2f64.powf((f64::from(k) + quarter) / 12.0))).sum()
        };
        let (on, off) = (power_at(0.0), power_at(0.5));
        assert!(on > 6.0 * off, "{prompt}: {on:.4} and {off:.4}");
    }
}
