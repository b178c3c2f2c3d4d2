//! How a video's camera moves: which movement, and for the simple one along what and how far.

use foley_core::{Axis, Camera, Field};
use leptos::prelude::*;

use super::control::{Line, labelled, line, select};
use super::form::Form;

/// The movement, with what it needs.
pub(super) fn camera(form: Form) -> AnyView {
    let drafts = form.drafts;
    let is_simple = Memo::new(move |_| drafts.text(Field::Camera) == "simple");
    // A movement of nothing would be refused at once: something stands there to begin with.
    Effect::new(move || {
        if is_simple.get() {
            for (field, usual) in [(Field::CameraAxis, "horizontal"), (Field::CameraAmount, "5")] {
                if untrack(|| drafts.text(field)).is_empty() {
                    drafts.edit(field, usual);
                }
            }
        }
    });
    let kinds = Camera::KINDS.map(|kind| (kind, kind_name(kind).to_owned()));
    let kinds = select(form, Field::Camera, Some("As it likes".to_owned()), kinds.to_vec());
    let parts = move || {
        let axes = Axis::ALL.map(|axis| (axis.name(), axis_name(axis).to_owned()));
        let axes = select(form, Field::CameraAxis, None, axes.to_vec());
        let amount = Line { placeholder: "-10 to 10", ..Line::default() };
        let amount = line(form, Field::CameraAmount, amount);
        view! {
            {labelled(form, Field::CameraAxis, "row", axes)}
            {labelled(form, Field::CameraAmount, "row", amount)}
        }
    };
    view! {
        {labelled(form, Field::Camera, "row", kinds)}
        <Show when=move || is_simple.get()>{parts}</Show>
    }
    .into_any()
}

fn kind_name(kind: &str) -> &str {
    match kind {
        "simple" => "Along or about one axis",
        "down_back" => "Down and back",
        "forward_up" => "Forward and up",
        "right_turn_forward" => "Forward, turning right",
        "left_turn_forward" => "Forward, turning left",
        other => other,
    }
}

const fn axis_name(axis: Axis) -> &'static str {
    match axis {
        Axis::Horizontal => "Left (-) or right",
        Axis::Vertical => "Down (-) or up",
        Axis::Pan => "Turn left (-) or right",
        Axis::Tilt => "Turn down (-) or up",
        Axis::Roll => "Roll",
        Axis::Zoom => "Closer (-) or wider",
    }
}
