//! Things of a house, water, and what bodies do: each keeps to figures that another would not.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::disallowed_methods, unreachable_pub)] // measures, doesn't make sound

mod bands;
#[path = "../figures/mod.rs"]
mod figures;

use std::{panic::resume_unwind, sync::LazyLock, thread};

use bands::{BANDS, Bands, FIGURES};
use figures::{Figures, measure};
use foley_synth::{Class, plan, render};

/// Every take of each class, measured once for all tests: three variations of three lengths.
static TAKES: LazyLock<Vec<(&'static Bands, Figures)>> = LazyLock::new(|| {
    let takes = |(bands, tenths): (&'static Bands, u32)| {
        (0..3).map(move |variation| (bands, measure(&render(bands.prompt, tenths, variation))))
    };
    let jobs: Vec<_> =
        BANDS.iter().flat_map(|bands| [30, 50, 100].map(|tenths| (bands, tenths))).collect();
    let halves = jobs.chunks(jobs.len().div_ceil(2)).map(|half| {
        let half = half.to_vec();
        thread::spawn(move || half.into_iter().flat_map(takes).collect::<Vec<_>>())
    });
    let halves: Vec<_> = halves.collect();
    halves
        .into_iter()
        .flat_map(|half| half.join().unwrap_or_else(|fault| resume_unwind(fault)))
        .collect()
});

fn values(take: &Figures) -> [f64; 7] {
    [take.lufs, take.centroid, take.flatness, take.onsets, take.crest_db, take.motion_db, take.lows]
}

#[test]
fn each_prompt_means_its_class() {
    for bands in &BANDS {
        let plan = plan(bands.prompt);
        let classes: Vec<Class> = plan.layers().map(|layer| layer.class).collect();
        assert_eq!(classes, [bands.class], "{}", bands.prompt);
    }
}

#[test]
fn each_class_keeps_to_its_bands() {
    let mut wrong = Vec::new();
    for (bands, take) in &*TAKES {
        for ((name, band), value) in FIGURES.iter().zip(&bands.figures).zip(values(take)) {
            if !band.contains(&value) {
                wrong.push(format!("{} {:.0} s: {name} {value:.3}", bands.class, take.seconds));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The take that is most like another, by all figures but loudness, is of the same class.
#[test]
fn each_take_is_nearest_to_its_own_kind() {
    let points: Vec<[f64; 6]> = TAKES.iter().map(|(_, take)| point(take)).collect();
    let spread = spread(&points);
    let distance = |a: &[f64; 6], b: &[f64; 6]| -> f64 {
        let parts = a.iter().zip(b).zip(&spread);
        parts.map(|((a, b), spread)| ((a - b) / spread) * ((a - b) / spread)).sum()
    };
    let mut wrong = Vec::new();
    for (i, (bands, _)) in TAKES.iter().enumerate() {
        let others = (0..points.len()).filter(|j| *j != i);
        let nearest = others.min_by(|a, b| {
            let to = |j: usize| distance(&points[i], &points[j]);
            to(*a).total_cmp(&to(*b))
        });
        let like = TAKES[nearest.unwrap()].0.class;
        if like != bands.class {
            wrong.push(format!("{} is like {like}", bands.class));
        }
    }
    let right = 1.0 - wrong.len() as f64 / points.len() as f64;
    assert!(right >= 0.97, "{right:.3}: {}", wrong.join(", "));
}

/// A take's place among the others: what spans octaves by its logarithm.
fn point(take: &Figures) -> [f64; 6] {
    let [_, centroid, flatness, onsets, crest, motion, lows] = values(take);
    [centroid.ln(), (flatness + 1e-5).ln(), onsets, crest, motion, (lows + 1e-3).ln()]
}

/// The standard deviation of each figure.
fn spread(points: &[[f64; 6]]) -> [f64; 6] {
    let count = points.len() as f64;
    core::array::from_fn(|k| {
        let mean = points.iter().map(|point| point[k]).sum::<f64>() / count;
        let power = points.iter().map(|point| (point[k] - mean) * (point[k] - mean)).sum::<f64>();
        (power / count).sqrt()
    })
}

#[test]
fn no_offset_no_overload_and_some_width() {
    for (bands, take) in &*TAKES {
        let class = bands.class;
        assert!(take.peak_db <= -1.0, "{class}: {:.2} dBFS", take.peak_db);
        assert!(take.dc < 1e-3, "{class}: offset {:.1e}", take.dc);
        assert!((-0.1..0.97).contains(&take.correlation), "{class}: {:.2}", take.correlation);
    }
}

/// What is stronger isn't the same played louder.
#[test]
fn strength_changes_the_thing_itself() {
    let centroid: fn(&Figures) -> f64 = |take| take.centroid;
    let onsets: fn(&Figures) -> f64 = |take| take.onsets;
    let lows: fn(&Figures) -> f64 = |take| take.lows;
    let cases = [
        ("gentle door slam", "violent door slam", "centroid", centroid),
        ("gentle typing", "violent typing", "centroid", centroid),
        ("grandfather clock", "wall clock", "centroid", centroid),
        ("wall clock", "pocket watch", "centroid", centroid),
        ("wall clock", "pocket watch", "onsets", onsets),
        ("gentle footsteps", "violent footsteps", "onsets", onsets),
        ("gentle footsteps", "violent footsteps", "centroid", centroid),
        ("gentle heartbeat", "racing heart", "onsets", onsets),
        ("gentle dripping", "violent dripping", "onsets", onsets),
        ("calm camera", "paparazzi", "onsets", onsets),
        ("raging river", "trickle", "centroid", centroid),
        ("violent boiling", "gentle boiling", "centroid", centroid),
        ("fill a bucket", "pouring tea", "centroid", centroid),
        ("violent wood chopping", "gentle wood chopping", "centroid", centroid),
        ("gentle dishes", "violent dishes", "onsets", onsets),
        ("gentle clapping", "violent clapping", "onsets", onsets),
        ("violent clapping", "violent knocking", "lows", lows),
    ];
    let mut wrong = Vec::new();
    for (less, more, name, figure) in cases {
        let mean = |prompt: &str| {
            (0..4).map(|variation| figure(&measure(&render(prompt, 60, variation)))).sum::<f64>()
        };
        let (less_is, more_is) = (mean(less) / 4.0, mean(more) / 4.0);
        if more_is < 1.12 * less_is {
            wrong.push(format!("{name}: {less} {less_is:.2}, {more} {more_is:.2}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is shorter than one event of it, or than its own start, is still heard.
#[test]
fn the_shortest_are_heard_and_the_first_second_has_an_event() {
    for bands in &BANDS {
        let shortest = render(bands.prompt, 1, 0);
        let peak = shortest.left().iter().map(|x| x.unsigned_abs()).max();
        assert!(peak > Some(1_500), "{}: {peak:?}", bands.class);
        let second = measure(&render(bands.prompt, 10, 1));
        assert!(second.lufs > -24.5, "{}: {:.1} LUFS", bands.class, second.lufs);
    }
}
