//! Binds what was said to what it was said of, and puts it in order.
//!
//! What is said of a sound binds to the next one in the same clause; at the end of a clause to the
//! last one in it; and out of a clause that has none, to whatever comes.

use super::{Distance, Layer, Plan, words::Word};
use crate::{
    Class,
    lexicon::{How, Meaning, Scene},
    place::Place,
};

mod order;

/// What waits for the sound that it belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Modifiers {
    strength: Option<f32>,
    tempo: Option<f32>,
    count: Option<u32>,
    distance: Option<Distance>,
    is_throughout: bool,
}

/// A layer of which it is not yet known where it will end up.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Draft {
    layer: Layer,
    /// When it was named, and in which clause.
    number: usize,
    clause: usize,
    /// Whether only a scene named it, and which.
    scene: Option<usize>,
    /// Said to be around the rest: footsteps in the rain.
    is_around: bool,
    /// Said after "while".
    is_beside: bool,
    is_throughout: bool,
}

/// What an order that was said at the start of a sentence does at the end of its clause.
#[derive(Clone, Copy, Debug, PartialEq)]
enum AtStop {
    /// "After the thunder, rain".
    Next,
    /// "Before the rain, thunder".
    First,
}

/// How what is named next stands to the rest.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Around {
    In,
    On,
}

/// What was read so far.
#[derive(Debug, Default)]
pub(super) struct Reader {
    /// At least one; each is what is heard at once.
    steps: Vec<Vec<Draft>>,
    /// The step that is being read.
    at: usize,
    waiting: Modifiers,
    is_very: bool,
    is_not: bool,
    around: Option<Around>,
    is_beside: bool,
    /// Whether what is named is to be left out, and whether a conjunction stood since.
    is_denied: bool,
    is_joined: bool,
    at_stop: Option<AtStop>,
    /// The sounds that the last name in this clause stood for.
    named: Vec<Class>,
    names: usize,
    clause: usize,
    without: Vec<Class>,
    place: Option<Place>,
    is_ambient: bool,
    unknown: Vec<String>,
}

impl Reader {
    pub(super) fn read(&mut self, word: Word) {
        match word {
            Word::Means(meaning) => self.means(meaning),
            Word::Unknown(word) => {
                self.thing();
                if !self.unknown.contains(&word) {
                    self.unknown.push(word);
                }
            }
        }
    }

    fn means(&mut self, meaning: Meaning) {
        match meaning {
            Meaning::Named(class, strength) => {
                self.sound(&[(class, 1.0)], (strength != 0.0).then_some(strength), false);
            }
            Meaning::Scene(Scene { parts, place }) => {
                if !self.is_denied && !self.is_not {
                    self.place = self.place.or(*place);
                }
                self.sound(parts, None, true);
            }
            Meaning::Said(how) => self.how(how),
            Meaning::Added(how) if self.named.is_empty() => self.how(how),
            Meaning::Added(how) => {
                let waiting = core::mem::take(&mut self.waiting);
                self.how(how);
                let added = core::mem::replace(&mut self.waiting, waiting);
                self.modify(added);
            }
            Meaning::Very => self.is_very = true,
            Meaning::At(place) => {
                self.place = Some(place);
                self.around = Some(Around::In);
                self.thing();
            }
            Meaning::Ambient => self.is_ambient = true,
            Meaning::Without => {
                self.end_clause();
                self.is_denied = true;
                self.is_joined = false;
            }
            Meaning::Whose => self.is_denied = false,
            Meaning::Not => self.is_not = true,
            Meaning::And => {
                self.end_clause();
                self.is_joined = true;
            }
            Meaning::With => {
                self.end_clause();
                self.is_denied = false;
            }
            Meaning::Stop => self.stop(),
            Meaning::While => {
                self.end_clause();
                self.is_denied = false;
                self.is_beside = true;
            }
            Meaning::In => self.around = Some(Around::In),
            Meaning::On => self.around = Some(Around::On),
            Meaning::Then => self.next_step(),
            Meaning::Before if self.is_at_start() => self.at_stop = Some(AtStop::First),
            Meaning::Before => self.next_step(),
            Meaning::After if self.is_at_start() => self.at_stop = Some(AtStop::Next),
            Meaning::After => self.step_before(),
            Meaning::Nothing | Meaning::Missing => {
                self.waiting = Modifiers::default();
                self.around = None;
            }
            Meaning::Thing => self.thing(),
            Meaning::Filler => {}
        }
    }

    /// A thing without a sound takes what was counted; and in "in a quiet room" what was said of it.
    fn thing(&mut self) {
        self.waiting.count = None;
        if self.around.take().is_some() {
            self.waiting.strength = None;
            self.waiting.tempo = None;
        }
    }

    fn how(&mut self, how: How) {
        // "No birds and heavy rain": what is described is there.
        if self.is_joined {
            self.is_denied = false;
        }
        let is_very = core::mem::take(&mut self.is_very);
        let is_not = core::mem::take(&mut self.is_not);
        let waiting = &mut self.waiting;
        match how {
            How::Strength(strength) => {
                let factor = if is_very { 1.5 } else { 1.0 } * if is_not { -0.5 } else { 1.0 };
                let said = (strength * factor).clamp(-1.0, 1.0);
                // "Soft crashing waves": neither word is the whole truth.
                waiting.strength = Some((said + waiting.strength.unwrap_or(said)) * 0.5);
            }
            How::Tempo(_) if is_not => {}
            How::Tempo(tempo) => {
                let factor = if is_very { 1.5 } else { 1.0 };
                waiting.tempo = Some(1.0 + (tempo - 1.0) * factor);
            }
            How::Count(count) => waiting.count = Some(count.max(1)),
            How::Distance(_) if is_not => {}
            How::Distance(distance) => waiting.distance = Some(distance),
            How::Behind => {
                waiting.distance = waiting.distance.or(Some(Distance::Behind));
                waiting.is_throughout = true;
            }
            How::Throughout => waiting.is_throughout = true,
        }
    }

