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
        centroid: 971.0..1_300.0,
        flatness: 0.00042..0.00198,
        onsets: 0.5..2.6,
        crest_db: 19.4..23.6,
        motion_db: 16.8..19.9,
        lows: 0.0..0.04,
        rises: 0.99..2.05,
        pitch: 426.0..538.0,
        beat: None,
    },
    Bands {
        class: Cat,
        prompt: "cat",
        centroid: 1_170.0..1_670.0,
        flatness: 0.00021..0.00100,
        onsets: 0.0..3.2,
        crest_db: 15.3..22.4,
        motion_db: 17.4..20.8,
        lows: 0.0..0.04,
        rises: 0.21..0.85,
        pitch: 607.0..1_330.0,
        beat: None,
    },
    Bands {
        class: Rooster,
        prompt: "rooster",
        centroid: 1_320.0..1_810.0,
        flatness: 0.00021..0.00086,
        onsets: 0.3..3.5,
        crest_db: 12.8..19.1,
        motion_db: 11.5..21.4,
        lows: 0.0..0.04,
        rises: 0.51..1.65,
        pitch: 841.0..1_040.0,
        beat: None,
    },
    Bands {
        class: Hen,
        prompt: "hen",
        centroid: 960.0..1_750.0,
        flatness: 0.00049..0.00128,
        onsets: 1.9..4.4,
        crest_db: 18.7..23.3,
        motion_db: 13.3..17.0,
        lows: 0.0..0.04,
        rises: 1.81..3.41,
        pitch: ANY,
        beat: None,
    },
    Bands {
        class: Cow,
        prompt: "cow",
        centroid: 422.0..585.0,
        flatness: 0.00007..0.00016,
        onsets: 0.0..1.8,
        crest_db: 12.2..18.2,
        motion_db: 15.0..20.4,
        lows: 0.02..0.14,
        rises: 0.11..0.53,
        pitch: 143.0..181.0,
        beat: None,
    },
    Bands {
        class: Pig,
        prompt: "pig",
        centroid: 385.0..763.0,
        flatness: 0.00252..0.00758,
        onsets: 1.4..4.2,
        crest_db: 17.7..22.2,
        motion_db: 17.7..19.6,
        lows: 0.24..0.38,
        rises: 1.01..2.05,
        pitch: ANY,
        beat: None,
    },
    Bands {
        class: Sheep,
        prompt: "sheep",
        centroid: 818.0..1_170.0,
        flatness: 0.00014..0.00044,
        onsets: 1.9..6.5,
        crest_db: 14.6..21.8,
        motion_db: 12.6..20.6,
        lows: 0.0..0.05,
        rises: 0.21..0.85,
        pitch: 235.0..312.0,
        beat: Some((2.5..60.0, 7.0..12.0)),
    },
    Bands {
        class: Frog,
        prompt: "frog",
        centroid: 700.0..1_830.0,
        flatness: 0.00021..0.00058,
        onsets: 1.2..4.8,
        crest_db: 18.7..23.5,
        motion_db: 8.0..13.4,
        lows: 0.0..0.14,
        rises: 1.55..4.85,
        pitch: ANY,
        beat: None,
    },
    Bands {
        class: Crow,
        prompt: "crow",
        centroid: 1_260.0..1_710.0,
        flatness: 0.00035..0.00086,
        onsets: 0.5..3.1,
        crest_db: 18.4..24.1,
        motion_db: 12.2..19.0,
        lows: 0.0..0.04,
        rises: 0.75..1.65,
        pitch: 1_360.0..1_690.0,
        beat: None,
    },
    Bands {
        class: Crickets,
        prompt: "crickets",
        centroid: 3_830.0..5_020.0,
        flatness: 0.0..0.0001,
        onsets: 1.9..4.6,
        crest_db: 14.0..20.3,
        motion_db: 7.3..11.1,
        lows: 0.0..0.04,
        rises: 7.41..16.05,
        pitch: ANY,
        beat: Some((15.0..45.0, 24.0..33.0)),
    },
    Bands {
        class: Purr,
        prompt: "purr",
        centroid: 129.0..169.0,
        flatness: 0.00014..0.00030,
        onsets: 7.2..9.8,
        crest_db: 12.9..17.2,
        motion_db: 2.9..4.7,
        lows: 0.85..0.94,
        rises: 16.49..28.13,
        pitch: ANY,
        beat: Some((2.5..60.0, 24.0..30.0)),
    },
    Bands {
        class: Horse,
        prompt: "horse",
        centroid: 1_280.0..1_780.0,
        flatness: 0.00035..0.01206,
        onsets: 2.0..6.8,
        crest_db: 16.1..22.2,
        motion_db: 12.6..19.2,
        lows: 0.0..0.05,
        rises: 0.11..1.25,
        pitch: 971.0..1_160.0,
        beat: Some((5.0..60.0, 9.0..14.0)),
    },
    Bands {
        class: Hooves,
        prompt: "hooves",
        centroid: 524.0..718.0,
        flatness: 0.00609..0.02396,
        onsets: 2.0..3.9,
        crest_db: 17.7..21.0,
        motion_db: 13.8..15.6,
        lows: 0.36..0.47,
        rises: 2.09..3.65,
        pitch: 548.0..715.0,
        beat: None,
    },
    Bands {
        class: Owl,
        prompt: "owl",
        centroid: 279.0..952.0,
        flatness: 0.0..0.0001,
        onsets: 0.2..2.8,
        crest_db: 9.6..17.9,
        motion_db: 10.8..16.8,
        lows: 0.0..0.04,
        rises: 0.19..1.65,
        pitch: 291.0..897.0,
        beat: None,
    },
    Bands {
        class: Wolf,
        prompt: "wolf",
        centroid: 429.0..616.0,
        flatness: 0.0..0.0001,
        onsets: 0.0..2.2,
        crest_db: 8.0..15.9,
        motion_db: 2.9..18.0,
        lows: 0.0..0.04,
        rises: 0.11..0.45,
        pitch: 438.0..596.0,
        beat: None,
    },
    Bands {
        class: Seagulls,
        prompt: "seagulls",
        centroid: 2_210.0..2_880.0,
        flatness: 0.00028..0.00072,
        onsets: 1.8..4.5,
        crest_db: 16.0..22.2,
        motion_db: 6.5..15.2,
        lows: 0.0..0.04,
        rises: 1.31..3.25,
        pitch: 933.0..1_180.0,
        beat: None,
    },
    Bands {
        class: Duck,
        prompt: "duck",
        centroid: 1_310.0..1_730.0,
        flatness: 0.00014..0.00030,
        onsets: 0.9..3.5,
        crest_db: 18.8..24.0,
        motion_db: 15.8..19.4,
        lows: 0.0..0.04,
        rises: 1.23..2.45,
        pitch: 289.0..348.0,
        beat: None,
    },
    Bands {
        class: Insects,
        prompt: "insects",
        centroid: 761.0..1_030.0,
        flatness: 0.00392..0.01136,
        onsets: 0.0..2.8,
        crest_db: 18.2..22.8,
        motion_db: 2.9..7.0,
        lows: 0.0..0.05,
        rises: 0.03..1.01,
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
