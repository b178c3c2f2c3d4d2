//! What is to go wrong in the sandbox, for those who want to see how that looks: rules in the sandbox's own
//! words, and the usual ones to choose from.

use foley_browser::{FaultChange, FaultRule};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Settings;

/// The usual ones: what is to be seen, and how a rule says that.
const USUAL: &[(&str, &str)] = &[
    ("Answers are slow", "latency=~4000"),
    ("No slot is free", "on=create, refuse=1303"),
    ("The key is refused", "refuse=1000"),
    ("The balance is used up", "on=create, refuse=1102"),
    ("The provider is down", "status=503"),
    ("The prompt is refused", "on=create, refuse=1301"),
    ("The task fails", "fate=fail"),
    ("The task fails the content check", "fate=risk"),
    ("The task never ends", "fate=stuck"),
    ("The answer to a create is lost", "on=create, drop=after"),
    ("A gateway\u{2019}s page comes instead", "on=query, body=html"),
    ("Answers break off", "on=query, body=truncated"),
    ("The link to the file has run out", "file=expired"),
    ("The file is not there", "file=missing"),
];

/// How often.
const OFTEN: &[(&str, &str)] =
    &[("The next request", ", next=1"), ("One in three", ", chance=33"), ("Every time", "")];

/// The rules, and a way to add one; the sandbox is asked for them once they are unfolded.
#[component]
pub(super) fn Faults(settings: Settings) -> impl IntoView {
    let rules = RwSignal::new(Vec::<FaultRule>::new());
    let wrong = RwSignal::new(None::<String>);
    let rule = RwSignal::new(String::new());
    let often = RwSignal::new(OFTEN[0].1);
    let ask = move |change: Option<FaultChange>| {
        let added = match &change {
            Some(FaultChange::Add(_)) => rule.try_get_untracked(),
            _ => None,
        };
        spawn_local(async move {
            match settings.jobs.faults(change).await {
                Ok(now) => {
                    // What was added is told below, and the field is ready for another; unless that is
                    // already being written.
                    if added.is_some() && added == rule.try_get_untracked() {
                        rule.try_set(String::new());
                    }
                    rules.try_set(now);
                    wrong.try_set(None);
                }
                Err(why) => drop(wrong.try_set(Some(why))),
            }
        });
    };
    let part = NodeRef::<html::Details>::new();
    let refresh = move || {
        if part.get_untracked().is_some_and(|part| part.open()) {
            ask(None);
        }
    };
    // They may count for less than when the settings were shown last.
    Effect::new(move || {
        if settings.asked.with(Option::is_some) {
            refresh();
        }
    });
    let add = move || {
        let text = rule.get_untracked();
        if text.trim().is_empty() {
            wrong.set(Some("Choose what goes wrong, or write a rule.".to_owned()));
        } else {
            ask(Some(FaultChange::Add(format!("{}{}", text.trim(), often.get_untracked()))));
        }
    };
    let option = |(name, value): &(&'static str, &'static str)| {
        view! { <option value=*value>{*name}</option> }
    };
    let held = move |held: FaultRule| {
        let id = held.id;
        let left = held.left.map(|left| format!(" ({left} left)"));
        let label = format!("Remove: {}", held.text);
        view! {
            <li>
                <code>{held.text}</code>
                {left}
                <button
                    type="button"
                    class="link"
                    aria-label=label
                    on:click=move |_| ask(Some(FaultChange::Remove(id)))
                >
                    "Remove"
                </button>
            </li>
        }
    };
    view! {
        <details class="more faults" node_ref=part on:toggle=move |_| refresh()>
            <summary>"Let things go wrong"</summary>
            <div class="field">
                <label for="fault">"What goes wrong"</label>
                <select
                    id="fault"
                    prop:value=move || rule.get()
                    on:change:target=move |event| rule.set(event.target().value())
                >
                    <option value="">"Something of your own"</option>
                    {USUAL.iter().map(option).collect_view()}
                </select>
            </div>
            <div class="field">
                <label for="fault-often">"How often"</label>
                <select
                    id="fault-often"
                    on:change:target=move |event| {
                        let value = event.target().value();
                        let known = OFTEN.iter().find(|(_, often)| *often == value);
                        often.set(known.map_or("", |(_, often)| often));
                    }
                >
                    {OFTEN.iter().map(option).collect_view()}
                </select>
            </div>
            <div class="field">
                <label for="fault-rule">"Rule"</label>
                <div class="key-row">
                    <input
                        id="fault-rule"
                        type="text"
                        autocomplete="off"
                        autocapitalize="off"
                        spellcheck="false"
                        placeholder="on=query, status=503"
                        prop:value=move || rule.get()
                        on:input:target=move |event| rule.set(event.target().value())
                        on:keydown=move |event| {
                            // Enter adds it; it would close the dialog.
                            if event.key() == "Enter" {
                                event.prevent_default();
                                add();
                            }
                        }
                        aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                        aria-describedby="fault-wrong"
                    />
                    <button type="button" class="quiet" on:click=move |_| add()>"Add"</button>
                </div>
                <p class="wrong" id="fault-wrong" role="status">{move || wrong.get()}</p>
            </div>
            <ul aria-label="What goes wrong now">
                {move || rules.get().into_iter().map(held).collect_view()}
            </ul>
            <p class="note">
                {move || match rules.with(Vec::len) {
                    0 => "Nothing goes wrong.",
                    _ => "Of two that say something of the same, the first counts.",
                }}
            </p>
        </details>
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests {
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    use super::*;

    wasm_bindgen_test_configure!(run_in_browser);

    #[wasm_bindgen_test]
    fn the_sandbox_can_read_all_that_is_offered() {
        for (name, rule) in USUAL {
            assert_eq!(foley_sandbox::check_rule(rule), Ok(()), "{name}");
            for (often, how) in OFTEN.iter().filter(|(_, how)| !how.contains("next")) {
                let rule = format!("{rule}{how}");
                assert_eq!(foley_sandbox::check_rule(&rule), Ok(()), "{name}, {often}");
            }
        }
    }
}
