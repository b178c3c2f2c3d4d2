//! Reads a prompt: which sounds, how strong, how far. Never fails; what it doesn't understand it
//! leaves out, and when nothing is left it plans a quiet neutral bed.

use crate::{
    Class,
    lexicon::{self, Meaning},
};

/// More layers than this would be mud.
const MOST_LAYERS: usize = 4;

/// What was understood of a prompt.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Plan {
    /// One to four sounds to mix, in the order of the prompt; no class twice.
    pub layers: Vec<Layer>,
    /// Whether the prompt asks for a background: wider, more of the place than of the thing.
    pub ambient: bool,
}

/// One sound of a plan.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Layer {
    /// What sounds.
    pub class: Class,
    /// Its part in the mix, as a factor of amplitude; 1 is a sound in the foreground.
    pub gain: f32,
    /// Whether it is a long way off.
    pub far: bool,
    /// How strong it is in itself, from 0 (barely) over 0.5 (unsaid) to 1 (violent): a heavy rain
    /// isn't a light one played louder.
    pub intensity: f32,
}

/// Reads a prompt.
pub fn plan(prompt: &str) -> Plan {
    let mut reader = Reader::default();
    for meaning in meanings(&prompt.to_lowercase()) {
        reader.read(meaning);
    }
    reader.finish()
}

/// The meanings in a text, in order; words without one are skipped.
fn meanings(text: &str) -> Vec<Meaning> {
    let mut found = Vec::new();
    for (i, clause) in text.split(is_stop).enumerate() {
        if i > 0 {
            found.push(Meaning::Break);
        }
        let words: Vec<&str> =
            clause.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let mut at = 0;
        while at < words.len() {
            if let Some((meaning, taken)) = lexicon::english(&words[at..]) {
                found.push(meaning);
                at += taken;
            } else {
                read_han(words[at], &mut found);
                at += 1;
            }
        }
    }
    found
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\n' | '，' | '。' | '、' | '；' | '！')
}

fn read_han(mut word: &str, found: &mut Vec<Meaning>) {
    while let Some(first) = word.chars().next() {
        let step = match lexicon::chinese(word) {
            Some((meaning, bytes)) => {
                found.push(meaning);
                bytes
            }
            None => first.len_utf8(),
        };
        word = &word[step..];
    }
}

/// Modifiers that wait for the sound they belong to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Modifiers {
    strength: Option<f32>,
    very: bool,
    far: bool,
    without: bool,
}

/// Binds modifiers to sounds: to the next one in the same clause; at the end of a clause to the
/// last one in it; and out of a clause that has none, to whatever comes.
#[derive(Default)]
struct Reader {
    layers: Vec<Layer>,
    waiting: Modifiers,
    /// The layers that the last sound of this clause named.
    named: Vec<Class>,
    excluded: Vec<Class>,
    ambient: bool,
}

impl Reader {
    fn read(&mut self, meaning: Meaning) {
        match meaning {
            Meaning::Sound(parts) => self.sound(parts, None),
            Meaning::Named(class, strength) => {
                self.sound(&[(class, 1.0)], (strength != 0.0).then_some(strength));
            }
            Meaning::Strength(strength) => {
                let factor = if self.waiting.very { 1.5 } else { 1.0 };
                self.waiting.very = false;
                let said = (strength * factor).clamp(-1.0, 1.0);
                // "Soft crashing waves": neither word is the whole truth.
                let before = self.waiting.strength.unwrap_or(said);
                self.waiting.strength = Some((said + before) * 0.5);
            }
            Meaning::Very => self.waiting.very = true,
            Meaning::Far => self.waiting.far = true,
            Meaning::Ambient => self.ambient = true,
            Meaning::Without => self.waiting.without = true,
            Meaning::Nothing => self.waiting = Modifiers::default(),
            Meaning::Break => self.end_clause(),
        }
    }

    fn sound(&mut self, parts: &[(Class, f32)], inherent: Option<f32>) {
        let waiting = core::mem::take(&mut self.waiting);
        if waiting.without {
            self.excluded.extend(parts.iter().map(|(class, _)| *class));
            return;
        }
        self.named.clear();
        for (class, gain) in parts {
            self.named.push(*class);
            if self.layers.iter().all(|layer| layer.class != *class) {
                self.layers.push(Layer { class: *class, gain: *gain, far: false, intensity: 0.5 });
            }
        }
        let both = match (waiting.strength, inherent) {
            (Some(said), Some(meant)) => Some((said + meant).clamp(-1.0, 1.0)),
            (said, meant) => said.or(meant),
        };
        self.modify(Modifiers { strength: both, ..waiting });
    }

