//! What a person does to a component and sees of it, by what is written on it.

use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use leptos::task::tick;
use leptos::wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, EventInit, HtmlElement, HtmlInputElement, HtmlSelectElement,
    HtmlTextAreaElement, KeyboardEvent, KeyboardEventInit,
};

/// A component on an otherwise empty page. Dropping it takes it off.
pub(crate) struct Screen {
    root: HtmlElement,
    _mounted: Box<dyn std::any::Any>,
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.root.remove();
    }
}

/// Shows a component.
pub(crate) async fn show<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> Screen {
    let document = document();
    let root: HtmlElement = document.create_element("div").unwrap().unchecked_into();
    document.body().unwrap().append_child(&root).unwrap();
    let mounted: UnmountHandle<_> = mount_to(root.clone(), view);
    settle().await;
    Screen { root, _mounted: Box::new(mounted) }
}

/// Until all that follows from what was done is to be seen: one thing may lead to the next.
pub(crate) async fn settle() {
    for _ in 0..10 {
        tick().await;
    }
}

impl Screen {
    /// The field with this label.
    pub(crate) fn field(&self, label: &str) -> HtmlElement {
        let labels = self.all("label").into_iter().filter(|it| text(it) == label);
        let labelled = labels.filter_map(|it| self.one(&format!("#{}", it.get_attribute("for")?)));
        let named = self.one(&format!("[aria-label=\"{label}\"]"));
        let found = labelled.chain(named).next();
        found.unwrap_or_else(|| panic!("there is no field \"{label}\"")).unchecked_into()
    }

    /// Replaces what stands in a field.
    pub(crate) async fn fill(&self, label: &str, value: &str) {
        let field = self.field(label);
        match field.dyn_ref::<HtmlTextAreaElement>() {
            Some(area) => area.set_value(value),
            None => field.unchecked_ref::<HtmlInputElement>().set_value(value),
        }
        let init = EventInit::new();
        init.set_bubbles(true);
        field.dispatch_event(&Event::new_with_event_init_dict("input", &init).unwrap()).unwrap();
        settle().await;
    }

    /// Chooses one of a list, by its value.
    pub(crate) async fn choose(&self, label: &str, value: &str) {
        let list: HtmlSelectElement = self.field(label).unchecked_into();
        list.set_value(value);
        assert_eq!(list.value(), value, "\"{label}\" offers it");
        list.dispatch_event(&Event::new("change").unwrap()).unwrap();
        settle().await;
    }

    /// What a list offers.
    pub(crate) fn offers(&self, label: &str) -> Vec<String> {
        let list = self.field(label);
        let options = list.query_selector_all("option").unwrap();
        let option = |index| options.item(index)?.text_content();
        (0..options.length()).filter_map(option).collect()
    }

    /// Chooses a radio button or turns a switch, by what is written beside it.
    pub(crate) async fn pick(&self, label: &str) {
        let label = self.all("label").into_iter().find(|it| text(it) == label);
        label.expect("it is there").unchecked_into::<HtmlElement>().click();
        settle().await;
    }

    /// Whether there is a field with this label.
    pub(crate) fn has(&self, label: &str) -> bool {
        self.all("label").iter().any(|it| text(it) == label)
    }

    /// All that a field is described by.
    pub(crate) fn said(&self, label: &str) -> String {
        let said = self.field(label).get_attribute("aria-describedby").unwrap();
        said.split(' ').filter_map(|id| self.one(&format!("#{id}"))).map(|it| text(&it)).collect()
    }

    /// What stands in a field.
    pub(crate) fn value(&self, label: &str) -> String {
        let field = self.field(label);
        match field.dyn_ref::<HtmlTextAreaElement>() {
            Some(area) => area.value(),
            None => match field.dyn_ref::<HtmlSelectElement>() {
                Some(list) => list.value(),
                None => field.unchecked_ref::<HtmlInputElement>().value(),
            },
        }
    }

    /// What is said to be wrong with a field; nothing, where it is not marked as wrong.
    pub(crate) fn wrong(&self, label: &str) -> String {
        let field = self.field(label);
        if field.get_attribute("aria-invalid").as_deref() != Some("true") {
            return String::new();
        }
        let said = field.get_attribute("aria-describedby").unwrap();
        let said = said.split(' ').filter(|id| id.ends_with("-wrong"));
        said.filter_map(|id| self.one(&format!("#{id}"))).map(|it| text(&it)).collect()
    }

    /// Presses a button.
    pub(crate) async fn press(&self, name: &str) {
        let button = self.all("button").into_iter().find(|it| self::name(it).starts_with(name));
        let button = button.unwrap_or_else(|| panic!("there is no button \"{name}\""));
        button.unchecked_into::<HtmlElement>().click();
        settle().await;
    }

    /// Presses a key with Ctrl held, in a field.
    pub(crate) async fn press_with_ctrl(&self, label: &str, key: &str, is_held_down: bool) {
        let init = KeyboardEventInit::new();
        init.set_key(key);
        init.set_ctrl_key(true);
        init.set_repeat(is_held_down);
        init.set_bubbles(true);
        init.set_cancelable(true);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
        self.field(label).dispatch_event(&event).unwrap();
        settle().await;
    }

    /// The names of all buttons and links, in their order.
    pub(crate) fn actions(&self) -> Vec<String> {
        self.all("button, a").iter().map(name).collect()
    }

    /// Whether a text is to be seen.
    pub(crate) fn sees(&self, words: &str) -> bool {
        text(&self.root).contains(words)
    }

    /// The element that a selector leads to.
    pub(crate) fn one(&self, selector: &str) -> Option<Element> {
        self.root.query_selector(selector).unwrap()
    }

    fn all(&self, selector: &str) -> Vec<Element> {
        let found = self.root.query_selector_all(selector).unwrap();
        (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
    }
}

fn name(element: &Element) -> String {
    element.get_attribute("aria-label").unwrap_or_else(|| text(element))
}

fn text(node: &Element) -> String {
    node.text_content().unwrap_or_default()
}
