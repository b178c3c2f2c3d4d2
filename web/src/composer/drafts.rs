//! What the user is typing, for as long as the page lives and beyond: a draft for each operation.
//!
//! It is stored with every letter, with what was set aside. Where something else takes a draft's place (a take's settings, an
//! idea, a video that is to have sound), what the user typed is set aside and can be put back.

use std::collections::BTreeMap;

use foley_core::{
    Capability, Draft, Field, Operation, Provider, Request, Rule, Seconds, VOICES, Violation,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

const NAME: &str = "drafts";

/// Where the one draft was that there was before there were four.
const OLDER_NAME: &str = "draft";

/// How many drafts are set aside at most; the oldest goes first.
const ASIDE: usize = 50;

/// The fields whose loss the user would mind: the rest is quickly set again.
const WORDS: [Field; 10] = [
    Field::Prompt,
    Field::NegativePrompt,
    Field::Text,
    Field::VideoId,
    Field::VideoUrl,
    Field::SoundEffectPrompt,
    Field::BgmPrompt,
    Field::Voice,
    Field::ExternalTaskId,
    Field::CallbackUrl,
];

/// What a draft has in such a field. A voice of the list is quickly set again.
fn words(draft: &Draft, field: Field) -> &str {
    let text = draft.text(field).trim();
    let is_known = field == Field::Voice && VOICES.iter().any(|voice| voice.id == text);
    if is_known { "" } else { text }
}

/// The drafts in the composer, one of which is to be seen.
#[derive(Clone, Copy, Debug)]
pub struct Drafts {
    stored: RwSignal<Stored>,
    /// Texts that can be had again from elsewhere, so that replacing them loses nothing.
    safe: RwSignal<BTreeMap<Operation, Draft>>,
    /// What was sent although something was missing: from then on that is said.
    tried: RwSignal<Option<Operation>>,
    /// The field that the user is to be taken to.
    wanted: RwSignal<Option<Field>>,
}

/// The drafts as they are stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Stored {
    operation: Option<Operation>,
    drafts: BTreeMap<Operation, Draft>,
    /// What the user typed before something else took its place, the latest last.
    aside: Vec<Draft>,
    /// A video that was taken over from a take, and who made it.
    video: Option<(String, Provider)>,
}

/// The draft of a sound effect as it was stored when there was nothing else.
#[derive(Debug, Deserialize)]
#[serde(default)]
struct Older {
    prompt: String,
    duration: String,
    external_task_id: String,
    callback_url: String,
}

impl Default for Older {
    fn default() -> Self {
        let (prompt, external_task_id, callback_url) = Default::default();
        let duration = empty(Operation::SoundEffect).text(Field::Duration).to_owned();
        Self { prompt, duration, external_task_id, callback_url }
    }
}

impl From<Older> for Stored {
    fn from(older: Older) -> Self {
        let draft = Draft::new(Operation::SoundEffect)
            .with(Field::Prompt, older.prompt)
            .with(Field::Duration, older.duration)
            .with(Field::ExternalTaskId, older.external_task_id)
            .with(Field::CallbackUrl, older.callback_url);
        Self { drafts: [(draft.operation, draft)].into(), ..Self::default() }
    }
}

impl Stored {
    fn operation(&self) -> Operation {
        self.operation.unwrap_or(Operation::SoundEffect)
    }

    fn draft(&self, operation: Operation) -> Draft {
        self.drafts.get(&operation).cloned().unwrap_or_else(|| empty(operation))
    }

    /// Where nothing was typed stands what is usual, and that is short.
    fn text(&self, field: Field) -> String {
        match self.drafts.get(&self.operation()) {
            Some(draft) => draft.text(field).to_owned(),
            None => empty(self.operation()).text(field).to_owned(),
        }
    }
}

impl Default for Drafts {
    fn default() -> Self {
        Self::new()
    }
}

impl Drafts {
    /// The drafts that were last stored.
    #[must_use]
    pub fn load() -> Self {
        let older = || foley_browser::settings::load::<Older>(OLDER_NAME).map(Stored::from);
        let stored = foley_browser::settings::load_of_tab(NAME).or_else(older).unwrap_or_default();
        let drafts = Self::of(stored);
        Effect::new(move || {
            drafts.stored.with(|stored| foley_browser::settings::save_of_tab(NAME, stored));
        });
        drafts
    }

    /// Empty drafts that are not stored.
    #[must_use]
    pub fn new() -> Self {
        Self::of(Stored::default())
    }

    fn of(stored: Stored) -> Self {
        Self {
            stored: RwSignal::new(stored),
            safe: RwSignal::new(BTreeMap::new()),
            tried: RwSignal::new(None),
            wanted: RwSignal::new(None),
        }
    }

