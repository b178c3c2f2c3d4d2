//! Animals sound as their kind does, and not as another.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::disallowed_methods, unreachable_pub, dead_code)] // measures, doesn't make sound

mod figures;
mod voices;

use figures::measure;
use foley_synth::{
    Class::{
        Cat, Cow, Crickets, Crow, Dog, Duck, Frog, Hen, Hooves, Horse, Insects, Owl, Pig, Purr,
        Rooster, Seagulls, Sheep, Wolf,
    },
    render,
};
use voices::{ANY, Bands, check, check_apart, pitch, rises};

static BANDS: [Bands; 18] = [
    Bands {
        class: Dog,
        prompt: "dog",
        centroid: 964.0..1_310.0,
        flatness: 0.00042..0.00198,
        onsets: 0.5..2.6,
        crest_db: 19.7..23.1,
        motion_db: 16.9..19.9,
        lows: 0.0..0.04,
        rises: 1.14..1.90,
        longest: 0.09..0.24,
        pitch: 430.0..538.0,
        beat: None,
    },
    Bands {
        class: Cat,
        prompt: "cat",
        centroid: 1_170.0..1_660.0,
        flatness: 0.00021..0.00100,
        onsets: 0.2..3.2,
        crest_db: 15.8..22.2,
        motion_db: 17.5..20.7,
        lows: 0.0..0.04,
        rises: 0.27..1.15,
        longest: 0.41..0.73,
        pitch: 607.0..1_330.0,
        beat: None,
    },
    Bands {
        class: Rooster,
        prompt: "rooster",
        centroid: 1_320.0..1_810.0,
        flatness: 0.00021..0.00086,
        onsets: 0.1..3.1,
        crest_db: 13.1..18.9,
        motion_db: 11.6..21.3,
        lows: 0.0..0.04,
        rises: 0.60..1.52,
        longest: 0.96..1.64,
        pitch: 840.0..1_050.0,
        beat: None,
    },
    Bands {
        class: Hen,
        prompt: "hen",
        centroid: 961.0..1_720.0,
        flatness: 0.00049..0.00128,
        onsets: 1.9..4.6,
        crest_db: 19.0..22.5,
        motion_db: 13.4..16.8,
        lows: 0.0..0.04,
        rises: 2.07..3.17,
        longest: 0.08..0.52,
        pitch: ANY,
        beat: None,
    },
    Bands {
        class: Cow,
        prompt: "cow",
        centroid: 422.0..584.0,
        flatness: 0.00007..0.00016,
        onsets: 0.0..1.8,
        crest_db: 12.8..17.7,
        motion_db: 15.1..20.2,
        lows: 0.02..0.14,
        rises: 0.15..0.48,
        longest: 1.12..1.84,
        pitch: 143.0..178.0,
        beat: None,
    },
    Bands {
        class: Pig,
        prompt: "pig",
        centroid: 385.0..758.0,
        flatness: 0.00252..0.00758,
        onsets: 1.2..4.1,
        crest_db: 17.9..22.0,
        motion_db: 17.7..19.4,
        lows: 0.24..0.37,
        rises: 1.17..1.90,
        longest: 0.22..0.41,
        pitch: ANY,
        beat: None,
    },
    Bands {
        class: Sheep,
        prompt: "sheep",
        centroid: 817.0..1_170.0,
        flatness: 0.00014..0.00044,
        onsets: 1.5..6.5,
        crest_db: 15.0..21.6,
        motion_db: 12.7..20.3,
        lows: 0.0..0.05,
        rises: 0.27..0.78,
        longest: 0.66..1.23,
        pitch: 235.0..316.0,
        beat: Some((2.5..60.0, 7.0..12.0)),
    },
    Bands {
        class: Frog,
        prompt: "frog",
        centroid: 702.0..1_860.0,
        flatness: 0.00021..0.00058,
        onsets: 1.9..4.6,
        crest_db: 18.8..23.4,
        motion_db: 7.6..12.4,
        lows: 0.0..0.14,
        rises: 2.07..7.87,
        longest: 0.20..0.56,
        pitch: ANY,
        beat: None,
    },
    Bands {
        class: Crow,
        prompt: "crow",
        centroid: 1_260.0..1_710.0,
        flatness: 0.00035..0.00086,
        onsets: 0.6..2.8,
        crest_db: 19.4..23.5,
        motion_db: 12.3..19.0,
        lows: 0.0..0.04,
        rises: 0.87..1.52,
        longest: 0.23..0.42,
        pitch: 1_350.0..1_690.0,
        beat: None,
    },
    Bands {
        class: Crickets,
        prompt: "crickets",
        centroid: 3_830.0..5_020.0,
        flatness: 0.0..0.0001,
        onsets: 1.9..4.6,
        crest_db: 14.5..19.8,
        motion_db: 7.4..11.0,
        lows: 0.0..0.04,
        rises: 8.37..14.96,
        longest: 0.07..0.19,
        pitch: ANY,
        beat: Some((15.0..45.0, 24.0..33.0)),
    },
    Bands {
        class: Purr,
        prompt: "purr",
        centroid: 129.0..169.0,
        flatness: 0.00014..0.00030,
        onsets: 6.9..9.7,
        crest_db: 13.4..16.7,
        motion_db: 3.0..4.6,
        lows: 0.85..0.94,
        rises: 18.57..26.46,
        longest: 0.02..0.18,
        pitch: ANY,
        beat: Some((2.5..60.0, 24.0..30.0)),
    },
    Bands {
        class: Horse,
        prompt: "horse",
        centroid: 1_280.0..1_780.0,
        flatness: 0.00035..0.01234,
        onsets: 2.0..6.5,
        crest_db: 17.0..22.6,
        motion_db: 12.6..19.1,
        lows: 0.0..0.05,
        rises: 0.15..1.15,
        longest: 0.82..1.42,
        pitch: 972.0..1_180.0,
        beat: Some((5.0..60.0, 9.0..14.0)),
    },
    Bands {
        class: Hooves,
        prompt: "hooves",
        centroid: 506.0..707.0,
        flatness: 0.00518..0.01920,
        onsets: 1.9..4.1,
        crest_db: 18.1..20.3,
        motion_db: 14.0..15.7,
        lows: 0.34..0.45,
        rises: 2.37..3.39,
        longest: 0.04..0.13,
        pitch: 548.0..709.0,
        beat: None,
    },
    Bands {
        class: Owl,
        prompt: "owl",
        centroid: 279.0..958.0,
        flatness: 0.0..0.0001,
        onsets: 0.2..3.1,
        crest_db: 10.2..17.7,
        motion_db: 11.0..16.6,
        lows: 0.0..0.04,
        rises: 0.24..1.52,
        longest: 0.38..1.64,
        pitch: 291.0..897.0,
        beat: None,
    },
    Bands {
        class: Wolf,
        prompt: "wolf",
        centroid: 429.0..616.0,
        flatness: 0.0..0.0001,
        onsets: 0.0..2.4,
        crest_db: 8.5..15.3,
        motion_db: 3.0..18.0,
        lows: 0.0..0.04,
        rises: 0.15..0.40,
        longest: 1.75..3.26,
        pitch: 438.0..603.0,
        beat: None,
    },
    Bands {
        class: Seagulls,
        prompt: "seagulls",
        centroid: 2_200.0..2_880.0,
        flatness: 0.00028..0.00072,
        onsets: 1.6..4.5,
        crest_db: 16.5..21.0,
        motion_db: 6.6..15.2,
        lows: 0.0..0.04,
        rises: 1.50..3.02,
        longest: 0.21..2.24,
        pitch: 930.0..1_170.0,
        beat: None,
    },
    Bands {
        class: Duck,
        prompt: "duck",
        centroid: 1_310.0..1_730.0,
        flatness: 0.00014..0.00030,
        onsets: 1.1..3.8,
        crest_db: 18.9..23.0,
        motion_db: 15.9..19.3,
        lows: 0.0..0.04,
        rises: 1.41..2.27,
        longest: 0.15..0.31,
        pitch: 288.0..352.0,
        beat: None,
    },
    Bands {
        class: Insects,
        prompt: "insects",
        centroid: 761.0..1_030.0,
        flatness: 0.00392..0.01136,
        onsets: 0.0..2.8,
        crest_db: 18.7..22.3,
        motion_db: 3.0..6.9,
        lows: 0.0..0.05,
        rises: 0.06..0.93,
        longest: 0.46..10.79,
        pitch: 247.0..327.0,
        beat: None,
    },
];

