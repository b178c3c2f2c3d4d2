//! The inventory: what each phone is made of, in a long vocal tract.

/// How a phone is made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    Vowel,
    /// Open, but narrower than a vowel.
    Glide,
    Nasal,
    /// Noise at a narrow place; `true` if the voice goes on.
    Fricative(bool),
    /// Closed, then open.
    Stop(Release),
    /// Closed, then noise.
    Affricate(Release),
    /// Air through an open tract.
    Breath,
}

/// What follows a closure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Release {
    /// The voice goes on through it.
    Voiced,
    /// The voice starts at once.
    Plain,
    /// Air first.
    Aspirated,
}

/// A phone. Diphthongs go from one set of resonances to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Phone {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    /// The first three resonances, in Hz.
    pub(crate) from: [f32; 3],
    pub(crate) to: [f32; 3],
    /// How long it is when nothing makes it longer or shorter.
    pub(crate) millis: f32,
    pub(crate) noise: Noise,
}

/// The noise of a narrow place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Noise {
    pub(crate) hz: f32,
    /// How sharply it is tuned.
    pub(crate) q: f32,
    pub(crate) level: f32,
}

/// The phone of a name.
pub(crate) fn phone(name: &str) -> Option<&'static Phone> {
    PHONES.iter().find(|phone| phone.name == name)
}

impl Phone {
    pub(crate) fn is_vowel(&self) -> bool {
        self.kind == Kind::Vowel
    }

    /// Whether its resonances follow the vowel behind it: what is made at the back, or nowhere.
    pub(crate) fn follows(&self) -> f32 {
        match self.name {
            "HH" => 1.0,
            "HX" => 0.85,
            "K" | "G" | "k0" | "NG" => 0.65,
            _ => 0.0,
        }
    }
}

const fn steady(name: &'static str, millis: f32, at: [f32; 3]) -> Phone {
    moving(name, millis, at, at)
}

const fn moving(name: &'static str, millis: f32, from: [f32; 3], to: [f32; 3]) -> Phone {
    Phone { name, kind: Kind::Vowel, from, to, millis, noise: noise(0.0, 1.0, 0.0) }
}

const fn other(name: &'static str, kind: Kind, millis: f32, at: [f32; 3], noise: Noise) -> Phone {
    Phone { name, kind, from: at, to: at, millis, noise }
}

const fn noise(hz: f32, q: f32, level: f32) -> Noise {
    Noise { hz, q, level }
}

const QUIET: Noise = noise(0.0, 1.0, 0.0);
const LIPS: [f32; 3] = [290.0, 880.0, 2_250.0];
const TEETH: [f32; 3] = [290.0, 1_750.0, 2_650.0];
const PALATE: [f32; 3] = [290.0, 1_950.0, 2_500.0];
const BACK: [f32; 3] = [290.0, 1_700.0, 2_250.0];
const HISS: Noise = noise(7_000.0, 2.0, 0.50);
const HUSH: Noise = noise(2_900.0, 2.2, 0.52);
const SHARP: Noise = noise(5_000.0, 2.2, 0.46);

use Kind::{Affricate, Breath, Fricative, Glide, Nasal, Stop};
use Release::{Aspirated, Plain, Voiced};

