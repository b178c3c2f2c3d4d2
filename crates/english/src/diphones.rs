//! The speaker: Flite's `cmu_us_kal`, by `flite-rs`, which no other file here knows of.

use flite_rs::{Engine, Flow, ResynthType};

/// Samples per second of the recordings.
pub(crate) const RATE: f32 = 8_000.0;

/// How a text is said.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Manner {
    /// Its mean pitch in Hz.
    pub(crate) pitch: f32,
    /// How far the pitch moves, about 1.
    pub(crate) liveliness: f32,
    /// How long everything takes, about 1.
    pub(crate) stretch: f32,
    /// How many samples there may be.
    pub(crate) most: usize,
}

/// Quieter than this is silence.
const SILENCE: u16 = 300;

/// Says a text, of which the speaker knows every character; `None` where nothing is heard.
pub(crate) fn say(text: &str, manner: &Manner) -> Option<Vec<i16>> {
    let mut engine = Engine::try_new().ok()?;
    engine.set_duration_stretch(manner.stretch);
    let own = engine.params_mut();
    // A high voice moves as many semitones as a low one, not as many Hz.
    own.int_f0_target_stddev *= manner.liveliness * manner.pitch / own.int_f0_target_mean;
    own.int_f0_target_mean = manner.pitch;
    // In whole numbers, what is too loud turns into its opposite, and high voices are: they click.
    // In floating point it stays at the loudest. Either has the same bits everywhere: it is sums
    // and products in a fixed order.
    own.resynth_type = ResynthType::Float;

    let mut samples: Vec<i16> = Vec::new();
    engine.synthesize_streaming(text, |period| {
        let room = manner.most.saturating_sub(samples.len());
        samples.extend(period.iter().take(room));
        if period.len() < room { Flow::Continue } else { Flow::Stop }
    });
    samples.iter().any(|x| x.unsigned_abs() > SILENCE).then_some(samples)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANNER: Manner = Manner { pitch: 95.0, liveliness: 1.0, stretch: 1.0, most: 80_000 };

    #[test]
    fn the_recordings_have_the_rate_that_is_meant() {
        assert_eq!(Engine::new().sample_rate() as f32, RATE);
    }

    #[test]
    fn nothing_is_nothing() {
        for text in ["", " ", "!!!", "...", "'"] {
            assert_eq!(say(text, &MANNER), None, "{text}");
        }
    }

    #[test]
    fn no_more_is_said_than_may_be() {
        let most = 20_000;
        let long = say(&"seven ".repeat(100), &Manner { most, ..MANNER }).unwrap();
        assert_eq!(long.len(), most);
    }

    #[test]
    fn what_is_too_loud_does_not_click() {
        let text = "Oh, I am so happy! Nobody would ever say no to you; go on, all along the road.";
        for pitch in [95.0, 180.0, 240.0] {
            let said = say(text, &Manner { pitch, ..MANNER }).unwrap();
            let jump = |pair: &[i16]| (i32::from(pair[0]) - i32::from(pair[1])).abs();
            let most = said.windows(2).map(jump).max().unwrap();
            assert!(most < 45_000, "{pitch} {most}");
        }
    }
}