    /// What the draft that is to be seen is for.
    #[must_use]
    pub fn operation(self) -> Operation {
        self.stored.with(Stored::operation)
    }

    /// Shows the draft of another operation.
    pub fn choose(self, operation: Operation) {
        self.stored.update(|stored| stored.operation = Some(operation));
    }

    /// The draft that is to be seen.
    #[must_use]
    pub fn draft(self) -> Draft {
        self.stored.with(|stored| stored.draft(stored.operation()))
    }

    /// The text of one field.
    #[must_use]
    pub fn text(self, field: Field) -> String {
        self.stored.with(|stored| stored.text(field))
    }

    /// Takes in what was typed into a field.
    pub fn edit(self, field: Field, typed: impl Into<String>) {
        self.stored.update(|stored| {
            let operation = stored.operation();
            let draft = stored.drafts.entry(operation).or_insert_with(|| empty(operation));
            draft.set(field, typed);
        });
    }

    /// All that is to be said about it now. What is missing is no mistake before it was sent.
    #[must_use]
    pub fn violations(self, capability: &Capability) -> Vec<Violation> {
        let draft = self.draft();
        let mut found = match draft.check(capability) {
            Ok((_, warnings)) => warnings,
            Err(found) => found,
        };
        if self.tried.get() != Some(draft.operation) {
            let is_missing =
                |rule| matches!(rule, Rule::Required | Rule::Empty { .. } | Rule::OneOf { .. });
            found.retain(|violation| !is_missing(violation.rule));
        }
        found
    }

    /// The request that the draft stands for.
    ///
    /// # Errors
    /// The first field with something wrong.
    pub fn request(self, capability: &Capability) -> Result<Request, Field> {
        let draft = untrack(|| self.draft());
        let checked = draft.check(capability);
        self.tried.set(checked.is_err().then_some(draft.operation));
        checked.map(|(request, _)| request).map_err(|found| {
            let first = found.iter().find(|violation| violation.is_error());
            first.map_or(first_field(draft.operation), |first| first.field)
        })
    }

    /// It was sent. The text stays; an external id names one task only, so where it was sent, it
    /// goes.
    pub fn sent(self, capability: &Capability) {
        if capability.field(Field::ExternalTaskId).is_some() {
            self.edit(Field::ExternalTaskId, "");
        }
        let draft = untrack(|| self.draft());
        self.safe.update(|safe| drop(safe.insert(draft.operation, draft)));
    }

    /// Puts a text in its operation's draft's place, and shows it. What the user typed there is set
    /// aside.
    pub fn place(self, draft: Draft) {
        let operation = draft.operation;
        let typed = self.stored.with_untracked(|stored| stored.draft(operation));
        let differs = WORDS.iter().any(|field| words(&typed, *field) != words(&draft, *field));
        if differs && self.is_dirty(operation) {
            self.stored.update(|stored| {
                stored.aside.push(typed);
                let surplus = stored.aside.len().saturating_sub(ASIDE);
                stored.aside.drain(..surplus);
            });
        }
        self.tried.set(None);
        self.safe.update(|safe| drop(safe.insert(operation, draft.clone())));
        self.show(draft);
    }

    /// Puts a video of a provider's where it is to have sound, and takes the user there.
    pub fn place_video(self, id: &str, made_by: Provider) {
        self.stored.update(|stored| stored.video = Some((id.to_owned(), made_by)));
        self.place(Draft::new(Operation::VideoSound).with(Field::VideoId, id));
        self.focus(Field::SoundEffectPrompt);
    }

    /// Who made the video whose id stands in the draft, where it came from a take.
    #[must_use]
    pub fn video_made_by(self) -> Option<Provider> {
        let here = self.text(Field::VideoId);
        self.stored.with(|stored| {
            stored.video.as_ref().filter(|(id, _)| *id == here.trim()).map(|(_, by)| by.clone())
        })
    }

    fn show(self, draft: Draft) {
        self.stored.update(|stored| {
            stored.operation = Some(draft.operation);
            stored.drafts.insert(draft.operation, draft);
        });
    }

    /// Whether there is something in an operation's draft that only stands there.
    #[must_use]
    pub fn is_dirty(self, operation: Operation) -> bool {
        let draft = self.stored.with_untracked(|stored| stored.draft(operation));
        let has_words = WORDS.iter().any(|field| !words(&draft, *field).is_empty());
        has_words && self.safe.with_untracked(|safe| safe.get(&operation) != Some(&draft))
    }