/// All of them. Two capitals are English, in the usual letters; the others are Mandarin's own.
pub(crate) const PHONES: &[Phone] = &[
    steady("IY", 130.0, [280.0, 2_250.0, 2_950.0]),
    steady("IH", 95.0, [400.0, 1_950.0, 2_550.0]),
    steady("EH", 105.0, [550.0, 1_800.0, 2_480.0]),
    steady("AE", 145.0, [690.0, 1_690.0, 2_420.0]),
    steady("AH", 100.0, [640.0, 1_200.0, 2_450.0]),
    steady("AA", 145.0, [740.0, 1_100.0, 2_450.0]),
    steady("AO", 140.0, [570.0, 850.0, 2_420.0]),
    steady("UH", 95.0, [450.0, 1_050.0, 2_250.0]),
    steady("UW", 130.0, [310.0, 900.0, 2_250.0]),
    steady("ER", 135.0, [480.0, 1_340.0, 1_680.0]),
    steady("AX", 60.0, [510.0, 1_450.0, 2_480.0]),
    moving("EY", 145.0, [490.0, 1_900.0, 2_500.0], [330.0, 2_200.0, 2_750.0]),
    moving("AY", 165.0, [740.0, 1_180.0, 2_450.0], [380.0, 2_050.0, 2_600.0]),
    moving("OY", 175.0, [550.0, 860.0, 2_400.0], [380.0, 1_980.0, 2_550.0]),
    moving("AW", 165.0, [740.0, 1_250.0, 2_450.0], [400.0, 930.0, 2_300.0]),
    moving("OW", 145.0, [540.0, 980.0, 2_350.0], [370.0, 820.0, 2_250.0]),
    other("P", Stop(Aspirated), 100.0, LIPS, noise(1_200.0, 0.7, 0.30)),
    other("B", Stop(Voiced), 78.0, LIPS, noise(900.0, 0.7, 0.22)),
    other("T", Stop(Aspirated), 98.0, TEETH, noise(4_600.0, 1.1, 0.48)),
    other("D", Stop(Voiced), 72.0, TEETH, noise(4_000.0, 1.1, 0.30)),
    other("K", Stop(Aspirated), 105.0, BACK, noise(2_000.0, 2.0, 0.50)),
    other("G", Stop(Voiced), 80.0, BACK, noise(1_900.0, 2.0, 0.34)),
    other("CH", Affricate(Aspirated), 135.0, PALATE, HUSH),
    other("JH", Affricate(Voiced), 105.0, PALATE, noise(2_900.0, 2.2, 0.36)),
    other("F", Fricative(false), 95.0, [320.0, 1_050.0, 2_200.0], noise(6_500.0, 0.6, 0.08)),
    other("V", Fricative(true), 62.0, [310.0, 1_050.0, 2_200.0], noise(6_000.0, 0.6, 0.045)),
    other("TH", Fricative(false), 90.0, [320.0, 1_350.0, 2_550.0], noise(7_500.0, 0.6, 0.06)),
    other("DH", Fricative(true), 48.0, [310.0, 1_350.0, 2_550.0], noise(6_500.0, 0.6, 0.03)),
    other("S", Fricative(false), 105.0, TEETH, HISS),
    other("Z", Fricative(true), 80.0, TEETH, noise(6_800.0, 2.0, 0.27)),
    other("SH", Fricative(false), 110.0, PALATE, HUSH),
    other("ZH", Fricative(true), 75.0, PALATE, noise(2_900.0, 2.2, 0.28)),
    other("HH", Breath, 60.0, [500.0, 1_500.0, 2_500.0], QUIET),
    other("M", Nasal, 70.0, [270.0, 1_000.0, 2_200.0], QUIET),
    other("N", Nasal, 65.0, [270.0, 1_650.0, 2_600.0], QUIET),
    other("NG", Nasal, 80.0, [270.0, 2_000.0, 2_600.0], QUIET),
    other("L", Glide, 62.0, [350.0, 1_080.0, 2_750.0], QUIET),
    other("R", Glide, 62.0, [340.0, 1_150.0, 1_550.0], QUIET),
    other("W", Glide, 58.0, [300.0, 660.0, 2_250.0], QUIET),
    other("Y", Glide, 52.0, [270.0, 2_200.0, 2_950.0], QUIET),
    // Mandarin: six plain stops and affricates, its hushes, and its vowels.
    other("p0", Stop(Plain), 75.0, LIPS, noise(900.0, 0.7, 0.24)),
    other("t0", Stop(Plain), 72.0, TEETH, noise(4_000.0, 1.1, 0.34)),
    other("k0", Stop(Plain), 78.0, BACK, noise(1_900.0, 2.0, 0.36)),
    other("j0", Affricate(Plain), 95.0, PALATE, SHARP),
    other("q0", Affricate(Aspirated), 130.0, PALATE, SHARP),
    other("x0", Fricative(false), 110.0, PALATE, SHARP),
    other("zh0", Affricate(Plain), 95.0, [320.0, 1_650.0, 2_200.0], noise(2_600.0, 2.4, 0.46)),
    other("ch0", Affricate(Aspirated), 130.0, [320.0, 1_650.0, 2_200.0], noise(2_600.0, 2.4, 0.50)),
    other("sh0", Fricative(false), 115.0, [320.0, 1_650.0, 2_200.0], noise(2_600.0, 2.4, 0.50)),
    other("r0", Fricative(true), 70.0, [330.0, 1_550.0, 2_000.0], noise(2_600.0, 1.6, 0.10)),
    other("z0", Affricate(Plain), 90.0, TEETH, HISS),
    other("c0", Affricate(Aspirated), 130.0, TEETH, HISS),
    other("HX", Breath, 85.0, BACK, noise(1_600.0, 1.6, 0.12)),
    steady("a", 150.0, [820.0, 1_260.0, 2_550.0]),
    steady("ao", 110.0, [760.0, 1_080.0, 2_500.0]),
    steady("an", 110.0, [720.0, 1_480.0, 2_500.0]),
    steady("e", 140.0, [490.0, 1_150.0, 2_450.0]),
    steady("en", 100.0, [500.0, 1_450.0, 2_500.0]),
    steady("eh", 110.0, [530.0, 1_900.0, 2_550.0]),
    steady("o", 130.0, [530.0, 850.0, 2_450.0]),
    steady("v", 130.0, [290.0, 2_000.0, 2_350.0]),
    steady("ir", 130.0, [390.0, 1_620.0, 2_150.0]),
    steady("iz", 130.0, [390.0, 1_350.0, 2_600.0]),
    moving("er", 170.0, [620.0, 1_250.0, 2_200.0], [480.0, 1_400.0, 1_700.0]),
];
