//! The classes are told apart by what can be measured: some by the bands of their figures, over
//! several takes, prompts and lengths; and all by their neighbours, every take held against all
//! others by what a listener goes by.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::disallowed_methods, unreachable_pub)] // measures, doesn't make sound
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

mod features;
mod figures;

use std::{collections::BTreeMap, ops::Range, sync::LazyLock, thread};

use features::{COUNT, Features};
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
        centroid: 650.0..1_800.0,
        flatness: 0.05..0.2,
        onsets: 0.0..3.5,
        crest_db: 15.0..22.0,
        motion_db: 2.8..7.0,
        lows: 0.35..0.6,
    },
    Bands {
        class: Rain,
        prompts: ["rain", "heavy rain on leaves"],
        centroid: 4_000.0..5_800.0,
        flatness: 0.4..0.65,
        onsets: 0.0..4.0,
        crest_db: 15.0..25.0,
        motion_db: 0.4..2.0,
        lows: 0.0..0.05,
    },
    Bands {
        class: Wind,
        prompts: ["wind", "howling wind"],
        centroid: 300.0..900.0,
        flatness: 0.0..0.01,
        onsets: 0.0..4.0,
        crest_db: 12.0..20.0,
        motion_db: 2.4..6.5,
        lows: 0.1..0.5,
    },
    Bands {
        class: Thunder,
        prompts: ["thunder", "a strong thunderclap"],
        centroid: 100.0..900.0,
        flatness: 0.0005..0.05,
        onsets: 1.5..8.0,
        crest_db: 14.0..24.0,
        motion_db: 2.4..18.0,
        lows: 0.75..1.0,
    },
    Bands {
        class: Fire,
        prompts: ["campfire", "a crackling fireplace"],
        centroid: 500.0..1_800.0,
        flatness: 0.05..0.25,
        onsets: 3.5..10.0,
        crest_db: 16.0..24.0,
        motion_db: 1.3..5.0,
        lows: 0.58..0.85,
    },
    Bands {
        class: Birds,
        prompts: ["birdsong", "birds chirping"],
        centroid: 3_200.0..6_200.0,
        flatness: 0.0..0.005,
        onsets: 3.0..14.0,
        crest_db: 11.0..20.0,
        motion_db: 5.0..20.0,
        lows: 0.0..0.02,
    },
    Bands {
        class: Texture,
        prompts: ["a blue idea", "zorg"],
        centroid: 180.0..420.0,
        flatness: 0.0..0.005,
        onsets: 0.0..3.0,
        crest_db: 10.0..17.0,
        motion_db: 0.4..2.0,
        lows: 0.5..0.75,
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
                wrong.push(format!("{} {:.0} s: {name} {value:.3}", bands.class, take.seconds));
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
        assert!((take.lufs - target).abs() < 1.0, "{class}: {:.1} LUFS", take.lufs);
        assert!(take.peak_db <= -1.0, "{class}: {:.2} dBFS", take.peak_db);
        assert!(take.dc < 1e-3, "{class}: offset {:.1e}", take.dc);
        assert!((-0.1..0.95).contains(&take.correlation), "{class}: {:.2}", take.correlation);
    }
}

/// Part of the takes that have to be nearest to their own class.
const LEAST: f64 = 0.85;

/// How long a take is, in tenths of a second.
const TENTHS: u32 = 50;

/// One take, and what it was asked for.
struct Take {
    class: Class,
    features: Features,
}

/// Several takes of each class, by two prompts.
fn takes() -> Vec<Take> {
    let asked: Vec<(Class, String, u64)> = Class::ALL
        .iter()
        .filter(|class| **class != Class::Texture)
        .flat_map(|class| {
            let prompts = [class.name().to_owned(), format!("The sound of a {class}.")];
            prompts
                .into_iter()
                .flat_map(move |prompt| (0..3).map(move |k| (*class, prompt.clone(), k)))
        })
        .collect();
    let threads = thread::available_parallelism().map_or(2, usize::from);
    let chunks = asked.chunks(asked.len().div_ceil(threads));
    thread::scope(|scope| {
        let workers: Vec<_> = chunks
            .map(|chunk| {
                scope.spawn(|| {
                    let take = |(class, prompt, variation): &(Class, String, u64)| Take {
                        class: *class,
                        features: features::of(&render(prompt, TENTHS, *variation)),
                    };
                    chunk.iter().map(take).collect::<Vec<_>>()
                })
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    })
}

/// Brings every feature to a mean of 0 and a deviation of 1, so that none counts more by its unit.
fn normalise(takes: &mut [Take]) {
    let count = takes.len() as f64;
    for k in 0..COUNT {
        let mean = takes.iter().map(|take| take.features[k]).sum::<f64>() / count;
        let square = |take: &Take| (take.features[k] - mean) * (take.features[k] - mean);
        let deviation = (takes.iter().map(square).sum::<f64>() / count).sqrt().max(1e-9);
        takes.iter_mut().for_each(|take| take.features[k] = (take.features[k] - mean) / deviation);
    }
}

fn distance(a: &Features, b: &Features) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}

/// The class of the take that is nearest to one, which is left out.
fn nearest(takes: &[Take], own: usize) -> Class {
    let others = takes.iter().enumerate().filter(|(i, _)| *i != own);
    let near = |take: &Take| distance(&take.features, &takes[own].features);
    others.min_by(|(_, a), (_, b)| near(a).total_cmp(&near(b))).unwrap().1.class
}

#[test]
fn each_take_is_nearest_to_its_own_class() {
    let mut takes = takes();
    assert!(takes.iter().all(|take| take.features.iter().all(|x| x.is_finite())));
    normalise(&mut takes);
    let mut mistaken: BTreeMap<(Class, Class), usize> = BTreeMap::new();
    for (own, take) in takes.iter().enumerate() {
        let taken_for = nearest(&takes, own);
        if taken_for != take.class {
            *mistaken.entry((take.class, taken_for)).or_default() += 1;
        }
    }
    let wrong: usize = mistaken.values().sum();
    let right = 1.0 - wrong as f64 / takes.len() as f64;
    let mut worst: Vec<_> = mistaken.iter().collect();
    worst.sort_by_key(|(pair, count)| (core::cmp::Reverse(**count), **pair));
    let pairs: Vec<String> = worst
        .iter()
        .map(|((class, other), count)| format!("{class} taken for {other}: {count}"))
        .collect();
    println!("{right:.3} of {} takes are nearest to their class", takes.len());
    println!("{}", pairs.join("\n"));
    assert!(right >= LEAST, "{right:.3} are nearest to their class\n{}", pairs.join("\n"));
}
