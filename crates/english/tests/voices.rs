//! That each voice sounds like who it is, by measurement.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::sync::LazyLock;

use foley_core::VOICES;
use foley_english::speak;
use foley_speech::Voice;
use foley_synth::SAMPLE_RATE;

mod ear;

const TEXT: &str = "Soft ocean waves at sunrise, and nobody else around. We stayed there all day.";

/// Somebody whose resonances lie where those of the recordings do.
const AVERAGE: &str = "ai_huangyaoshi_712";

struct Heard {
    id: &'static str,
    /// Its median.
    pitch: f32,
    /// How far the pitch moves: nearly its highest by nearly its lowest.
    span: f32,
    scale: f32,
    seconds: f32,
}

fn hear(id: &'static str) -> Heard {
    let average = ear::envelope(&speak(TEXT, AVERAGE, 10).unwrap());
    let sound = speak(TEXT, id, 10).unwrap();
    let pitches = ear::pitches(&sound);
    let pitch = |part: f32| pitches[(pitches.len() as f32 * part) as usize];
    Heard {
        id,
        pitch: pitch(0.5),
        span: pitch(0.9) / pitch(0.1),
        scale: ear::scale(&average, &ear::envelope(&sound)),
        seconds: sound.frames() as f32 / SAMPLE_RATE as f32,
    }
}

/// All that Kling's list has for English.
fn english() -> &'static [Heard] {
    static HEARD: LazyLock<Vec<Heard>> = LazyLock::new(|| {
        VOICES.iter().filter(|voice| voice.language == "en").map(|voice| hear(voice.id)).collect()
    });
    &HEARD
}

fn is_as_meant(Heard { id, pitch, scale, .. }: &Heard) {
    let meant = Voice::of(id);
    assert!((0.92..1.08).contains(&(pitch / meant.pitch)), "{id} {pitch} {}", meant.pitch);
    assert!((0.97..1.03).contains(&(scale / meant.scale)), "{id} {scale} {}", meant.scale);
}

#[test]
fn every_voice_has_the_pitch_and_the_tract_of_its_speaker() {
    english().iter().for_each(is_as_meant);
}

#[test]
fn unknown_voices_are_somebody_too() {
    ["some_girl_9", "another-grandpa", "alice", "bob", "7"].map(hear).iter().for_each(is_as_meant);
}

/// Two and a half percent are a good third of a semitone, several times what an ear can tell.
#[test]
fn no_two_voices_sound_alike() {
    let heard = english();
    assert_eq!(heard.len(), 27);
    for (i, one) in heard.iter().enumerate() {
        for other in &heard[i + 1..] {
            let apart = |a: f32, b: f32| (a / b).max(b / a) > 1.025;
            let told = apart(one.pitch, other.pitch) || apart(one.scale, other.scale);
            assert!(told, "{} {}", one.id, other.id);
        }
    }
}

#[test]
fn a_girl_sounds_higher_and_smaller_than_her_mother_and_she_than_an_old_man() {
    let [girl, mother, old] = ["genshin_klee2", "you_pingjing", "ai_laoguowang_712"].map(hear);
    assert!(girl.pitch > 1.2 * mother.pitch && mother.pitch > 1.5 * old.pitch);
    assert!(girl.scale > 1.05 * mother.scale && mother.scale > 1.1 * old.scale);
}

#[test]
fn high_voices_move_as_far_as_low_ones() {
    for Heard { id, span, .. } in english() {
        let by_liveliness = libm::log2f(*span) / Voice::of(id).liveliness;
        assert!((0.3..0.5).contains(&by_liveliness), "{id} {span}");
    }
}

#[test]
fn lively_voices_move_farther() {
    let mean = |lively: bool| {
        let those = english().iter().filter(|one| (Voice::of(one.id).liveliness > 1.02) == lively);
        let spans: Vec<f32> = those.map(|one| libm::log2f(one.span)).collect();
        spans.iter().sum::<f32>() / spans.len() as f32
    };
    let [calm, lively] = [false, true].map(mean);
    assert!(lively > 1.1 * calm, "{calm} {lively}");
}

#[test]
fn everybody_takes_the_time_of_their_pace() {
    for Heard { id, seconds, .. } in english() {
        let at_normal_pace = seconds * Voice::of(id).pace;
        assert!((5.8..6.0).contains(&at_normal_pace), "{id} {seconds}");
    }
}
