//! What the user is typing, for as long as the page lives and beyond.
//!
//! It is stored with every letter. Where something else takes its place (a take's settings, an
//! idea), what the user typed is set aside and can be put back.

use foley_core::{Field, Limits, Request, Rule, Seconds, SoundEffectDraft, Violation};
use leptos::prelude::*;

const NAME: &str = "draft";

/// How long a sound is where nobody has said.
const USUAL_DURATION: Seconds = Seconds::from_tenths(50);

/// The draft in the composer.
#[derive(Clone, Copy, Debug)]
pub struct Draft {
    text: RwSignal<SoundEffectDraft>,
    /// A text that can be had again from elsewhere, so that replacing it loses nothing.
    safe: RwSignal<SoundEffectDraft>,
    /// What the user typed before something else took its place, the latest last.
    aside: RwSignal<Vec<SoundEffectDraft>>,
    /// Whether it was sent although something was missing: from then on that is said.
    tried: RwSignal<bool>,
}

impl Draft {
    /// The draft that was last stored.
    #[must_use]
    pub fn load() -> Self {
        let draft = Self::new(foley_browser::settings::load(NAME).unwrap_or_else(empty));
        Effect::new(move || {
            draft.text.with(|text| foley_browser::settings::save(NAME, text));
        });
        draft
    }

    /// A draft that is not stored.
    #[must_use]
    pub fn new(text: SoundEffectDraft) -> Self {
        Self {
            text: RwSignal::new(text),
            safe: RwSignal::new(empty()),
            aside: RwSignal::new(Vec::new()),
            tried: RwSignal::new(false),
        }
    }

    /// The text of one field.
    #[must_use]
    pub fn text(self, field: Field) -> String {
        self.text.with(|text| match field {
            Field::Duration => text.duration.clone(),
            Field::ExternalTaskId => text.external_task_id.clone(),
            Field::CallbackUrl => text.callback_url.clone(),
            _ => text.prompt.clone(),
        })
    }

    /// Takes in what was typed into a field.
    pub fn edit(self, field: Field, typed: String) {
        self.text.update(|text| match field {
            Field::Duration => text.duration = typed,
            Field::ExternalTaskId => text.external_task_id = typed,
            Field::CallbackUrl => text.callback_url = typed,
            _ => text.prompt = typed,
        });
    }

    /// All that is to be said about it now. An empty prompt is no mistake before it was sent.
    #[must_use]
    pub fn violations(self, limits: &Limits) -> Vec<Violation> {
        let mut found = self.text.with(|text| text.check(limits)).err().unwrap_or_default();
        if !self.tried.get() {
            found.retain(|violation| violation.rule != Rule::Required);
        }
        found
    }

    /// The request that the draft stands for.
    ///
    /// # Errors
    /// The first field with something wrong.
    pub fn request(self, limits: &Limits) -> Result<Request, Field> {
        let checked = self.text.with_untracked(|text| text.check(limits));
        self.tried.set(checked.is_err());
        checked.map_err(|found| found.first().map_or(Field::Prompt, |first| first.field))
    }

    /// It was sent. The text stays; an external id names one task only, so it goes.
    pub fn sent(self) {
        self.text.update(|text| text.external_task_id.clear());
        self.safe.set(self.text.get_untracked());
    }

    /// Puts a text in the draft's place. What the user typed is set aside.
    pub fn place(self, text: SoundEffectDraft) {
        let typed = self.text.get_untracked();
        if self.is_dirty() && typed.prompt != text.prompt {
            self.aside.update(|aside| aside.push(typed));
        }
        self.tried.set(false);
        self.safe.set(text.clone());
        self.text.set(text);
    }

    /// Whether there is something that only stands here.
    #[must_use]
    pub fn is_dirty(self) -> bool {
        let safe = self.safe.get_untracked();
        self.text.with_untracked(|text| !text.prompt.trim().is_empty() && *text != safe)
    }

    /// Whether something was set aside.
    #[must_use]
    pub fn has_aside(self) -> bool {
        self.aside.with(|aside| !aside.is_empty())
    }

