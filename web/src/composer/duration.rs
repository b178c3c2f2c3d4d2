//! How long the sound is to be: by hand, or in figures.
//!
//! The box takes any text, so that what is wrong with it can be said; the slider follows it where
//! it is a duration.

use foley_core::{Field, Limits, Seconds};
use leptos::prelude::*;

use super::Draft;
use super::draft::in_tenths;
use super::field::{Wrong, Wrongs, id};

#[component]
pub(super) fn DurationField(draft: Draft, limits: Signal<Limits>, wrongs: Wrongs) -> impl IntoView {
    let ends = move || limits.with(|limits| (*limits.duration.start(), *limits.duration.end()));
    let on_slider = Memo::new(move |_| {
        let (min, max) = ends();
        let typed = draft.text(Field::Duration).parse::<Seconds>();
        typed.unwrap_or(min).clamp(min, max)
    });
    let slid = move |value: String| {
        if let Ok(duration) = value.parse() {
            draft.edit(Field::Duration, in_tenths(duration));
        }
    };
    view! {
        <div class="field duration">
            <label for="duration-slider">"Duration"</label>
            <input
                id="duration-slider"
                type="range"
                min=move || ends().0.to_string()
                max=move || ends().1.to_string()
                step="0.1"
                prop:value=move || on_slider.get().to_string()
                on:input:target=move |event| slid(event.target().value())
                aria-valuetext=move || format!("{} seconds", on_slider.get())
            />
            <span class="box">
                <input
                    id=id(Field::Duration)
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    aria-label="Duration in seconds"
                    prop:value=move || draft.text(Field::Duration)
                    on:input:target=move |event| draft.edit(Field::Duration, event.target().value())
                    aria-invalid=move || wrongs.invalid(Field::Duration)
                    aria-describedby="duration-wrong"
                />
                <span class="unit" aria-hidden="true">"s"</span>
            </span>
            <Wrong wrongs field=Field::Duration />
        </div>
    }
}
