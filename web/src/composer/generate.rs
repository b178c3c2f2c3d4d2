//! The button, with what pressing it will cost.

use foley_core::{Estimate, Operation, Provider, estimate};
use leptos::prelude::*;

use super::form::Form;

/// What a call will cost, in words.
fn cost(provider: &Provider, operation: Operation) -> String {
    match estimate(provider, operation) {
        Estimate::Free => "Free".to_owned(),
        Estimate::About(cost, source) => format!("About {cost} ({source})"),
        Estimate::Unknown => "Price unknown".to_owned(),
    }
}

/// Why the chosen provider can't make this at all.
pub(super) fn why_not(form: Form) -> Option<String> {
    let operation = form.operation();
    let name = form.provider_name();
    let what = match operation {
        Operation::SoundEffect => "sound effects",
        Operation::VideoSound => "sounds for videos",
        Operation::Speech => "speech",
        Operation::Video => "videos",
    };
    form.capability().is_none().then(|| {
        format!(
            "{name} makes no {what}, so nothing was sent: choose another provider in the settings."
        )
    })
}

/// The button and what stands below it. `refused` says that it was pressed in vain.
#[component]
pub(super) fn Generate(form: Form, refused: RwSignal<bool>) -> impl IntoView {
    let verb = move || if form.is_doubtful() { "Generate anyway" } else { "Generate" };
    let cost = move || match form.capability() {
        Some(_) => form.provider.with(|provider| cost(provider, form.operation())),
        None => format!("Not at {}", form.provider_name()),
    };
    let why_not = move || refused.get().then(|| why_not(form)).flatten();
    view! {
        <div class="send">
            <button type="submit" class="main generate" aria-describedby="cost">
                <span>{verb}</span>
                <kbd>{shortcut()}</kbd>
            </button>
            <p class="wrong" role="alert">{why_not}</p>
            <p class="note" id="cost">{cost}</p>
        </div>
    }
}

/// The keys that generate, as this machine writes them.
fn shortcut() -> &'static str {
    let navigator = web_sys::window().map(|window| window.navigator());
    let platform = navigator.and_then(|navigator| navigator.platform().ok()).unwrap_or_default();
    if platform.starts_with("Mac") || platform.starts_with("iP") { "⌘ ↵" } else { "Ctrl ↵" }
}

#[cfg(test)]
mod tests {
    use foley_core::Cost;

    use super::*;

    #[test]
    fn a_price_names_who_says_so() {
        assert_eq!(cost(&Provider::sandbox(), Operation::Video), "Free");
        assert_eq!(cost(&Provider::cometapi(), Operation::Speech), "Price unknown");
        let said = cost(&Provider::apimodels(), Operation::SoundEffect);
        assert_eq!(said, "About $0.0295 (apimodels.app, \"Kling Audio API\")");
        let mut own = Provider::cometapi();
        own.prices.insert(Operation::Speech, Cost::parse("0.25 units").expect("good"));
        assert_eq!(cost(&own, Operation::Speech), "About 0.25 units (your price)");
    }
}