    /// Whether something of this operation was set aside.
    #[must_use]
    pub fn has_aside(self) -> bool {
        let operation = self.operation();
        self.stored.with(|it| it.aside.iter().any(|draft| draft.operation == operation))
    }

    /// Brings back what was set aside last. What stands in its place is set aside instead, as the
    /// first, where it would be lost; so pressing again and again shows all there is.
    pub fn put_back(self) {
        let current = untrack(|| self.draft());
        let operation = current.operation;
        let current = self.is_dirty(operation).then_some(current);
        let draft = self.stored.try_update(|Stored { aside, .. }| {
            let at = aside.iter().rposition(|draft| draft.operation == operation);
            let draft = at.map(|at| aside.remove(at));
            aside.splice(..0, current);
            draft
        });
        if let Some(draft) = draft.flatten() {
            self.show(draft);
        }
    }

    /// Lets go of all that was set aside of this operation.
    pub fn let_go(self) {
        let operation = untrack(|| self.operation());
        self.stored.update(|it| it.aside.retain(|draft| draft.operation != operation));
    }

    /// Takes the user to a field.
    pub fn focus(self, field: Field) {
        self.wanted.set(Some(field));
    }

    /// Takes the user to where one begins.
    pub fn focus_first(self) {
        self.focus(first_field(untrack(|| self.operation())));
    }

    /// The field that the user is to be taken to.
    pub(super) fn wanted(self) -> RwSignal<Option<Field>> {
        self.wanted
    }
}

/// Where one begins.
#[must_use]
pub const fn first_field(operation: Operation) -> Field {
    match operation {
        Operation::SoundEffect | Operation::Video => Field::Prompt,
        Operation::Speech => Field::Text,
        Operation::VideoSound => Field::VideoId,
    }
}

/// A draft with nothing but what is usual.
#[must_use]
pub fn empty(operation: Operation) -> Draft {
    let draft = Draft::new(operation);
    match operation {
        Operation::SoundEffect => draft.with(Field::Duration, "5.0"),
        Operation::VideoSound => draft,
        // A voice that speaks every language there is.
        Operation::Speech => {
            draft.with(Field::VoiceLanguage, "en").with(Field::Voice, "genshin_vindi2")
        }
        Operation::Video => draft.with(Field::Duration, "5"),
    }
}

/// A request as it would be typed. An id that was used can't be used again.
#[must_use]
pub fn of_request(request: &Request, keep_id: bool) -> Draft {
    let mut draft = Draft::from(request);
    if let Request::SoundEffect(effect) = request {
        draft.set(Field::Duration, in_tenths(effect.duration));
    }
    if !keep_id {
        draft.set(Field::ExternalTaskId, "");
    }
    draft
}

/// A duration that keeps its width while it is dragged: always with its tenth.
#[must_use]
pub fn in_tenths(duration: Seconds) -> String {
    format!("{}.{}", duration.tenths() / 10, duration.tenths() % 10)
}

#[cfg(test)]
mod tests {
    use foley_core::Dialect;

    use super::*;

    fn typed(prompt: &str) -> Draft {
        empty(Operation::SoundEffect).with(Field::Prompt, prompt)
    }

    fn holding(draft: Draft) -> Drafts {
        let drafts = [(draft.operation, draft)].into();
        Drafts::of(Stored { drafts, ..Stored::default() })
    }

    fn prompt(drafts: Drafts) -> String {
        drafts.text(Field::Prompt)
    }

