//! Who speaks: the voices of the chosen language by their names in it, and any other by its id.

use foley_core::{Field, VOICES, Voice};
use leptos::prelude::*;

use super::control::{Line, line};
use super::field::{described_by, id, lines};
use super::form::Form;

/// What stands in the list for a voice that is not in it.
const OTHER: &str = "another";

/// The voices that are offered for a language, and whether each speaks another one. The one that is
/// chosen is among them whatever it speaks; so is every one where nobody knows the language.
fn offered(language: &str, chosen: &str) -> Vec<(&'static Voice, bool)> {
    let is_known = VOICES.iter().any(|voice| voice.language == language);
    let mut offered: Vec<(&Voice, bool)> = VOICES
        .iter()
        .filter(|voice| !is_known || voice.language == language)
        .map(|voice| (voice, false))
        .collect();
    if offered.iter().all(|(voice, _)| voice.id != chosen) {
        let chosen = VOICES.iter().find(|voice| voice.id == chosen);
        offered.extend(chosen.map(|voice| (voice, true)));
    }
    offered
}

/// The list, and below it the field for an id.
pub(super) fn voice(form: Form) -> AnyView {
    let drafts = form.drafts;
    // The text that stood there when another was asked for: once that changes, it says by itself
    // whether it is another.
    let wants_other = RwSignal::new(None::<String>);
    let is_known = |text: &str| VOICES.iter().any(|voice| voice.id == text);
    // While the field for an id is being emptied it stays.
    let is_other = Memo::new(move |before: Option<&bool>| {
        let text = drafts.text(Field::Voice);
        let is_wanted = wants_other.with(|wanted| wanted.as_ref() == Some(&text));
        is_wanted || if text.is_empty() { before == Some(&true) } else { !is_known(&text) }
    });
    // The chosen one matters to the list only where it speaks another language.
    let offered = Memo::new(move |_| {
        let language = drafts.text(Field::VoiceLanguage);
        offered(&language, &drafts.text(Field::Voice))
            .iter()
            .map(|(voice, is_foreign)| (voice.id, voice.name, *is_foreign))
            .collect::<Vec<_>>()
    });
    let chosen = move || if is_other.get() { OTHER.to_owned() } else { drafts.text(Field::Voice) };
    let choose = move |value: String| {
        let text = untrack(|| drafts.text(Field::Voice));
        wants_other.set((value == OTHER).then_some(text));
        // Its id stays in the field to be changed; any other goes there as it is.
        if value != OTHER {
            drafts.edit(Field::Voice, value);
        }
    };
    let options = move || {
        let here = untrack(chosen);
        let option = |(id, name, is_foreign): (&'static str, &'static str, bool)| {
            let name = if is_foreign { format!("{name} (another language)") } else { name.into() };
            view! { <option value=id selected=here == id>{name}</option> }
        };
        let voices = offered.get().into_iter().map(option).collect_view();
        let none = here.is_empty();
        view! {
            {none.then(|| view! { <option value="" selected=true>"Choose…"</option> })}
            {voices}
            <option value=OTHER selected=here == OTHER>"Another, by its id…"</option>
        }
    };
    view! {
        <div class="field row">
            <label for=id(Field::Voice)>"Voice"</label>
            <select
                id=id(Field::Voice)
                prop:value=chosen
                on:change:target=move |event| choose(event.target().value())
                aria-invalid=move || form.invalid(Field::Voice)
                aria-describedby=described_by(Field::Voice)
            >
                {options}
            </select>
            <Show when=move || is_other.get()>
                <label class="second" for="voice-id">"Voice id"</label>
                {line(form, Field::Voice, Line { id: Some("voice-id"), ..Line::default() })}
            </Show>
            {lines(form, Field::Voice)}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_has_its_voices_by_their_names_in_it() {
        let english = offered("en", "ai_kaiya");
        assert!(english.iter().all(|(voice, _)| voice.language == "en"));
        assert!(english.iter().any(|(voice, _)| voice.id == "ai_kaiya" && voice.name == "Shine"));
        let chinese = offered("zh", "ai_kaiya");
        let is_there = |voice: &Voice| voice.id == "ai_kaiya" && voice.name == "阳光男生";
        assert!(chinese.iter().any(|(voice, _)| is_there(voice)));
    }

    #[test]
    fn the_chosen_voice_is_offered_whatever_it_speaks() {
        let voices = offered("zh", "oversea_male1");
        assert_eq!(
            voices.last().map(|(voice, foreign)| (voice.name, *foreign)),
            Some(("Anchor", true))
        );
        // Of a language that nobody knows, nobody knows who does not speak it.
        let french = offered("fr", "");
        assert!(french.len() == VOICES.len() && french.iter().all(|(_, is_foreign)| !is_foreign));
    }
}
