//! The sound in words, with how many characters there are and may be.

use foley_core::{Field, Limits};
use leptos::prelude::*;

use super::Draft;
use super::field::{Wrong, Wrongs, id};
use super::sheet::Sheet;

#[component]
pub(super) fn PromptField(
    draft: Draft,
    limits: Signal<Limits>,
    wrongs: Wrongs,
    sheet: Sheet,
) -> impl IntoView {
    let count = Memo::new(move |_| draft.text(Field::Prompt).chars().count());
    let max = move || limits.with(|limits| limits.prompt_chars);
    let is_near = move || count.get() * 10 >= max() * 9;
    view! {
        <div class="field sound">
            <label for=id(Field::Prompt)>"Sound"</label>
            <textarea
                id=id(Field::Prompt)
                rows="3"
                placeholder="Soft ambient ocean waves at sunrise."
                enterkeyhint="enter"
                prop:value=move || draft.text(Field::Prompt)
                on:input:target=move |event| draft.edit(Field::Prompt, event.target().value())
                on:focus=move |_| sheet.open()
                aria-invalid=move || wrongs.invalid(Field::Prompt)
                aria-describedby="sound-wrong sound-count"
            ></textarea>
            <div class="below">
                <Wrong wrongs field=Field::Prompt />
                <p class="count" class:near=is_near id="sound-count">
                    {move || format!("{} / {}", count.get(), max())}
                    <span class="unseen">" characters"</span>
                </p>
            </div>
            <Show when=move || draft.has_aside()>
                <p class="note">
                    "What you had typed is set aside. "
                    <button type="button" class="link" on:click=move |_| draft.put_back()>
                        "Put it back"
                    </button>
                    " or "
                    <button type="button" class="link" on:click=move |_| draft.let_go()>
                        "let it go"
                    </button>
                </p>
            </Show>
        </div>
    }
}
