//! The form of an operation, made from what the provider takes of it.

use foley_core::capability::FieldSpec;
use foley_core::{Capability, Dialect, Field, Operation, Provider, Severity, Violation};
use leptos::html;
use leptos::prelude::*;

use super::Drafts;
use super::control::control;
use super::sheet::Sheet;

/// What all parts of the form look at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    pub(super) drafts: Drafts,
    pub(super) provider: Signal<Provider>,
    pub(super) sheet: Sheet,
    /// Whose form it is, and for what.
    shape: Memo<(Dialect, Operation)>,
    found: Memo<Vec<Violation>>,
}

impl Form {
    pub(super) fn new(drafts: Drafts, provider: Signal<Provider>, sheet: Sheet) -> Self {
        let shape =
            Memo::new(move |_| (provider.with(|provider| provider.dialect), drafts.operation()));
        let found = Memo::new(move |_| {
            let (dialect, operation) = shape.get();
            Capability::of(dialect, operation)
                .map(|capability| drafts.violations(capability))
                .unwrap_or_default()
        });
        Self { drafts, provider, sheet, shape, found }
    }

    pub(super) fn operation(self) -> Operation {
        self.shape.get().1
    }

    /// What the provider takes of the operation; `None` where it does not have it.
    pub(super) fn capability(self) -> Option<&'static Capability> {
        let (dialect, operation) = self.shape.get();
        Capability::of(dialect, operation)
    }

    pub(super) fn provider_name(self) -> String {
        self.provider.with(|provider| provider.name.to_string())
    }

    /// What is to be said at a field, the gravest first.
    pub(super) fn said(self, field: Field) -> Option<(Severity, String)> {
        self.found.with(|found| {
            let here = found.iter().filter(|violation| violation.field == field);
            here.max_by_key(|violation| violation.is_error())
                .map(|violation| (violation.severity, violation.to_string()))
        })
    }

    /// `aria-invalid` of a field. A warning does not make it invalid.
    pub(super) fn invalid(self, field: Field) -> Option<&'static str> {
        let is_wrong = |violation: &Violation| violation.field == field && violation.is_error();
        self.found.with(|found| found.iter().any(is_wrong)).then_some("true")
    }

    /// Whether it can be sent, and there is something to know of it before.
    pub(super) fn is_doubtful(self) -> bool {
        self.found.with(|found| !found.is_empty() && !found.iter().any(Violation::is_error))
    }

    /// Whether the provider takes a field; where it does not have the operation, it is the operation
    /// that is marked and not each field.
    pub(super) fn takes(self, field: Field) -> bool {
        // Of a camera's movement, what belongs to it is taken with it.
        let field = match field {
            Field::CameraAxis | Field::CameraAmount => Field::Camera,
            field => field,
        };
        self.capability().is_none_or(|capability| capability.field(field).is_some())
    }

    /// What is said of a field that the provider does not take and that something stands in.
    pub(super) fn left_out(self, field: Field) -> Option<String> {
        let has_text = !self.drafts.text(field).is_empty();
        (has_text && !self.takes(field)).then(|| {
            format!("{} takes no {field}: it stays here and is not sent.", self.provider_name())
        })
    }

    /// Whether somebody should look at a field.
    fn wants_a_look(self, field: Field) -> bool {
        let parts: &[Field] = match field {
            Field::Camera => &[Field::Camera, Field::CameraAxis, Field::CameraAmount],
            _ => &[field],
        };
        let is_here = |violation: &Violation| parts.contains(&violation.field);
        !self.drafts.text(field).is_empty() || self.found.with(|found| found.iter().any(is_here))
    }
}

/// What few requests need.
const fn is_rare(field: Field) -> bool {
    matches!(
        field,
        Field::NegativePrompt
            | Field::CfgScale
            | Field::Camera
            | Field::ExternalTaskId
            | Field::CallbackUrl
            | Field::Mode
    )
}

/// All fields of an operation: the provider's, and then those that others take, which may have
/// something in them.
fn specs(dialect: Dialect, operation: Operation) -> Vec<FieldSpec> {
    let mut all: Vec<FieldSpec> = Vec::new();
    for dialect in [dialect].into_iter().chain(Dialect::ALL) {
        let fields = Capability::of(dialect, operation).map_or(&[][..], |it| it.fields);
        for spec in fields {
            if all.iter().all(|known| known.field != spec.field) {
                all.push(*spec);
            }
        }
    }
    all
}

/// The fields, and below them what few requests need, folded away.
#[component]
pub(super) fn Fields(form: Form) -> impl IntoView {
    move || {
        let (dialect, operation) = form.shape.get();
        let (rare, usual): (Vec<FieldSpec>, Vec<FieldSpec>) =
            specs(dialect, operation).into_iter().partition(|spec| is_rare(spec.field));
        view! {
            {usual.into_iter().map(|spec| when_of_use(form, spec)).collect_view()}
            <Rare form specs=rare />
        }
    }
}

/// A field that the provider takes; another only once there is something in it, and then for as long
/// as the form is there, so that it does not vanish while it is being emptied.
fn when_of_use(form: Form, spec: FieldSpec) -> AnyView {
    if untrack(|| form.takes(spec.field)) {
        return control(form, spec);
    }
    let is_of_use =
        Memo::new(move |before| before == Some(&true) || !form.drafts.text(spec.field).is_empty());
    view! { <Show when=move || is_of_use.get()>{move || control(form, spec)}</Show> }.into_any()
}

#[component]
fn Rare(form: Form, specs: Vec<FieldSpec>) -> impl IntoView {
    let details = NodeRef::<html::Details>::new();
    let fields: Vec<Field> = specs.iter().map(|spec| spec.field).collect();
    let names: Vec<String> = fields
        .iter()
        .filter(|field| untrack(|| form.takes(**field)))
        .map(ToString::to_string)
        .collect();
    // What has something in it is not hidden, and what has been opened stays open.
    let is_needed = Memo::new(move |before| {
        before == Some(&true) || fields.iter().any(|field| form.wants_a_look(*field))
    });
    let is_empty = names.is_empty();
    // The element may be that of the form before, and then it is as that was.
    Effect::new(move || {
        if let Some(details) = details.get() {
            details.set_open(is_needed.get());
        }
    });
    view! {
        <details class="more" node_ref=details hidden=move || is_empty && !is_needed.get()>
            <summary>{format!("More: {}", names.join(", "))}</summary>
            {specs.into_iter().map(|spec| when_of_use(form, spec)).collect_view()}
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_has_every_field_of_its_operation_whoever_takes_it() {
        for operation in Operation::ALL {
            let mut fields: Vec<Vec<Field>> = Dialect::ALL
                .into_iter()
                .map(|dialect| specs(dialect, operation).iter().map(|it| it.field).collect())
                .collect();
            fields.iter_mut().for_each(|fields| fields.sort_unstable());
            assert!(fields.windows(2).all(|pair| pair[0] == pair[1]), "{operation:?}");
            assert!(fields[0].contains(&super::super::drafts::first_field(operation)));
        }
    }
}
