//! `docs/capabilities.md`, written from the table that the forms and the validation read.

use std::{fmt::Write as _, fs};

use anyhow::{Context, Result};
use foley_core::capability::{Capability, FieldSpec, Lookup, Need, Sounds, Takes, Written};
use foley_core::{Decimal, Dialect, Estimate, Operation, Provider, Severity, VOICES, estimate};

use crate::project::Project;

const PAGE: &str = "docs/capabilities.md";

/// Writes the page anew.
pub(crate) fn write(project: &Project) -> Result<()> {
    fs::write(project.path(PAGE), page()).with_context(|| format!("{PAGE} can't be written"))
}

/// The whole page.
fn page() -> String {
    let mut page = String::from(
        "# What each provider takes\n\n\
         Made by `cargo xtask docs` from `crates/core/src/capability`, which also drives the forms, the \
         validation, the encoder and the sandbox. A limit in *italics* is where a provider's pages are \
         silent or disagree: Foley warns, and sends it if you like.\n",
    );
    for operation in Operation::ALL {
        let _ = write!(page, "\n## {}\n", operation.name());
        for (dialect, provider) in [
            (Dialect::Kling, Provider::kling()),
            (Dialect::CometApi, Provider::cometapi()),
            (Dialect::ApiModels, Provider::apimodels()),
        ] {
            match Capability::of(dialect, operation) {
                Some(capability) => section(&mut page, &provider, capability),
                None => {
                    let _ = write!(page, "\n### {}\n\nNot offered.\n", provider.name);
                }
            }
        }
    }
    models(&mut page);
    voices(&mut page);
    page
}

fn section(page: &mut String, provider: &Provider, capability: &Capability) {
    let path = format!("{}{}", provider.path_prefix(), capability.path);
    let model = capability.model.map(|model| format!(" with `\"model\": \"{model}\"`"));
    let lookup = match capability.lookup {
        Lookup::Documented => "A task can be asked for by your own id.",
        Lookup::Maybe => "Whether a task can be asked for by your own id is not documented.",
        Lookup::No => "A task can't be asked for by your own id: an answer that is lost is lost.",
    };
    let lists = if capability.lists { " Tasks can be listed." } else { "" };
    let by_voice = match (capability.operation, capability.by_voice) {
        (Operation::Speech, Severity::Error) => " A voice speaks the languages of the list below.",
        (Operation::Speech, Severity::Warning) => {
            " *A voice speaks the languages of the list below.*"
        }
        _ => "",
    };
    let price = match estimate(provider, capability.operation) {
        Estimate::Free => "Free.".to_owned(),
        Estimate::About(cost, source) => format!("About {cost} a call ({source})."),
        Estimate::Unknown => "Price unknown.".to_owned(),
    };
    let _ = write!(
        page,
        "\n### {}\n\n`POST {path}`{}. {price} {lookup}{lists}{by_voice} Source: {}.\n\n\
         | field | on the wire | given | takes |\n| --- | --- | --- | --- |\n",
        provider.name,
        model.unwrap_or_default(),
        capability.source
    );
    for spec in capability.fields {
        let _ = writeln!(
            page,
            "| {} | `{}` as {} | {} | {} |",
            spec.field,
            spec.wire,
            written(spec.written),
            need(spec.need),
            takes(spec)
        );
    }
}

fn written(written: Written) -> &'static str {
    match written {
        Written::Text => "text",
        Written::Number => "number",
        Written::TenthsText => "text like `\"5.0\"`",
        Written::WholeText => "text like `\"5\"`",
        Written::Bool => "`true`",
        Written::OnOff => "`\"on\"`",
        Written::Camera => "object",
    }
}

fn need(need: Need) -> String {
    match need {
        Need::Required => "always".to_owned(),
        Need::Optional => "if you like".to_owned(),
        Need::Or(other) => format!("this or the {other}"),
    }
}

