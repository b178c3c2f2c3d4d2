//! The cases. Each makes something that has a length in time, as a worker of the sandbox makes it.

use std::cell::OnceCell;

use foley_synth::{Class, SAMPLE_RATE, Sound};

/// How long what is made is, in tenths of a second, where that can be chosen.
const TENTHS: u32 = 50;

/// What is spoken.
const ENGLISH: &str = "Soft ocean waves roll onto the beach, and far away a dog barks.";
const MANDARIN: &str = "海浪轻轻地拍打着沙滩，远处有一只狗在叫。";

/// Who speaks. Every voice takes as long as any other.
const VOICE: &str = "anna";

/// What is filmed, and heard in the film.
const PROMPT: &str = "Waves on a beach at sunrise";

/// Something that is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// A sound of a class, as WAV; each take is another one.
    Sound(Class),
    /// A sound of a class as an MP3 file. The sound is there already.
    Mp3(Class),
    /// A sentence by the voice that speaks English.
    English,
    /// The same by the voice that speaks everything.
    Voice,
    /// A sentence in Mandarin.
    Mandarin,
    /// A film with a sound. The sound is there already.
    Film,
    /// Another sound for that film.
    Dub,
}

impl Case {
    /// Every case: each class of sounds, then the rest.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let sounds = Class::ALL.iter().copied().map(Self::Sound);
        let rest = [
            // Noise takes longest: where it comes back too loud, it is coded anew.
            Self::Mp3(Class::Rain),
            Self::Mp3(Class::Birds),
            Self::English,
            Self::Voice,
            Self::Mandarin,
            Self::Film,
            Self::Dub,
        ];
        sounds.chain(rest).collect()
    }

    /// What is also measured as the first that a new module makes.
    pub const FIRST: [Self; 2] = [Self::Sound(Class::Ocean), Self::English];

    /// Its name, of which there is one only. A class of sounds has its own.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Sound(class) => class.to_string(),
            Self::Mp3(class) => format!("MP3 of {class}"),
            Self::English => "speech, English, diphones".to_owned(),
            Self::Voice => "speech, English, formants".to_owned(),
            Self::Mandarin => "speech, Mandarin".to_owned(),
            Self::Film => "clip, 16:9".to_owned(),
            Self::Dub => "clip dubbed".to_owned(),
        }
    }
}

/// What some cases begin with, made when it is first needed.
#[derive(Debug, Default)]
pub struct Materials {
    rain: OnceCell<Sound>,
    birds: OnceCell<Sound>,
    mp3: OnceCell<Vec<u8>>,
    film: OnceCell<Vec<u8>>,
}

impl Materials {
    /// Makes what a case says, and says how many seconds of it there are now; 0 where there is
    /// nothing.
    #[must_use]
    pub fn make(&self, case: Case, take: u64) -> f64 {
        let made = f64::from(TENTHS) / 10.0;
        let file = match case {
            Case::Sound(class) => foley_synth::render(class.name(), TENTHS, take).to_wav(),
            Case::Mp3(class) => foley_mp3::encode(self.sound(class)),
            Case::English => return spoken(foley_english::speak(ENGLISH, VOICE, 10)),
            Case::Voice => return spoken(Some(foley_speech::speak(ENGLISH, "en", VOICE, 10))),
            Case::Mandarin => return spoken(Some(foley_speech::speak(MANDARIN, "zh", VOICE, 10))),
            Case::Film => film(take, self.mp3()),
            Case::Dub => foley_clip::dub(self.film(), self.mp3()).unwrap_or_default(),
        };
        if file.is_empty() { 0.0 } else { made }
    }

    fn sound(&self, class: Class) -> &Sound {
        let kept = if class == Class::Rain { &self.rain } else { &self.birds };
        kept.get_or_init(|| foley_synth::render(class.name(), TENTHS, 0))
    }

    fn mp3(&self) -> &[u8] {
        self.mp3.get_or_init(|| foley_mp3::encode(&foley_synth::render(PROMPT, TENTHS, 0)))
    }

    fn film(&self) -> &[u8] {
        self.film.get_or_init(|| film(0, self.mp3()))
    }
}

fn film(variation: u64, mp3: &[u8]) -> Vec<u8> {
    let (width, height) = foley_clip::size_of("16:9").unwrap_or((640, 360));
    let prompt = PROMPT.to_owned();
    let clip = foley_clip::Clip { prompt, width, height, duration_tenths: TENTHS, variation };
    foley_clip::render(&clip, Some(mp3))
}

/// How many seconds of speech there are in a file of them.
fn spoken(sound: Option<Sound>) -> f64 {
    let Some(sound) = sound else { return 0.0 };
    let frames = sound.frames();
    if sound.to_wav().is_empty() { 0.0 } else { frames as f64 / f64::from(SAMPLE_RATE) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What can't be made takes no time: a figure of that would be a lie.
    #[test]
    fn everything_is_made() {
        let materials = Materials::default();
        for case in Case::all() {
            let made = materials.make(case, 1);
            assert!((3.0..8.0).contains(&made), "{}: {made} s", case.name());
        }
    }

    /// A class is measured by its name as a prompt: that must be understood as itself.
    #[test]
    fn every_name_is_of_its_class() {
        for class in Class::ALL {
            let plan = foley_synth::plan(class.name());
            let classes: Vec<Class> = plan.layers().map(|layer| layer.class).collect();
            let texture = *class == Class::Texture;
            assert!(texture || classes == [*class], "{class}: {classes:?}");
        }
    }

    #[test]
    fn no_two_cases_have_one_name() {
        let names: Vec<String> = Case::all().into_iter().map(Case::name).collect();
        let mut distinct = names.clone();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), names.len());
        assert!(Case::FIRST.iter().all(|case| names.contains(&case.name())));
    }
}