    /// Applies modifiers to the layers that were named last.
    fn modify(&mut self, modifiers: Modifiers) {
        for layer in &mut self.layers {
            if !self.named.contains(&layer.class) {
                continue;
            }
            layer.far |= modifiers.far;
            if let Some(strength) = modifiers.strength {
                layer.intensity = 0.5 + 0.5 * strength;
            }
        }
    }

    fn end_clause(&mut self) {
        if self.named.is_empty() {
            return;
        }
        let left_over = core::mem::take(&mut self.waiting);
        self.modify(left_over);
        self.named.clear();
    }

    fn finish(mut self) -> Plan {
        if self.named.is_empty() {
            self.named.extend(self.layers.last().map(|layer| layer.class));
        }
        self.end_clause();
        let excluded = self.excluded;
        self.layers.retain(|layer| !excluded.contains(&layer.class));
        self.layers.truncate(MOST_LAYERS);
        if self.layers.is_empty() {
            self.layers.push(Layer {
                class: Class::Texture,
                gain: 1.0,
                far: false,
                intensity: 0.5,
            });
        }
        for layer in &mut self.layers {
            // A faint sound is also a quieter one beside others, but never gone.
            layer.gain *= 0.6 + 0.8 * layer.intensity;
            if layer.far {
                layer.gain *= 0.5;
            }
        }
        Plan { layers: self.layers, ambient: self.ambient }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Class::{Birds, Fire, Ocean, Rain, Texture, Thunder, Wind};

    fn classes(prompt: &str) -> Vec<Class> {
        plan(prompt).layers.iter().map(|layer| layer.class).collect()
    }

    fn layer(prompt: &str, class: Class) -> Layer {
        *plan(prompt).layers.iter().find(|layer| layer.class == class).unwrap()
    }

    #[test]
    fn everyday_prompts() {
        for (prompt, expected) in [
            ("Soft ambient ocean waves at sunrise.", &[Ocean][..]),
            ("Heavy rain with distant thunder", &[Rain, Thunder]),
            ("storm", &[Rain, Thunder, Wind]),
            ("a crackling campfire by the sea", &[Fire, Ocean]),
            ("birds chirping in a gentle breeze", &[Birds, Wind]),
            ("rainy afternoon, windy", &[Rain, Wind]),
            ("storm and birds and fire and sea", &[Rain, Thunder, Wind, Birds]),
            ("thunder without rain, no wind", &[Thunder]),
            ("fire alarm", &[Texture]),
            ("a winding road", &[Texture]),
            ("", &[Texture]),
            ("海浪拍打沙滩，远处有鸟叫", &[Ocean, Birds]),
            ("雷雨", &[Thunder, Rain]),
        ] {
            assert_eq!(classes(prompt), expected, "{prompt}");
        }
    }

    #[test]
    fn modifiers_bind_to_their_noun() {
        let prompt = "heavy rain with distant thunder";
        assert!(layer(prompt, Rain).intensity > 0.7 && !layer(prompt, Rain).far);
        assert!(layer(prompt, Thunder).far && layer(prompt, Thunder).intensity == 0.5);
        for prompt in ["thunder in the distance", "thunder, far away", "rain, thunder far off"] {
            assert!(layer(prompt, Thunder).far, "{prompt}");
        }
        assert!(layer("soft and gentle waves", Ocean).intensity < 0.3);
        assert!(layer("soft crashing waves", Ocean).intensity < 0.6);
        assert!(layer("rain falling heavily", Rain).intensity > 0.7);
        assert!(layer("very strong wind", Wind).intensity > layer("strong wind", Wind).intensity);
        assert!(layer("海浪拍打沙滩，远处有鸟叫", Birds).far);
    }

    #[test]
    fn ambient_is_a_modifier() {
        assert!(plan("ambient rain").ambient);
        assert_eq!(classes("ambient"), [Texture]);
    }
}
