//! On a narrow screen the composer is a sheet at the bottom: closed it shows what is to be made, the
//! first field and the button, open the rest too. On a wide one all is shown, and this says nothing.

use foley_core::Field;
use leptos::prelude::*;

/// Whether the sheet is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sheet(RwSignal<bool>);

impl Sheet {
    pub(super) fn new() -> Self {
        Self(RwSignal::new(false))
    }

    pub(super) fn is_open(self) -> bool {
        self.0.get()
    }

    pub(super) fn open(self) {
        self.0.set(true);
    }

    /// A field that is also there when the sheet is closed does not need it open.
    pub(super) fn open_for(self, field: Field) {
        if !matches!(field, Field::Prompt | Field::Text) {
            self.open();
        }
    }

    pub(super) fn close(self) {
        self.0.set(false);
    }
}

/// The handle that opens and closes the sheet.
#[component]
pub(super) fn Handle(sheet: Sheet) -> impl IntoView {
    view! {
        <button
            type="button"
            class="handle"
            aria-expanded=move || if sheet.is_open() { "true" } else { "false" }
            aria-controls="sheet-more"
            aria-label=move || if sheet.is_open() { "Fewer options" } else { "More options" }
            on:click=move |_| sheet.0.update(|open| *open = !*open)
        ></button>
    }
}