    fn kling(operation: Operation) -> &'static Capability {
        Capability::of(Dialect::Kling, operation).expect("Kling does it all")
    }

    /// Signals live in an owner, as they do in the page.
    fn in_owner(test: impl FnOnce()) {
        Owner::new().with(test);
    }

    #[test]
    fn what_is_missing_is_no_mistake_before_it_is_sent() {
        in_owner(|| {
            let drafts = Drafts::new();
            for operation in Operation::ALL {
                drafts.choose(operation);
                let capability = kling(operation);
                assert_eq!(drafts.violations(capability), [], "{operation:?}");
                assert_eq!(drafts.request(capability), Err(first_field(operation)));
                assert_eq!(drafts.violations(capability).len(), 1, "{operation:?}");
            }
        });
    }

    #[test]
    fn each_operation_keeps_its_own_text() {
        in_owner(|| {
            let drafts = holding(typed("A door creaks"));
            drafts.choose(Operation::Speech);
            drafts.edit(Field::Text, "Good morning");
            drafts.choose(Operation::Video);
            drafts.edit(Field::Prompt, "A door opens");
            drafts.choose(Operation::SoundEffect);
            assert_eq!(prompt(drafts), "A door creaks");
            drafts.choose(Operation::Speech);
            assert_eq!(drafts.text(Field::Text), "Good morning");
            assert_eq!(drafts.text(Field::VoiceLanguage), "en", "what is usual stays");
        });
    }

    #[test]
    fn what_the_user_typed_can_be_put_back() {
        in_owner(|| {
            let drafts = holding(typed("A door creaks"));
            drafts.place(typed("Rain"));
            assert_eq!(prompt(drafts), "Rain");
            drafts.put_back();
            assert_eq!(prompt(drafts), "A door creaks");
            assert!(!drafts.has_aside());
        });
    }

    #[test]
    fn what_was_set_aside_stays_until_the_user_lets_it_go() {
        in_owner(|| {
            let drafts = holding(typed("A door creaks"));
            drafts.place(typed("Rain"));
            drafts.sent(kling(Operation::SoundEffect));
            assert!(drafts.has_aside());
            drafts.edit(Field::Prompt, "Rain and hail");
            drafts.put_back();
            assert_eq!(prompt(drafts), "A door creaks");
            drafts.put_back();
            assert_eq!(prompt(drafts), "Rain and hail");
            drafts.let_go();
            assert!(!drafts.has_aside());
        });
    }

    /// What stands in fields that few need is as dear as what stands in the first.
    #[test]
    fn an_id_an_address_and_a_voice_of_ones_own_are_set_aside_too() {
        for (operation, field, text) in [
            (Operation::SoundEffect, Field::ExternalTaskId, "night-7"),
            (Operation::SoundEffect, Field::CallbackUrl, "https://example.com/hook"),
            (Operation::Speech, Field::Voice, "my-own-voice"),
        ] {
            in_owner(|| {
                let drafts = holding(empty(operation).with(field, text));
                drafts.choose(operation);
                drafts.place(empty(operation));
                assert!(drafts.has_aside(), "{field}");
                drafts.put_back();
                assert_eq!(drafts.text(field), text);
            });
        }
    }

    #[test]
    fn what_was_set_aside_is_stored_too() {
        in_owner(|| {
            let drafts = holding(typed("A door creaks"));
            drafts.place(typed("Rain"));
            let restored = Drafts::of(drafts.stored.get_untracked());
            restored.put_back();
            assert_eq!(prompt(restored), "A door creaks");
        });
    }

    #[test]
    fn what_was_sent_needs_no_second_place() {
        in_owner(|| {
            let drafts = holding(typed("A door creaks"));
            drafts.sent(kling(Operation::SoundEffect));
            drafts.place(typed("Rain"));
            assert!(!drafts.has_aside());
            drafts.place(typed("Wind"));
            assert!(!drafts.has_aside());
        });
    }

    #[test]
    fn a_video_that_is_to_have_sound_sets_aside_what_was_typed_for_another() {
        in_owner(|| {
            let drafts = holding(typed("A door creaks"));
            drafts.choose(Operation::VideoSound);
            drafts.edit(Field::BgmPrompt, "A slow waltz");
            drafts.choose(Operation::SoundEffect);
            drafts.place_video("831", Provider::kling());
            assert_eq!(drafts.operation(), Operation::VideoSound);
            assert_eq!(drafts.text(Field::VideoId), "831");
            assert_eq!(drafts.video_made_by(), Some(Provider::kling()));
            assert!(drafts.has_aside());
            drafts.put_back();
            assert_eq!(drafts.text(Field::BgmPrompt), "A slow waltz");
            assert_eq!(drafts.video_made_by(), None, "that was another video");
            drafts.choose(Operation::SoundEffect);
            assert_eq!(prompt(drafts), "A door creaks");
        });
    }

    #[test]
    fn an_external_id_is_used_once_and_only_where_it_is_used() {
        in_owner(|| {
            let drafts = holding(typed("A door creaks").with(Field::ExternalTaskId, "door-1"));
            let apimodels = Capability::of(Dialect::ApiModels, Operation::SoundEffect);
            drafts.sent(apimodels.expect("it makes sounds"));
            let kling = kling(Operation::SoundEffect);
            let request = drafts.request(kling).expect("good");
            assert_eq!(request.external_task_id(), Some("door-1"));
            drafts.sent(kling);
            let request = drafts.request(kling).expect("still good");
            assert_eq!(request.external_task_id(), None);
            assert_eq!(request.title(), "A door creaks");
        });
    }

    #[test]
    fn the_one_draft_of_before_is_a_sound_effects() {
        let older = Older { prompt: "Rain".to_owned(), ..Older::default() };
        let stored = Stored::from(older);
        assert_eq!(stored.operation(), Operation::SoundEffect);
        assert_eq!(stored.draft(Operation::SoundEffect), typed("Rain"));
    }
}
