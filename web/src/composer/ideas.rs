//! Ideas: sounds to begin with, each of them one press away.

use foley_core::{Request, Seconds, SoundEffect, SoundEffectDraft};
use leptos::prelude::*;

use super::draft::in_tenths;

/// A sound that is worth hearing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Idea {
    /// Its short name.
    pub name: &'static str,
    /// The sound in words.
    pub prompt: &'static str,
    /// How long it is best.
    pub duration: Seconds,
}

impl Idea {
    /// All of them. Each is of another kind, so that six presses show what there is.
    pub const ALL: [Self; 6] = [
        Self::new("Ocean at sunrise", "Soft ambient ocean waves at sunrise.", 50),
        Self::new("Rain on a tin roof", "Heavy rain on a tin roof.", 60),
        Self::new("Thunder in the hills", "Distant thunder rolling over the hills.", 80),
        Self::new("Campfire at night", "A campfire crackling on a still night.", 60),
        Self::new("Dawn chorus", "Birds singing in a spring garden at dawn.", 70),
        Self::new("Wind on a ridge", "Cold wind howling over a mountain ridge.", 70),
    ];

    const fn new(name: &'static str, prompt: &'static str, tenths: u32) -> Self {
        Self { name, prompt, duration: Seconds::from_tenths(tenths) }
    }

    /// The request for it.
    #[must_use]
    pub fn request(self) -> Request {
        Request::SoundEffect(SoundEffect {
            prompt: self.prompt.to_owned(),
            duration: self.duration,
            external_task_id: None,
            callback_url: None,
        })
    }

    /// The same, as it would be typed.
    #[must_use]
    pub fn draft(self) -> SoundEffectDraft {
        SoundEffectDraft {
            prompt: self.prompt.to_owned(),
            duration: in_tenths(self.duration),
            ..SoundEffectDraft::default()
        }
    }
}

/// The ideas as a row below the composer.
#[component]
pub fn IdeaChips(
    /// What an idea does when it is pressed.
    #[prop(into)]
    press: Callback<Idea>,
) -> impl IntoView {
    view! {
        <div class="ideas" role="group" aria-label="Ideas">
            {Idea::ALL
                .map(|idea| {
                    view! {
                        <button type="button" class="chip" on:click=move |_| press.run(idea)>
                            {idea.name}
                        </button>
                    }
                })}
        </div>
    }
}

/// The ideas as a page of their own, where there is nothing else yet.
#[component]
pub fn IdeaCards(
    /// What an idea does when it is pressed.
    #[prop(into)]
    press: Callback<Idea>,
) -> impl IntoView {
    view! {
        <ul class="idea-cards" role="list">
            {Idea::ALL
                .map(|idea| {
                    view! {
                        <li>
                            <button type="button" on:click=move |_| press.run(idea)>
                                <span class="idea-prompt">{idea.prompt}</span>
                                <span class="idea-duration">{format!("{} s", idea.duration)}</span>
                            </button>
                        </li>
                    }
                })}
        </ul>
    }
}

#[cfg(test)]
mod tests {
    use foley_core::{Limits, validate};

    use super::*;

    #[test]
    fn every_idea_can_be_sent() {
        for idea in Idea::ALL {
            assert_eq!(validate(&idea.request(), &Limits::kling()), [], "{}", idea.name);
            assert_eq!(idea.draft().check(&Limits::kling()), Ok(idea.request()));
        }
    }
}
