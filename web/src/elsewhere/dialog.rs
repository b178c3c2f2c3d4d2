//! The dialog, and the button that opens it.

use foley_core::{Operation, Task, TaskId};
use leptos::prelude::*;
use leptos::{ev, html};

use super::words::{status, task_id};
use super::{Elsewhere, Listed, PAGE};
use crate::settings::Settings;
use crate::time::time_of_day;

/// Opens the dialog for the provider of the settings.
#[component]
pub fn ElsewhereButton(
    elsewhere: Elsewhere,
    settings: Settings,
    /// The operation whose tasks are shown first.
    operation: Signal<Operation>,
) -> impl IntoView {
    let name = move || settings.outline().name.into_owned();
    view! {
        <p class="elsewhere-way">
            <button
                type="button"
                class="quiet"
                on:click=move |_| elsewhere.show(operation.get_untracked())
            >
                {move || format!("Tasks at {}", name())}
            </button>
        </p>
    }
}

/// The dialog; it is in the page from the start, and shown when something asks for it.
#[component]
pub fn ElsewhereDialog(elsewhere: Elsewhere) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        if let (Some(_), Some(dialog)) = (elsewhere.asked.get(), dialog.get()) {
            // It fails where the dialog is already shown, which is as well.
            let _ = dialog.show_modal();
        }
    });
    let name = move || elsewhere.asked.with(|asked| asked.as_ref().map(|it| it.name.to_string()));
    let title = move || format!("Tasks at {}", name().unwrap_or_default());
    view! {
        <dialog
            node_ref=dialog
            class="settings elsewhere"
            aria-labelledby="elsewhere-title"
            closedby="any"
            on:close=move |_| elsewhere.asked.set(None)
        >
            <h2 id="elsewhere-title">{title}</h2>
            <Show when=move || elsewhere.asked.with(Option::is_some)>
                <Kind elsewhere />
                <ById elsewhere />
                <List elsewhere />
            </Show>
            <form method="dialog" class="dialog-end">
                <button type="submit" class="main">"Done"</button>
            </form>
        </dialog>
    }
}

/// What kind of tasks is asked for.
#[component]
fn Kind(elsewhere: Elsewhere) -> impl IntoView {
    let has = move |operation: &Operation| {
        let asked = elsewhere.asked.get_untracked();
        asked.is_some_and(|provider| provider.capability(*operation).is_some())
    };
    let chosen = move |value: String| {
        if let Some(one) = Operation::ALL.into_iter().find(|one| one.as_str() == value) {
            elsewhere.operation.set(one);
            elsewhere.turn_to(1);
        }
    };
    let option = move |one: Operation| {
        let is_chosen = one == elsewhere.operation.get_untracked();
        view! { <option value=one.as_str() selected=is_chosen>{one.name()}</option> }
    };
    view! {
        <div class="field">
            <label for="elsewhere-kind">"Kind"</label>
            <select
                id="elsewhere-kind"
                on:change:target=move |event| chosen(event.target().value())
            >
                {Operation::ALL.into_iter().filter(has).map(option).collect_view()}
            </select>
        </div>
    }
}

/// A task by its id, at every provider.
#[component]
fn ById(elsewhere: Elsewhere) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let take_up = move |event: ev::SubmitEvent| {
        event.prevent_default();
        match task_id(&text.get_untracked()) {
            Ok(id) => {
                elsewhere.take_up(TaskId(id));
                text.set(String::new());
                wrong.set(None);
            }
            Err(words) => wrong.set(Some(words)),
        }
    };
    view! {
        <form class="field" novalidate on:submit=take_up>
            <label for="elsewhere-id">"Task id"</label>
            <div class="key-row">
                <input
                    id="elsewhere-id"
                    type="text"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    prop:value=move || text.get()
                    on:input:target=move |event| text.set(event.target().value())
                    aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                    aria-describedby="elsewhere-id-wrong elsewhere-id-note"
                />
                <button type="submit" class="quiet">"Take up"</button>
            </div>
            <p class="wrong" id="elsewhere-id-wrong">{move || wrong.get()}</p>
            <p class="note" role="status">{move || elsewhere.said.get()}</p>
            <p class="note" id="elsewhere-id-note">
                "It is waited for and kept here. Nothing is made again, and asking is free."
            </p>
        </form>
    }
}

