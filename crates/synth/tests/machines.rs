//! Engines, motors and tools: where their figures lie, and what each is known by.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::disallowed_methods, dead_code, unreachable_pub)] // measures, doesn't make sound

mod bands;
mod figures;

use bands::{Bands, are_apart, keep_to, part, power, rate, strongest};
use figures::measure;
use foley_synth::{
    Class::{
        Airplane, CarPassing, Chainsaw, Drill, ElectricHum, Engine, Hammer, HandSaw, Helicopter,
        Motorcycle, Spaceship, Train, VacuumCleaner, WashingMachine,
    },
    render,
};

static BANDS: [Bands; 14] = [
    Bands {
        class: Helicopter,
        prompts: ["helicopter", "chopper"],
        lufs: -19.0..-17.0,
        centroid: 423.0..659.0,
        flatness: 0.0130..0.0290,
        onsets: 8.1..13.9,
        crest_db: 17.1..19.2,
        motion_db: 2.5..5.5,
        lows: 0.56..0.81,
    },
    Bands {
        class: Chainsaw,
        prompts: ["chainsaw", "logging"],
        lufs: -19.0..-17.0,
        centroid: 1_629.0..2_130.0,
        flatness: 0.0250..0.0470,
        onsets: 0.0..7.3,
        crest_db: 12.1..16.7,
        motion_db: 0.9..8.4,
        lows: 0.08..0.26,
    },
    Bands {
        class: Engine,
        prompts: ["engine", "car"],
        lufs: -19.0..-17.0,
        centroid: 519.0..798.0,
        flatness: 0.0157..0.0313,
        onsets: 0.1..8.0,
        crest_db: 17.7..20.5,
        motion_db: 1.9..4.4,
        lows: 0.30..0.56,
    },
    Bands {
        class: VacuumCleaner,
        prompts: ["vacuum cleaner", "hoover"],
        lufs: -19.0..-17.0,
        centroid: 1_951.0..2_670.0,
        flatness: 0.1243..0.2187,
        onsets: 0.0..2.9,
        crest_db: 11.2..14.8,
        motion_db: 0.1..2.5,
        lows: 0.00..0.04,
    },
    Bands {
        class: Airplane,
        prompts: ["airplane", "aircraft"],
        lufs: -19.0..-17.0,
        centroid: 204.0..350.0,
        flatness: 0.0000..0.0035,
        onsets: 0.5..6.0,
        crest_db: 13.1..18.7,
        motion_db: 1.8..7.0,
        lows: 0.62..0.91,
    },
    Bands {
        class: Train,
        prompts: ["train", "railway"],
        lufs: -19.0..-17.0,
        centroid: 335.0..511.0,
        flatness: 0.0061..0.0195,
        onsets: 2.8..7.0,
        crest_db: 16.5..18.8,
        motion_db: 1.4..4.0,
        lows: 0.54..0.82,
    },
    Bands {
        class: HandSaw,
        prompts: ["hand saw", "sawing wood"],
        lufs: -19.0..-17.0,
        centroid: 3_666.0..4_581.0,
        flatness: 0.1528..0.2492,
        onsets: 2.8..6.9,
        crest_db: 19.1..24.1,
        motion_db: 9.0..16.7,
        lows: 0.00..0.03,
    },
    Bands {
        class: WashingMachine,
        prompts: ["washing machine", "laundry"],
        lufs: -19.0..-17.0,
        centroid: 381.0..679.0,
        flatness: 0.0037..0.0115,
        onsets: 0.0..2.8,
        crest_db: 12.2..20.1,
        motion_db: 0.5..4.9,
        lows: 0.28..0.67,
    },
    Bands {
        class: Motorcycle,
        prompts: ["motorcycle", "motorbike"],
        lufs: -19.0..-17.0,
        centroid: 389.0..674.0,
        flatness: 0.0115..0.0231,
        onsets: 0.5..9.2,
        crest_db: 11.0..16.5,
        motion_db: 2.3..5.2,
        lows: 0.55..0.82,
    },
    Bands {
        class: CarPassing,
        prompts: ["passing car", "car passing"],
        lufs: -19.0..-17.0,
        centroid: 1_031.0..1_629.0,
        flatness: 0.0167..0.0363,
        onsets: 0.0..2.9,
        crest_db: 15.1..24.1,
        motion_db: 2.9..8.5,
        lows: 0.12..0.30,
    },
    Bands {
        class: Drill,
        prompts: ["drill", "power drill"],
        lufs: -19.0..-17.0,
        centroid: 1_280.0..1_742.0,
        flatness: 0.0144..0.0276,
        onsets: 0.3..4.4,
        crest_db: 10.7..16.1,
        motion_db: 0.0..22.4,
        lows: 0.00..0.08,
    },
    Bands {
        class: Hammer,
        prompts: ["hammer", "hammering"],
        lufs: -20.7..-17.0,
        centroid: 616.0..1_463.0,
        flatness: 0.0000..0.1194,
        onsets: 0.6..3.0,
        crest_db: 19.4..24.1,
        motion_db: 10.9..17.6,
        lows: 0.45..0.74,
    },
    Bands {
        class: ElectricHum,
        prompts: ["electric hum", "transformer"],
        lufs: -19.0..-17.0,
        centroid: 201.0..392.0,
        flatness: 0.0000..0.0022,
        onsets: 0.0..0.4,
        crest_db: 7.7..13.4,
        motion_db: 0.0..1.6,
        lows: 0.27..0.86,
    },
    Bands {
        class: Spaceship,
        prompts: ["spaceship", "starship"],
        lufs: -19.0..-17.0,
        centroid: 99.0..201.0,
        flatness: 0.0000..0.0022,
        onsets: 0.0..1.6,
        crest_db: 10.3..17.5,
        motion_db: 0.7..3.7,
        lows: 0.71..1.00,
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

/// A two-bladed rotor turns five to six times a second.
#[test]
fn a_helicopter_slaps_eleven_times_a_second() {
    for variation in 0..4 {
        let heard = rate(&render("helicopter", 50, variation), 8.0, 18.0);
        assert!((9.5..13.0).contains(&heard), "{heard:.1}");
    }
}

/// Idling, some 27 firings a second; revved, several times as many.
#[test]
fn an_engine_idles_at_its_firing_rate() {
    for variation in 0..3 {
        let idle = rate(&render("engine", 12, variation), 18.0, 45.0);
        assert!((21.0..34.0).contains(&idle), "{idle:.1}");
    }
}

/// Its pitch falls and its roar comes after its whine.
#[test]
fn a_jet_sinks_as_it_goes_over() {
    for variation in 0..3 {
        let sound = render("airplane", 80, variation);
        let before = strongest(&part(&sound, 1.0..1.3), 2_000.0, 8_000.0);
        let after = strongest(&part(&sound, 5.0..5.3), 1_000.0, 8_000.0);
        assert!(after < 0.8 * before, "{before:.0} to {after:.0}");
        let [early, middle] = [0.3..0.8, 3.2..3.8].map(|span| power(&part(&sound, span)));
        assert!(middle > 3.0 * early);
    }
}

/// It is loudest when it is nearest, and crosses from one side to the other.
#[test]
fn a_car_passes() {
    for variation in 0..3 {
        let sound = render("passing car", 34, variation);
        let middle = power(&part(&sound, 1.4..2.0));
        assert!(middle > 6.0 * power(&part(&sound, 0.1..0.5)));
        assert!(middle > 6.0 * power(&part(&sound, 2.8..3.2)));
        let left_over_right = |from: usize, to: usize| {
            let sum = |samples: &[i16]| -> f64 {
                samples[from..to].iter().map(|x| f64::from(*x) * f64::from(*x)).sum()
            };
            sum(sound.left()) / sum(sound.right())
        };
        let (before, after) = (left_over_right(44_100, 66_150), left_over_right(88_200, 110_250));
        assert!(before.max(after) > 1.5 && before.min(after) < 0.67, "{before:.2}, {after:.2}");
    }
}

/// What is stronger isn't only louder.
#[test]
fn strength_changes_the_thing_itself() {
    let figures = |prompt: &str| measure(&render(prompt, 80, 1));
    for (class, rises) in [(Engine, "centroid"), (Train, "onsets"), (ElectricHum, "centroid")] {
        let gentle = figures(&format!("very gentle {class}"));
        let violent = figures(&format!("violent {class}"));
        let (low, high) = match rises {
            "centroid" => (gentle.centroid, violent.centroid),
            _ => (gentle.onsets, violent.onsets),
        };
        assert!(high > 1.12 * low, "{class}: {rises} {low:.2} to {high:.2}");
    }
    // A racing car has no rumble of tyres.
    let lows = |prompt: &str| figures(prompt).lows;
    assert!(lows("violent car passing") < 0.6 * lows("very gentle car passing"));
    let strokes = |prompt: &str| rate(&render(prompt, 80, 1), 0.6, 2.2);
    assert!(strokes("violent hand saw") > 1.3 * strokes("very gentle hand saw"));
    let whirr = |prompt: &str| strongest(&part(&render(prompt, 40, 1), 2.0..2.4), 150.0, 2_500.0);
    assert!(whirr("violent vacuum cleaner") > 1.2 * whirr("very gentle vacuum cleaner"));
    let slaps = |prompt: &str| rate(&render(prompt, 50, 1), 8.0, 18.0);
    assert!(slaps("violent helicopter") > 1.06 * slaps("very gentle helicopter"));
}
