//! People sound as what they do, and not as something else.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::disallowed_methods, unreachable_pub, dead_code)] // measures, doesn't make sound

mod figures;
mod voices;

use figures::measure;
use foley_synth::{
    Class::{
        Breathing, Cheering, Coughing, Crowd, CryingBaby, Humming, Laughing, Sneezing, Snoring,
        Whistling,
    },
    render,
};
use voices::{ANY, Bands, beat, check, check_apart, rises};

static BANDS: [Bands; 10] = [
    Bands {
        class: CryingBaby,
        prompt: "crying baby",
        centroid: 1_030.0..1_510.0,
        flatness: 0.00028..0.00142,
        onsets: 0.5..3.2,
        crest_db: 11.6..15.7,
        motion_db: 8.4..11.3,
        lows: 0.0..0.04,
        rises: 0.57..1.52,
        longest: 0.67..1.39,
        pitch: 431.0..1_210.0,
        beat: None,
    },
    Bands {
        class: Laughing,
        prompt: "laughing",
        centroid: 762.0..1_340.0,
        flatness: 0.00028..0.00478,
        onsets: 3.1..5.4,
        crest_db: 14.9..19.1,
        motion_db: 12.2..15.8,
        lows: 0.0..0.05,
        rises: 2.37..3.95,
        longest: 0.09..0.43,
        pitch: ANY,
        beat: Some((2.5..60.0, 4.6..5.9)),
    },
    Bands {
        class: Breathing,
        prompt: "breathing",
        centroid: 1_220.0..1_730.0,
        flatness: 0.02485..0.06148,
        onsets: 0.5..3.0,
        crest_db: 16.9..21.0,
        motion_db: 12.3..16.8,
        lows: 0.0..0.05,
        rises: 0.87..1.37,
        longest: 0.44..0.73,
        pitch: ANY,
        beat: None,
    },
    Bands {
        class: Coughing,
        prompt: "coughing",
        centroid: 1_100.0..1_620.0,
        flatness: 0.00672..0.01878,
        onsets: 0.5..3.0,
        crest_db: 20.2..24.1,
        motion_db: 16.3..18.8,
        lows: 0.0..0.06,
        rises: 1.05..1.60,
        longest: 0.19..0.35,
        pitch: ANY,
        beat: None,
    },
    Bands {
        class: Sneezing,
        prompt: "sneezing",
        centroid: 3_060.0..4_370.0,
        flatness: 0.11844..0.27148,
        onsets: 0.2..3.5,
        crest_db: 21.9..26.0,
        motion_db: 15.0..19.8,
        lows: 0.0..0.08,
        rises: 0.24..0.78,
        longest: 0.24..0.54,
        pitch: ANY,
        beat: None,
    },
    Bands {
        class: Snoring,
        prompt: "snoring",
        centroid: 385.0..575.0,
        flatness: 0.00378..0.01304,
        onsets: 1.9..4.8,
        crest_db: 18.3..21.7,
        motion_db: 11.5..16.5,
        lows: 0.28..0.43,
        rises: 0.87..2.64,
        longest: 0.53..1.16,
        pitch: ANY,
        beat: None,
    },
    Bands {
        class: Crowd,
        prompt: "crowd",
        centroid: 407.0..721.0,
        flatness: 0.00070..0.00198,
        onsets: 0.0..2.5,
        crest_db: 13.9..18.6,
        motion_db: 1.6..4.5,
        lows: 0.08..0.27,
        rises: 0.06..0.40,
        longest: 2.48..11.45,
        pitch: ANY,
        beat: None,
    },
    Bands {
        class: Cheering,
        prompt: "cheering",
        centroid: 885.0..1_340.0,
        flatness: 0.00483..0.01808,
        onsets: 0.0..2.4,
        crest_db: 12.9..16.7,
        motion_db: 1.1..4.0,
        lows: 0.0..0.06,
        rises: 0.06..0.40,
        longest: 2.16..11.32,
        pitch: ANY,
        beat: None,
    },
    Bands {
        class: Whistling,
        prompt: "whistling",
        centroid: 1_090.0..1_970.0,
        flatness: 0.0..0.0003,
        onsets: 0.9..3.5,
        crest_db: 7.4..10.6,
        motion_db: 1.3..14.8,
        lows: 0.0..0.04,
        rises: 0.27..1.90,
        longest: 0.93..3.17,
        pitch: 1_060.0..2_060.0,
        beat: None,
    },
    Bands {
        class: Humming,
        prompt: "person humming",
        centroid: 202.0..368.0,
        flatness: 0.0..0.0003,
        onsets: 0.0..1.8,
        crest_db: 6.9..13.0,
        motion_db: 1.6..17.1,
        lows: 0.08..0.55,
        rises: 0.24..0.78,
        longest: 1.54..5.95,
        pitch: 119.0..331.0,
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

fn usual(figure: impl Fn(u64) -> f64) -> f64 {
    let mut values: Vec<f64> = (0..5).map(figure).collect();
    values.sort_by(f64::total_cmp);
    values[2]
}

#[test]
fn who_is_out_of_breath_breathes_quickly() {
    let rate = |prompt: &str| usual(|take| rises(&render(prompt, 100, take)).per_second);
    assert!(rate("panting") > 1.6 * rate("breathing"));
    assert!(rate("breathing") > 1.2 * rate("soft breathing"));
}

#[test]
fn laughter_goes_five_to_the_second_and_a_babys_is_higher() {
    let beats = usual(|take| beat(&render("laughter", 60, take), 3.0..12.0));
    assert!((4.6..5.9).contains(&beats), "{beats}");
    let centre = |prompt: &str| usual(|take| measure(&render(prompt, 40, take)).centroid);
    assert!(centre("baby laughing") > 1.3 * centre("belly laugh"));
}

#[test]
fn a_larger_crowd_is_denser() {
    let motion = |prompt: &str| usual(|take| measure(&render(prompt, 60, take)).motion_db);
    assert!(motion("huge crowd") < motion("soft murmur"));
}

#[test]
fn a_snore_flutters_between_thirty_and_sixty_times_a_second() {
    for take in 0..4 {
        let flutter = beat(&render("snoring", 50, take), 20.0..70.0);
        assert!((30.0..62.0).contains(&flutter), "{flutter}");
    }
}

#[test]
fn a_second_of_each_has_it_already() {
    for bands in &BANDS {
        let short = measure(&render(bands.prompt, 10, 0));
        assert!(short.lufs > -20.0, "{}: {:.1}", bands.class, short.lufs);
        let (from, to) = (bands.centroid.start * 0.5, bands.centroid.end * 2.0);
        assert!((from..to).contains(&short.centroid), "{}: {:.0}", bands.class, short.centroid);
    }
}
