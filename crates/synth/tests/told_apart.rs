//! The classes are told apart by what can be measured, over several takes, prompts and lengths.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::disallowed_methods, unreachable_pub)] // measures, doesn't make sound

mod figures;

use std::{ops::Range, sync::LazyLock};

use figures::{Figures, measure};
use foley_synth::{
    Class::{self, Birds, Fire, Ocean, Rain, Texture, Thunder, Wind},
    render,
};

/// Where the figures of a class lie.
struct Bands {
    class: Class,
    prompts: [&'static str; 2],
    /// In Hz.
    centroid: Range<f64>,
    flatness: Range<f64>,
    /// Per second.
    onsets: Range<f64>,
    crest_db: Range<f64>,
    /// How far the level moves.
    motion_db: Range<f64>,
    /// Part of the power below 250 Hz.
    lows: Range<f64>,
}

static BANDS: [Bands; 7] = [
    Bands {
        class: Ocean,
        prompts: ["ocean waves", "Soft ambient ocean waves at sunrise."],
        centroid: 500.0..2_000.0,
        flatness: 0.03..0.3,
        onsets: 0.0..4.0,
        crest_db: 14.0..23.0,
        motion_db: 3.0..8.0,
        lows: 0.3..0.75,
    },
    Bands {
        class: Rain,
        prompts: ["rain", "heavy rain on leaves"],
        centroid: 4_000.0..6_500.0,
        flatness: 0.35..0.8,
        onsets: 0.0..6.0,
        crest_db: 15.0..26.0,
        motion_db: 0.3..2.2,
        lows: 0.0..0.06,
    },
    Bands {
        class: Wind,
        prompts: ["wind", "howling wind"],
        centroid: 300.0..900.0,
        flatness: 0.0..0.02,
        onsets: 0.0..3.0,
        crest_db: 12.0..20.0,
        motion_db: 2.0..7.0,
        lows: 0.1..0.55,
    },
    Bands {
        class: Thunder,
        prompts: ["thunder", "a strong thunderclap"],
        centroid: 80.0..450.0,
        flatness: 0.0..0.05,
        onsets: 1.0..8.0,
        crest_db: 14.0..24.0,
        motion_db: 5.0..20.0,
        lows: 0.7..1.0,
    },
    Bands {
        class: Fire,
        prompts: ["campfire", "a crackling fireplace"],
        centroid: 450.0..2_000.0,
        flatness: 0.04..0.3,
        onsets: 3.0..15.0,
        crest_db: 16.0..26.0,
        motion_db: 1.0..5.0,
        lows: 0.45..0.9,
    },
    Bands {
        class: Birds,
        prompts: ["birdsong", "birds chirping"],
        centroid: 2_600.0..6_500.0,
        flatness: 0.0..0.01,
        onsets: 2.0..16.0,
        crest_db: 10.0..22.0,
        motion_db: 3.0..18.0,
        lows: 0.0..0.05,
    },
    Bands {
        class: Texture,
        prompts: ["a blue idea", "piano"],
        centroid: 150.0..400.0,
        flatness: 0.0..0.01,
        onsets: 0.0..3.0,
        crest_db: 10.0..18.0,
        motion_db: 0.5..2.5,
        lows: 0.5..0.8,
    },
];

/// Every take of each class, measured once for all tests.
static TAKES: LazyLock<Vec<(&'static Bands, Figures)>> = LazyLock::new(|| {
    let mut takes = Vec::new();
    for bands in &BANDS {
        for prompt in bands.prompts {
            for variation in 0..3 {
                for tenths in [30, 50, 100] {
                    takes.push((bands, measure(&render(prompt, tenths, variation))));
                }
            }
        }
    }
    takes
});

#[test]
fn each_class_keeps_to_its_bands() {
    let mut wrong = Vec::new();
    for (bands, take) in &*TAKES {
        for (name, band, value) in [
            ("centroid", &bands.centroid, take.centroid),
            ("flatness", &bands.flatness, take.flatness),
            ("onsets", &bands.onsets, take.onsets),
            ("crest", &bands.crest_db, take.crest_db),
            ("motion", &bands.motion_db, take.motion_db),
            ("lows", &bands.lows, take.lows),
        ] {
            if !band.contains(&value) {
                wrong.push(format!(
                    "{} {:.0} s: {name} {value:.3}",
                    bands.class, take.seconds
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Two classes whose bands overlap in every figure could be one another.
#[test]
fn the_bands_of_any_two_classes_are_apart_somewhere() {
    let apart = |a: &Range<f64>, b: &Range<f64>| a.end <= b.start || b.end <= a.start;
    for (i, a) in BANDS.iter().enumerate() {
        for b in &BANDS[..i] {
            assert!(
                apart(&a.centroid, &b.centroid)
                    || apart(&a.flatness, &b.flatness)
                    || apart(&a.onsets, &b.onsets)
                    || apart(&a.crest_db, &b.crest_db)
                    || apart(&a.motion_db, &b.motion_db)
                    || apart(&a.lows, &b.lows),
                "{} and {}",
                a.class,
                b.class
            );
        }
    }
}

#[test]
fn each_is_as_loud_as_the_norm_asks_and_as_wide() {
    for (bands, take) in &*TAKES {
        let class = bands.class;
        let target = if class == Texture { -30.0 } else { -18.0 };
        assert!(
            (take.lufs - target).abs() < 1.3,
            "{class}: {:.1} LUFS",
            take.lufs
        );
        assert!(take.peak_db <= -1.0, "{class}: {:.2} dBFS", take.peak_db);
        assert!(take.dc < 1e-3, "{class}: offset {:.1e}", take.dc);
        assert!(
            (-0.1..0.95).contains(&take.correlation),
            "{class}: {:.2}",
            take.correlation
        );
    }
}