    /// Brings back what was set aside last. What stands in its place is set aside instead, as the
    /// first, where it would be lost; so pressing again and again shows all there is.
    pub fn put_back(self) {
        let current = self.is_dirty().then(|| self.text.get_untracked());
        let text = self.aside.try_update(|aside| {
            let text = aside.pop();
            aside.splice(..0, current);
            text
        });
        if let Some(text) = text.flatten() {
            self.text.set(text);
        }
    }

    /// Lets go of all that was set aside.
    pub fn let_go(self) {
        self.aside.set(Vec::new());
    }
}

/// An empty draft of the usual duration.
#[must_use]
pub fn empty() -> SoundEffectDraft {
    SoundEffectDraft { duration: in_tenths(USUAL_DURATION), ..SoundEffectDraft::default() }
}

/// A request as it would be typed. An id that was used can't be used again.
#[must_use]
pub fn of_request(request: &Request, keep_id: bool) -> SoundEffectDraft {
    let Request::SoundEffect(effect) = request;
    SoundEffectDraft {
        prompt: effect.prompt.clone(),
        duration: in_tenths(effect.duration),
        external_task_id: effect.external_task_id.clone().filter(|_| keep_id).unwrap_or_default(),
        callback_url: effect.callback_url.clone().unwrap_or_default(),
    }
}

/// A duration that keeps its width while it is dragged: always with its tenth.
#[must_use]
pub fn in_tenths(duration: Seconds) -> String {
    format!("{}.{}", duration.tenths() / 10, duration.tenths() % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(prompt: &str) -> SoundEffectDraft {
        SoundEffectDraft { prompt: prompt.to_owned(), ..empty() }
    }

    fn prompt(draft: Draft) -> String {
        draft.text.get_untracked().prompt
    }

    /// Signals live in an owner, as they do in the page.
    fn in_owner(test: impl FnOnce()) {
        Owner::new().with(test);
    }

    #[test]
    fn an_empty_prompt_is_no_mistake_before_it_is_sent() {
        in_owner(|| {
            let draft = Draft::new(empty());
            assert_eq!(draft.violations(&Limits::kling()), []);
            assert_eq!(draft.request(&Limits::kling()), Err(Field::Prompt));
            assert_eq!(draft.violations(&Limits::kling()).len(), 1);
        });
    }

    #[test]
    fn what_the_user_typed_can_be_put_back() {
        in_owner(|| {
            let draft = Draft::new(typed("A door creaks"));
            draft.place(typed("Rain"));
            assert_eq!(prompt(draft), "Rain");
            draft.put_back();
            assert_eq!(prompt(draft), "A door creaks");
            assert!(!draft.has_aside());
        });
    }

    #[test]
    fn what_was_set_aside_stays_until_the_user_lets_it_go() {
        in_owner(|| {
            let draft = Draft::new(typed("A door creaks"));
            draft.place(typed("Rain"));
            draft.sent();
            assert!(draft.has_aside());
            draft.edit(Field::Prompt, "Rain and hail".to_owned());
            draft.put_back();
            assert_eq!(prompt(draft), "A door creaks");
            draft.put_back();
            assert_eq!(prompt(draft), "Rain and hail");
            draft.let_go();
            assert!(!draft.has_aside());
        });
    }

    #[test]
    fn what_was_sent_needs_no_second_place() {
        in_owner(|| {
            let draft = Draft::new(typed("A door creaks"));
            draft.sent();
            draft.place(typed("Rain"));
            assert!(!draft.has_aside());
            draft.place(typed("Wind"));
            assert!(!draft.has_aside());
        });
    }

    #[test]
    fn an_external_id_is_used_once() {
        in_owner(|| {
            let draft = Draft::new(SoundEffectDraft {
                external_task_id: "door-1".to_owned(),
                ..typed("A door creaks")
            });
            let request = draft.request(&Limits::kling()).expect("good");
            assert_eq!(request.external_task_id(), Some("door-1"));
            draft.sent();
            let request = draft.request(&Limits::kling()).expect("still good");
            assert_eq!(request.external_task_id(), None);
            assert_eq!(request.title(), "A door creaks");
        });
    }
}
