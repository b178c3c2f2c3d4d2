//! Ideas: things to begin with, each of them one press away.

use foley_core::{Capability, Dialect, Draft, Field, Operation, Request};
use leptos::prelude::*;

use super::drafts::first_field;

/// Something that is worth making.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Idea {
    /// What it is.
    pub operation: Operation,
    /// Its short name.
    pub name: &'static str,
    /// What stands in its form, as it would be typed.
    texts: &'static [(Field, &'static str)],
    /// What is said of it beside its words.
    pub detail: &'static str,
}

impl Idea {
    /// All of them. Each is of another kind, so that a press on each shows what there is.
    pub const ALL: [Self; 12] = [
        Self::new(
            Operation::SoundEffect,
            "Ocean at sunrise",
            &[(Field::Prompt, "Soft ambient ocean waves at sunrise."), (Field::Duration, "5.0")],
            "5 s",
        ),
        Self::new(
            Operation::SoundEffect,
            "Rain on a tin roof",
            &[(Field::Prompt, "Heavy rain on a tin roof."), (Field::Duration, "6.0")],
            "6 s",
        ),
        Self::new(
            Operation::SoundEffect,
            "Thunder in the hills",
            &[(Field::Prompt, "Distant thunder rolling over the hills."), (Field::Duration, "8.0")],
            "8 s",
        ),
        Self::new(
            Operation::SoundEffect,
            "Campfire at night",
            &[(Field::Prompt, "A campfire crackling on a still night."), (Field::Duration, "6.0")],
            "6 s",
        ),
        Self::new(
            Operation::SoundEffect,
            "Dawn chorus",
            &[
                (Field::Prompt, "Birds singing in a spring garden at dawn."),
                (Field::Duration, "7.0"),
            ],
            "7 s",
        ),
        Self::new(
            Operation::SoundEffect,
            "Wind on a ridge",
            &[
                (Field::Prompt, "Cold wind howling over a mountain ridge."),
                (Field::Duration, "7.0"),
            ],
            "7 s",
        ),
        Self::new(
            Operation::Speech,
            "Welcome aboard",
            &[
                (Field::Text, "Welcome aboard. The next stop is the harbour."),
                (Field::Voice, "oversea_male1"),
                (Field::VoiceLanguage, "en"),
            ],
            "Anchor",
        ),
        Self::new(
            Operation::Speech,
            "Bedtime story",
            &[
                (Field::Text, "Once upon a time, a small lighthouse was afraid of the dark."),
                (Field::Voice, "calm_story1"),
                (Field::VoiceLanguage, "en"),
                (Field::VoiceSpeed, "0.9"),
            ],
            "Lore",
        ),
        Self::new(
            Operation::Speech,
            "早上好",
            &[
                (Field::Text, "早上好，今天天气很好，我们去海边走走吧。"),
                (Field::Voice, "chat1_female_new-3"),
                (Field::VoiceLanguage, "zh"),
            ],
            "温柔姐姐",
        ),
        Self::new(
            Operation::Video,
            "Paper boat",
            &[
                (Field::Prompt, "A paper boat drifts down a rainy street, close to the water."),
                (Field::AspectRatio, "16:9"),
                (Field::Duration, "5"),
            ],
            "16:9, 5 s",
        ),
        Self::new(
            Operation::Video,
            "Lighthouse",
            &[
                (Field::Prompt, "A lighthouse at dusk while waves break on the rocks below it."),
                (Field::AspectRatio, "9:16"),
                (Field::Duration, "5"),
            ],
            "9:16, 5 s",
        ),
        Self::new(
            Operation::Video,
            "Night train",
            &[
                (Field::Prompt, "Through the window of a night train, lit stations pass by."),
                (Field::AspectRatio, "1:1"),
                (Field::Duration, "5"),
            ],
            "1:1, 5 s",
        ),
    ];

    const fn new(
        operation: Operation,
        name: &'static str,
        texts: &'static [(Field, &'static str)],
        detail: &'static str,
    ) -> Self {
        Self { operation, name, texts, detail }
    }

    /// Those of an operation.
    pub fn of(operation: Operation) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |idea| idea.operation == operation)
    }

    /// Its words.
    #[must_use]
    pub fn words(self) -> &'static str {
        let first = first_field(self.operation);
        self.texts.iter().find(|(field, _)| *field == first).map_or("", |(_, text)| text)
    }

    /// The request for it.
    #[must_use]
    pub fn request(self) -> Option<Request> {
        let capability = Capability::of(Dialect::Kling, self.operation)?;
        self.draft().check(capability).ok().map(|(request, _)| request)
    }

    /// The same, as it would be typed.
    #[must_use]
    pub fn draft(self) -> Draft {
        let draft = Draft::new(self.operation);
        self.texts.iter().fold(draft, |draft, (field, text)| draft.with(*field, *text))
    }
}

/// The ideas for an operation as a row below the composer.
#[component]
pub fn IdeaChips(
    /// What they are for.
    #[prop(into)]
    operation: Signal<Operation>,
    /// What an idea does when it is pressed.
    #[prop(into)]
    press: Callback<Idea>,
) -> impl IntoView {
    let chips = move || {
        let chip = |idea: Idea| {
            view! {
                <button type="button" class="chip" on:click=move |_| press.run(idea)>
                    {idea.name}
                </button>
            }
        };
        Idea::of(operation.get()).map(chip).collect_view()
    };
    view! {
        <div class="ideas" role="group" aria-label="Ideas">
            {chips}
        </div>
    }
}

/// The ideas for an operation as a page of their own, where there is nothing else yet.
#[component]
pub fn IdeaCards(
    /// What they are for.
    #[prop(into)]
    operation: Signal<Operation>,
    /// What an idea does when it is pressed.
    #[prop(into)]
    press: Callback<Idea>,
) -> impl IntoView {
    let cards = move || {
        let card = |idea: Idea| {
            view! {
                <li>
                    <button type="button" on:click=move |_| press.run(idea)>
                        <span class="lamp" aria-hidden="true"></span>
                        <span class="idea-prompt">{idea.words()}</span>
                        <span class="idea-strip" aria-hidden="true"></span>
                        <span class="idea-detail">{idea.detail}</span>
                    </button>
                </li>
            }
        };
        Idea::of(operation.get()).map(card).collect_view()
    };
    view! {
        <ul class="idea-cards" role="list">
            {cards}
        </ul>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_idea_can_be_sent_without_a_warning() {
        for idea in Idea::ALL {
            let capability =
                Capability::of(Dialect::Kling, idea.operation).expect("Kling does all");
            let (_, warnings) = idea.draft().check(capability).expect(idea.name);
            assert_eq!(warnings, [], "{}", idea.name);
            assert!(idea.request().is_some() && !idea.words().is_empty());
        }
    }

    #[test]
    fn all_that_begins_with_words_has_ideas() {
        let count = |operation| Idea::of(operation).count();
        assert_eq!(Operation::ALL.map(count), [6, 0, 3, 3]);
    }
}
