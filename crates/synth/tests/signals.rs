//! Horns, sirens, bells, alarms and bangs: where their figures lie, and what each is known by.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::disallowed_methods, dead_code, unreachable_pub)] // measures, doesn't make sound

mod bands;
mod figures;

use bands::{Bands, are_apart, keep_to, part, power, rate, strongest, tone};
use figures::measure;
use foley_synth::{
    Class::{
        BoatHorn, CarHorn, ChurchBells, ClockAlarm, Doorbell, Explosion, FireAlarm, Fireworks,
        Gunshot, Laser, Phone, RobotBeeps, Siren, Whoosh, WindChimes,
    },
    render,
};

static BANDS: [Bands; 15] = [
    Bands {
        class: CarHorn,
        prompts: ["car horn", "honk"],
        lufs: -19.0..-17.0,
        centroid: 1_267.0..1_830.0,
        flatness: 0.0000..0.0010,
        onsets: 0.0..2.4,
        crest_db: 13.9..19.6,
        motion_db: 17.1..24.4,
        lows: 0.00..0.02,
    },
    Bands {
        class: Siren,
        prompts: ["siren", "police siren"],
        lufs: -19.0..-17.0,
        centroid: 774.0..1_453.0,
        flatness: 0.0000..0.0061,
        onsets: 0.0..2.7,
        crest_db: 6.2..13.2,
        motion_db: 0.0..4.1,
        lows: 0.00..0.02,
    },
    Bands {
        class: ChurchBells,
        prompts: ["church bell", "church bells"],
        lufs: -19.0..-17.0,
        centroid: 453.0..753.0,
        flatness: 0.0000..0.0010,
        onsets: 1.0..5.5,
        crest_db: 14.0..21.0,
        motion_db: 2.4..6.6,
        lows: 0.04..0.22,
    },
    Bands {
        class: Fireworks,
        prompts: ["fireworks", "firework"],
        lufs: -19.0..-17.0,
        centroid: 363.0..2_171.0,
        flatness: 0.0430..0.2500,
        onsets: 0.6..8.6,
        crest_db: 16.7..22.9,
        motion_db: 2.7..17.8,
        lows: 0.60..0.99,
    },
    Bands {
        class: ClockAlarm,
        prompts: ["clock alarm", "alarm clock"],
        lufs: -19.0..-17.0,
        centroid: 1_671.0..2_949.0,
        flatness: 0.0000..0.0010,
        onsets: 0.5..8.3,
        crest_db: 8.2..12.8,
        motion_db: 18.6..24.5,
        lows: 0.00..0.02,
    },
    Bands {
        class: FireAlarm,
        prompts: ["smoke alarm", "smoke detector"],
        lufs: -19.0..-17.0,
        centroid: 2_949.0..3_736.0,
        flatness: 0.0000..0.0010,
        onsets: 0.0..1.6,
        crest_db: 6.3..12.6,
        motion_db: 14.6..25.0,
        lows: 0.00..0.02,
    },
    Bands {
        class: Phone,
        prompts: ["phone", "telephone ringing"],
        lufs: -19.0..-17.0,
        centroid: 1_704.0..3_162.0,
        flatness: 0.0025..0.0072,
        onsets: 2.8..8.9,
        crest_db: 13.8..18.8,
        motion_db: 9.1..22.9,
        lows: 0.00..0.02,
    },
    Bands {
        class: Doorbell,
        prompts: ["doorbell", "ding dong"],
        lufs: -19.0..-17.0,
        centroid: 528.0..770.0,
        flatness: 0.0000..0.0023,
        onsets: 0.0..1.6,
        crest_db: 14.2..22.8,
        motion_db: 9.6..23.3,
        lows: 0.00..0.03,
    },
    Bands {
        class: WindChimes,
        prompts: ["chimes", "windchime"],
        lufs: -19.0..-17.0,
        centroid: 852.0..2_100.0,
        flatness: 0.0000..0.0025,
        onsets: 0.1..6.7,
        crest_db: 14.2..24.0,
        motion_db: 0.4..14.3,
        lows: 0.00..0.02,
    },
    Bands {
        class: BoatHorn,
        prompts: ["boat horn", "boat horns"],
        lufs: -19.0..-17.0,
        centroid: 187.0..319.0,
        flatness: 0.0000..0.0010,
        onsets: 0.0..1.6,
        crest_db: 7.9..17.3,
        motion_db: 0.0..21.4,
        lows: 0.29..0.93,
    },
    Bands {
        class: Explosion,
        prompts: ["explosion", "blast"],
        lufs: -19.0..-17.0,
        centroid: 287.0..521.0,
        flatness: 0.0011..0.0199,
        onsets: 1.0..7.9,
        crest_db: 13.4..22.0,
        motion_db: 0.6..24.4,
        lows: 0.57..0.85,
    },
    Bands {
        class: Gunshot,
        prompts: ["gunshot", "gun"],
        lufs: -21.9..-17.0,
        centroid: 1_255.0..2_785.0,
        flatness: 0.0850..0.3610,
        onsets: 0.2..4.8,
        crest_db: 20.3..26.7,
        motion_db: 8.3..16.8,
        lows: 0.35..0.60,
    },
    Bands {
        class: Laser,
        prompts: ["laser", "zap"],
        lufs: -19.0..-17.0,
        centroid: 1_312.0..2_618.0,
        flatness: 0.0080..0.0787,
        onsets: 1.1..6.1,
        crest_db: 13.8..17.5,
        motion_db: 8.7..21.3,
        lows: 0.00..0.11,
    },
    Bands {
        class: RobotBeeps,
        prompts: ["robot", "computer beep"],
        lufs: -19.0..-17.0,
        centroid: 684.0..2_123.0,
        flatness: 0.0000..0.0281,
        onsets: 2.9..8.3,
        crest_db: 8.9..13.8,
        motion_db: 9.6..18.6,
        lows: 0.00..0.02,
    },
    Bands {
        class: Whoosh,
        prompts: ["whoosh", "swoosh"],
        lufs: -19.0..-17.0,
        centroid: 1_625.0..2_906.0,
        flatness: 0.0441..0.1089,
        onsets: 0.1..3.6,
        crest_db: 17.5..25.1,
        motion_db: 14.4..21.4,
        lows: 0.01..0.09,
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

/// Its pitch goes over a fifth at least.
#[test]
fn a_siren_sweeps() {
    for variation in 0..6 {
        let sound = render("siren", 60, variation);
        let pitches: Vec<f64> = (0..28)
            .map(|k| {
                let t = 0.2 + 0.2 * f64::from(k);
                strongest(&part(&sound, t..t + 0.05), 380.0, 1_700.0)
            })
            .collect();
        let low = pitches.iter().copied().fold(f64::MAX, f64::min);
        let high = pitches.iter().copied().fold(0.0, f64::max);
        assert!((380.0..760.0).contains(&low) && high > 1.3 * low, "{low:.0} to {high:.0}");
    }
}

/// The third above the prime is minor, and the hum lies an octave below: that is a bell.
#[test]
fn a_church_bell_has_a_bells_partials() {
    for variation in 0..4 {
        let sound = render("tolling bell", 40, variation);
        let ring = part(&sound, 0.3..1.9);
        let hum = strongest(&ring, 85.0, 145.0);
        for ratio in [2.0, 2.38, 4.0] {
            let near = (-4..=4).map(|k| tone(&ring, hum * ratio * (1.0 + 0.004 * f64::from(k))));
            let heard = near.fold(0.0, f64::max);
            assert!(heard > 0.01, "{hum:.0} Hz: {ratio} has {heard:.4}");
        }
    }
}

/// The clapper of a telephone goes to and fro some 25 times a second.
#[test]
fn a_telephone_rings_as_fast_as_its_clapper() {
    for variation in 0..3 {
        let heard = rate(&render("telephone", 16, variation), 15.0, 40.0);
        assert!((20.0..29.0).contains(&heard), "{heard:.1}");
    }
}

/// Three beeps of half a second, half a second between them, and a rest.
#[test]
fn a_smoke_alarm_keeps_to_the_standards_pattern() {
    let sound = render("smoke alarm", 50, 1);
    let pitch = strongest(&part(&sound, 0.1..0.4), 1_000.0, 5_000.0);
    assert!((2_900.0..3_400.0).contains(&pitch), "{pitch:.0}");
    let level = |t: f64| power(&part(&sound, t..t + 0.1));
    for on in [0.2, 1.2, 2.2, 4.2] {
        for off in [0.85, 1.85, 2.85, 3.4] {
            assert!(level(on) > 30.0 * level(off), "{on} and {off}");
        }
    }
}

/// The second note of a doorbell lies about a third below the first.
#[test]
fn a_doorbell_goes_down() {
    for variation in 0..4 {
        let sound = render("doorbell", 30, variation);
        let ding = strongest(&part(&sound, 0.1..0.4), 400.0, 900.0);
        let dong = strongest(&part(&sound, 1.2..1.6), 400.0, 900.0);
        assert!((1.2..1.4).contains(&(ding / dong)), "{ding:.0} to {dong:.0}");
    }
}

/// A blast's bright part is over first.
#[test]
fn an_explosion_sinks() {
    let bright = |samples: &[f64]| -> f64 {
        let change: Vec<f64> = samples.windows(2).map(|x| x[1] - x[0]).collect();
        power(&change) / power(samples)
    };
    for variation in 0..3 {
        let sound = render("explosion", 30, variation);
        let [early, late] = [0.1..0.4, 1.8..2.6].map(|span| bright(&part(&sound, span)));
        assert!(early > 2.0 * late, "{early:.5} to {late:.5}");
    }
}

#[test]
fn a_laser_falls() {
    for variation in 0..3 {
        let sound = render("laser", 10, variation);
        let start = strongest(&part(&sound, 0.055..0.075), 300.0, 5_000.0);
        let end = strongest(&part(&sound, 0.19..0.23), 150.0, 5_000.0);
        assert!(end < 0.6 * start, "{start:.0} to {end:.0}");
    }
}

/// What is stronger isn't only louder.
#[test]
fn strength_changes_the_thing_itself() {
    let figures = |prompt: &str| measure(&render(prompt, 100, 1));
    for (class, rises) in [
        (Fireworks, "onsets"),
        (Gunshot, "onsets"),
        (WindChimes, "onsets"),
        (Laser, "onsets"),
        (Whoosh, "centroid"),
        (CarHorn, "loud"),
    ] {
        let word = if class == WindChimes { "chimes".to_owned() } else { class.to_string() };
        let gentle = figures(&format!("very gentle {word}"));
        let violent = figures(&format!("violent {word}"));
        let (low, high) = match rises {
            // It is held for longer, so that less has to be made of it.
            "loud" => (violent.crest_db, gentle.crest_db),
            "centroid" => (gentle.centroid, violent.centroid),
            _ => (gentle.onsets, violent.onsets),
        };
        assert!(high > 1.1 * low, "{class}: {rises} {low:.2} to {high:.2}");
    }
}