    fn sound(&mut self, parts: &[(Class, f32)], inherent: Option<f32>, is_scene: bool) {
        let waiting = core::mem::take(&mut self.waiting);
        let around = self.around.take();
        self.is_very = false;
        if core::mem::take(&mut self.is_not) || self.is_denied {
            let new = parts.iter().map(|(class, _)| *class);
            for class in new {
                if !self.without.contains(&class) {
                    self.without.push(class);
                }
            }
            return;
        }
        if around == Some(Around::On) && self.is_object(parts) {
            return;
        }
        self.names += 1;
        self.named.clear();
        for (class, part) in parts {
            self.named.push(*class);
            self.name(*class, *part, is_scene, around.is_some());
        }
        let both = match (waiting.strength, inherent) {
            (Some(said), Some(meant)) => Some((said + meant).clamp(-1.0, 1.0)),
            (said, meant) => said.or(meant),
        };
        self.modify(Modifiers { strength: both, ..waiting });
    }

    /// Whether a sound after "on" is only what another is made with: it has been named in this
    /// clause, and this doesn't sound by itself.
    fn is_object(&self, parts: &[(Class, f32)]) -> bool {
        match parts {
            [(class, _)] => !self.named.is_empty() && !order::lasts(*class),
            _ => false,
        }
    }

    /// Adds a layer to the step, or finds it there.
    fn name(&mut self, class: Class, part: f32, is_scene: bool, is_in: bool) {
        let (names, clause, is_beside) = (self.names, self.clause, self.is_beside);
        let step = self.step();
        if let Some(draft) = step.iter_mut().find(|draft| draft.layer.class == class) {
            if !is_scene {
                draft.scene = None;
                draft.is_around = false;
            }
            return;
        }
        step.push(Draft {
            layer: Layer { gain: part, ..Layer::new(class) },
            number: names,
            clause,
            scene: is_scene.then_some(names),
            is_around: is_in && is_scene,
            is_beside,
            is_throughout: is_in && (is_scene || order::lasts(class)),
        });
    }

    /// The step that is being read.
    fn step(&mut self) -> &mut Vec<Draft> {
        if self.at >= self.steps.len() {
            self.steps.push(Vec::new());
            self.at = self.steps.len() - 1;
        }
        &mut self.steps[self.at]
    }

    fn is_at_start(&mut self) -> bool {
        self.step().is_empty()
    }

    /// Applies modifiers to the layers that were named last.
    fn modify(&mut self, modifiers: Modifiers) {
        let named = core::mem::take(&mut self.named);
        for draft in self.step() {
            if !named.contains(&draft.layer.class) {
                continue;
            }
            let layer = &mut draft.layer;
            if let Some(strength) = modifiers.strength {
                layer.intensity = 0.5 + 0.5 * strength;
            }
            if !order::lasts(layer.class) {
                layer.count = modifiers.count.or(layer.count);
            }
            layer.tempo = modifiers.tempo.unwrap_or(layer.tempo);
            layer.distance = modifiers.distance.unwrap_or(layer.distance);
            draft.is_throughout |= modifiers.is_throughout;
        }
        self.named = named;
    }

    fn end_clause(&mut self) {
        self.around = None;
        if self.named.is_empty() {
            return;
        }
        let left_over = core::mem::take(&mut self.waiting);
        self.modify(left_over);
        self.named.clear();
    }

    fn stop(&mut self) {
        self.end_clause();
        self.waiting.count = None;
        self.is_denied = false;
        self.is_joined = false;
        self.is_beside = false;
        self.clause += 1;
        if self.is_at_start() {
            return;
        }
        match self.at_stop.take() {
            Some(AtStop::Next) => self.next_step(),
            Some(AtStop::First) => self.step_before(),
            None => {}
        }
    }

    /// What is named from here on comes after all that was named.
    fn next_step(&mut self) {
        self.leave_step();
        if !self.is_at_start() {
            self.steps.push(Vec::new());
            self.at = self.steps.len() - 1;
        }
    }

    /// What is named from here on comes before what was named last.
    fn step_before(&mut self) {
        self.leave_step();
        self.steps.insert(self.at, Vec::new());
    }

    fn leave_step(&mut self) {
        self.end_clause();
        self.is_denied = false;
        self.is_beside = false;
    }

    pub(super) fn finish(mut self) -> Plan {
        if self.named.is_empty() {
            let last = self.step().last().map(|draft| draft.layer.class);
            self.named.extend(last);
        }
        self.end_clause();
        let without = self.without;
        let mut steps = self.steps;
        for step in &mut steps {
            step.retain(|draft| !without.contains(&draft.layer.class));
        }
        // "A church" has bells, but "a zorg in a church" is no reason to ring them.
        let own = order::own_sound(self.place);
        let is_own = self.unknown.is_empty() && !without.contains(&own);
        let (steps, beds) = order::put(steps, if is_own { own } else { Class::Texture });
        Plan {
            steps,
            beds,
            place: self.place,
            ambient: self.is_ambient,
            without,
            unknown: self.unknown,
        }
    }
}