fn takes(spec: &FieldSpec) -> String {
    let words = |words: &[&str]| words.join(", ");
    let limit = match spec.takes {
        Takes::Text { max, sure } if max == sure => format!("at most {max} characters"),
        Takes::Text { max: usize::MAX, sure } => format!("any length, *sure to {sure} characters*"),
        Takes::Text { max, sure } => format!("at most {max} characters, *sure to {sure}*"),
        Takes::Seconds { min, max, step, sure } => {
            let step = if step == 10 { "whole seconds" } else { "tenths of a second" };
            let sure = sure.map(|sure| {
                let sure: Vec<String> = sure.iter().map(ToString::to_string).collect();
                format!(", *sure: {}*", sure.join(" and "))
            });
            format!("{min} to {max} s, in {step}{}", sure.unwrap_or_default())
        }
        Takes::Number { min, max, decimals } => {
            let at = |value: i32| Decimal::new(value.into(), decimals).normalize();
            let range = doubtful(spec.outside, format!("{} to {}", at(min), at(max)));
            let decimals = spec.finer.map(|finer| {
                doubtful(finer, counted(decimals, "decimal"))
            });
            [range].into_iter().chain(decimals).collect::<Vec<_>>().join(", ")
        }
        Takes::Choice { sure, doubtful, open } => {
            let doubtful = (!doubtful.is_empty()).then(|| format!(", *{}*", words(doubtful)));
            let open = if open { ", or any other" } else { "" };
            format!("{}{}{open}", words(sure), doubtful.unwrap_or_default())
        }
        Takes::Voice => "a voice of the list below, or any other id".to_owned(),
        Takes::Switch => "on or off".to_owned(),
        Takes::Id => "an id without control characters".to_owned(),
        Takes::Url => "an absolute http or https URL".to_owned(),
        Takes::Camera => {
            "`down_back`, `forward_up`, `right_turn_forward`, `left_turn_forward`, or `simple` with one \
             axis from -10 to 10"
                .to_owned()
        }
    };
    match spec.doubt {
        Some(doubt) => format!("{limit}. *{doubt}*"),
        None => limit,
    }
}

/// A limit as it is written: in italics where it is a warning only.
fn doubtful(severity: Severity, limit: String) -> String {
    match severity {
        Severity::Error => limit,
        Severity::Warning => format!("*{limit}*"),
    }
}

fn counted(number: u32, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

fn models(page: &mut String) {
    page.push_str(
        "\n## Models of video\n\nWhere no model is named it is the first. Any other name is sent as it \
         is.\n\n| model | seconds | sound | prompt strength | camera | 4k |\n\
         | --- | --- | --- | --- | --- | --- |\n",
    );
    let models = Capability::of(Dialect::Kling, Operation::Video).map(|video| video.models);
    let yes = |is: bool| if is { "yes" } else { "no" };
    for model in models.unwrap_or_default() {
        let seconds = match model.seconds {
            [first, .., last] if model.seconds.len() > 2 => format!("{first} to {last}"),
            few => few.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or "),
        };
        let sound = match model.sounds {
            Sounds::No => "no",
            Sounds::InPro => "in mode pro",
            Sounds::Yes => "yes",
        };
        let camera = if model.takes_camera { "in mode std, for 5 s" } else { "no" };
        let _ = writeln!(
            page,
            "| {} | {seconds} | {sound} | {} | {camera} | {} |",
            model.name,
            yes(model.takes_cfg_scale),
            yes(model.takes_4k)
        );
    }
}

fn voices(page: &mut String) {
    page.push_str(
        "\n## Voices\n\nMany ids speak two languages, under another name in each. The list may have \
         grown: any other id is sent as it is.\n\n| id | language | name |\n| --- | --- | --- |\n",
    );
    for voice in VOICES {
        let _ = writeln!(page, "| `{}` | {} | {} |", voice.id, voice.language, voice.name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_what_the_table_says() {
        let project = Project::find().expect("this is a project");
        let written = fs::read_to_string(project.path(PAGE)).expect("the page is there");
        assert!(written == page(), "run cargo xtask docs: {PAGE} is not what the table says");
    }
}
