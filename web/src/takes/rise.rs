//! The moment in which a sound arrives: its bars rise from the row of dots.

use foley_browser::{clock, timer::Frames};
use foley_core::Millis;
use foley_engine::Peaks;
use leptos::prelude::*;

/// As long as every change of state on this page.
const SPAN: Millis = Millis(150);

/// How far the bars have risen, from 0 to 1. They rise where the peaks come while somebody looks on,
/// and stand where they were there from the start, or where motion is not wanted.
pub(super) fn rise(peaks: Signal<Option<Peaks>>) -> Signal<f64> {
    let risen = RwSignal::new(1.0);
    let frames = StoredValue::new_local(None);
    Effect::new(move |had_peaks: Option<bool>| {
        let has_peaks = peaks.with(Option::is_some);
        if has_peaks && had_peaks == Some(false) && !wants_no_motion() {
            let begun = clock::now();
            risen.set(0.0);
            frames.set_value(Some(Frames::new(move || {
                let passed = clock::now().since(begun).0 as f64 / SPAN.0 as f64;
                // The card may be going.
                let _ = risen.try_set(passed.min(1.0));
                if passed >= 1.0 {
                    let _ = frames.try_set_value(None);
                }
            })));
        }
        has_peaks
    });
    risen.into()
}

fn wants_no_motion() -> bool {
    let window = web_sys::window();
    let query = window.and_then(|it| it.match_media("(prefers-reduced-motion: reduce)").ok());
    query.flatten().is_some_and(|query| query.matches())
}