#[test]
fn each_keeps_to_its_bands() {
    check(&BANDS);
}

#[test]
fn the_bands_of_any_two_are_apart_somewhere() {
    check_apart(&BANDS);
}

/// The median over a few takes.
fn usual(figure: impl Fn(u64) -> f64) -> f64 {
    let mut values: Vec<f64> = (0..5).map(figure).collect();
    values.sort_by(f64::total_cmp);
    values[2]
}

#[test]
fn what_is_big_is_lower() {
    for (big, small, octaves) in [
        ("huge dog", "puppy", 0.8),
        ("bull", "calf", 0.5),
        ("loud sheep", "lamb", 0.5),
        ("tomcat", "kitten", 0.3),
        ("huge crow", "small crow", 0.1),
    ] {
        let centre = |prompt: &str| usual(|take| measure(&render(prompt, 40, take)).centroid);
        let (big_one, small_one) = (centre(big), centre(small));
        let apart = (small_one / big_one).log2();
        assert!(apart > octaves * 0.5, "{big}: {big_one:.0}, {small}: {small_one:.0}");
    }
    let hum = |prompt: &str| usual(|take| pitch(&render(prompt, 40, take)));
    for (big, small) in [("huge dog", "puppy"), ("bull", "calf"), ("loud sheep", "lamb")] {
        assert!(hum(small) > 1.5 * hum(big), "{big}: {:.0}, {small}: {:.0}", hum(big), hum(small));
    }
    assert!(hum("mosquito") > 1.7 * hum("bumblebee"));
}

#[test]
fn a_gallop_has_more_hooves_than_a_trot_than_a_walk() {
    let falls = |prompt: &str| usual(|take| rises(&render(prompt, 60, take)).per_second);
    let (gallop, trot, walk) = (falls("gallop"), falls("trot"), falls("clip clop"));
    assert!((3.2..4.0).contains(&walk), "{walk}");
    assert!((2.4..3.2).contains(&trot), "{trot}");
    assert!(gallop > 5.0, "{gallop}");
}

#[test]
fn an_upset_pig_squeals() {
    let centre = |prompt: &str| usual(|take| measure(&render(prompt, 60, take)).centroid);
    assert!(centre("squealing pig") > 2.0 * centre("pig"));
}

#[test]
fn a_swarm_is_steadier_than_a_fly_that_comes_past() {
    let motion = |prompt: &str| usual(|take| measure(&render(prompt, 60, take)).motion_db);
    assert!(motion("swarm") < 0.8 * motion("fly buzzing"));
}

#[test]
fn a_second_of_each_has_it_already() {
    for bands in &BANDS {
        let short = measure(&render(bands.prompt, 10, 0));
        assert!(short.lufs > -20.0, "{}: {:.1}", bands.class, short.lufs);
        let (from, to) = (bands.centroid.start * 0.6, bands.centroid.end * 1.6);
        assert!((from..to).contains(&short.centroid), "{}: {:.0}", bands.class, short.centroid);
    }
}
