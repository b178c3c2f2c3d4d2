//! How long it is to be: by hand, or in figures.
//!
//! The box takes any text, so that what is wrong with it can be said; the slider follows it where
//! it is a duration.

use foley_core::{Field, Seconds};
use leptos::prelude::*;

use super::drafts::in_tenths;
use super::field::{described_by, id, lines};
use super::form::Form;

/// From `min` to `max`, in steps of so many tenths.
pub(super) fn duration(form: Form, (min, max): (Seconds, Seconds), step: u32) -> AnyView {
    let drafts = form.drafts;
    // What is no duration leaves the slider where it was.
    let on_slider = Memo::new(move |before: Option<&Seconds>| {
        let typed = drafts.text(Field::Duration).parse().ok();
        typed.or(before.copied()).unwrap_or(min).clamp(min, max)
    });
    let is_whole = step >= 10;
    let slid = move |value: String| {
        if let Ok(duration) = value.parse::<Seconds>() {
            let text = if is_whole { duration.to_string() } else { in_tenths(duration) };
            drafts.edit(Field::Duration, text);
        }
    };
    // The durations that the model takes, as marks along the slider.
    let marks = move || {
        let model = drafts.text(Field::Model);
        let model = Some(model.trim()).filter(|name| !name.is_empty());
        let model = form.capability().and_then(|capability| capability.model(model));
        let seconds = model.map_or(&[][..], |model| model.seconds);
        seconds.iter().map(|it| view! { <option value=it.to_string()></option> }).collect_view()
    };
    view! {
        <div class="field duration">
            <label for="duration-slider">"Duration"</label>
            <input
                id="duration-slider"
                type="range"
                min=min.to_string()
                max=max.to_string()
                step=Seconds::from_tenths(step).to_string()
                list=is_whole.then_some("duration-marks")
                prop:value=move || on_slider.get().to_string()
                on:input:target=move |event| slid(event.target().value())
                aria-valuetext=move || format!("{} seconds", on_slider.get())
            />
            {is_whole.then(|| view! { <datalist id="duration-marks">{marks}</datalist> })}
            <span class="box">
                <input
                    id=id(Field::Duration)
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    aria-label="Duration in seconds"
                    prop:value=move || drafts.text(Field::Duration)
                    on:input:target=move |event| drafts.edit(Field::Duration, event.target().value())
                    aria-invalid=move || form.invalid(Field::Duration)
                    aria-describedby=described_by(Field::Duration)
                />
                <span class="unit" aria-hidden="true">"s"</span>
            </span>
            {lines(form, Field::Duration)}
        </div>
    }
    .into_any()
}