/// One page of what the provider lists.
#[component]
fn List(elsewhere: Elsewhere) -> impl IntoView {
    let page = move || elsewhere.page.get();
    let rows = move || match elsewhere.listed.get() {
        Listed::No => view! {
            <p class="note">"This provider lists no tasks of this kind: paste an id."</p>
        }
        .into_any(),
        Listed::Waiting => view! { <p class="note">"Asking…"</p> }.into_any(),
        Listed::Trouble(words) => view! { <p class="wrong">{words}</p> }.into_any(),
        Listed::Tasks(tasks) if tasks.is_empty() => {
            view! { <p class="note">"Nothing on this page."</p> }.into_any()
        }
        Listed::Tasks(tasks) => {
            let row = move |task| view! { <Row elsewhere task /> };
            view! {
                <ul class="tasks" role="list" aria-label="Tasks">
                    {tasks.into_iter().map(row).collect_view()}
                </ul>
            }
            .into_any()
        }
    };
    let is_full = move || {
        let full = |tasks: &Vec<Task>| tasks.len() >= usize::from(PAGE);
        elsewhere.listed.with(|listed| matches!(listed, Listed::Tasks(tasks) if full(tasks)))
    };
    // Not `disabled`, which would lose the focus.
    let newer = move || {
        if page() > 1 {
            elsewhere.turn_to(page() - 1);
        }
    };
    let older = move || {
        if is_full() {
            elsewhere.turn_to(page() + 1);
        }
    };
    let lists = move || elsewhere.listed.with(|listed| *listed != Listed::No);
    view! {
        <div aria-live="polite">{rows}</div>
        <Show when=lists>
            <p class="pages">
                <button
                    type="button"
                    class="quiet"
                    aria-disabled=move || (page() == 1).to_string()
                    on:click=move |_| newer()
                >
                    "Newer"
                </button>
                <span>{move || format!("Page {}", page())}</span>
                <button
                    type="button"
                    class="quiet"
                    aria-disabled=move || (!is_full()).to_string()
                    on:click=move |_| older()
                >
                    "Older"
                </button>
            </p>
        </Show>
    }
}

#[component]
fn Row(elsewhere: Elsewhere, task: Task) -> impl IntoView {
    let id = StoredValue::new(task.id.clone());
    let is_here = Memo::new(move |_| id.with_value(|id| elsewhere.is_here(id)));
    let time = task.created_at.map(|at| time_of_day(at, foley_browser::clock::now()));
    let mine = task.external_id.clone().map(|mine| format!("Your id: {mine}"));
    let label = format!("Take up {}", task.id);
    let name = NodeRef::<html::Span>::new();
    // The button goes with the press.
    let take_up = move || {
        elsewhere.take_up(id.get_value());
        if let Some(name) = name.get_untracked() {
            // Where it can't be focused the focus is where it was: nowhere.
            let _ = name.focus();
        }
    };
    view! {
        <li>
            <p>
                <span class="task-id" node_ref=name tabindex="-1">{task.id.0.clone()}</span>
                <span class="note">
                    {[Some(status(&task)), time, mine].into_iter().flatten().collect::<Vec<_>>().join(" · ")}
                </span>
            </p>
            <Show
                when=move || !is_here.get()
                fallback=|| view! { <span class="note">"Here"</span> }
            >
                <button
                    type="button"
                    class="quiet"
                    aria-label=label.clone()
                    on:click=move |_| take_up()
                >
                    "Take up"
                </button>
            </Show>
        </li>
    }
}
