//! The page's clock, and times in words.

use foley_browser::{clock, timer};
use foley_core::{Millis, UnixMillis};
use js_sys::{Date, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// How often the clock ticks. Seconds are told; a quarter keeps them from lagging behind.
const TICK: Millis = Millis(250);

/// A clock that ticks while something is waited for.
#[derive(Clone, Copy, Debug)]
pub struct Clock(RwSignal<UnixMillis>);

impl Clock {
    /// Ticks while `needed` says so.
    #[must_use]
    pub fn ticking_while(needed: Signal<bool>) -> Self {
        let now = RwSignal::new(clock::now());
        let ticking = StoredValue::new_local(None);
        Effect::new(move || {
            let tick = move || {
                // The page may be going.
                let _ = now.try_set(clock::now());
            };
            ticking.set_value(needed.get().then(|| {
                tick();
                timer::every(TICK, tick)
            }));
        });
        Self(now)
    }

    /// The time of the last tick.
    #[must_use]
    pub fn now(self) -> UnixMillis {
        self.0.get()
    }
}

/// A span as a person would say it: "9 s", "2 min 5 s", "3 h 10 min".
#[must_use]
pub fn span(span: Millis) -> String {
    let seconds = span.0 / 1000;
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

/// A range as a person would say it: "20 to 35 s", "9 s", "45 s to 2 min", "2 to 4 min". The nearest
/// is counted down and the farthest up.
#[must_use]
pub fn range((from, to): (Millis, Millis)) -> String {
    let counted = |from: u64, to: u64, unit| match (from / unit, to.div_ceil(unit)) {
        (from, to) if from + 1 >= to => to.to_string(),
        (from, to) => format!("{from} to {to}"),
    };
    match (from.0, to.0) {
        (from, to) if to < 100_000 => format!("{} s", counted(from, to, 1000)),
        (from, to) if from < 60_000 => {
            format!("{} s to {} min", from / 1000, to.div_ceil(60_000))
        }
        (from, to) => format!("{} min", counted(from, to, 60_000)),
    }
}

/// A place in a sound, in seconds with one decimal.
#[must_use]
pub fn seconds(seconds: f64) -> String {
    format!("{seconds:.1}")
}

/// A time of day as this user writes it, with the date where it is not today.
#[must_use]
pub fn time_of_day(time: UnixMillis, now: UnixMillis) -> String {
    let date = |time: UnixMillis| Date::new(&JsValue::from_f64(time.0 as f64));
    let (then, today) = (date(time), date(now));
    let options = Object::new();
    let want = |name: &str, value: &str| {
        // It can only fail on a frozen object, and this one is ours.
        let _ = Reflect::set(&options, &name.into(), &value.into());
    };
    want("hour", "numeric");
    want("minute", "2-digit");
    if then.to_date_string() != today.to_date_string() {
        want("day", "numeric");
        want("month", "short");
    }
    then.to_locale_string("default", &options).into()
}

/// A day as this user writes it.
#[must_use]
pub fn date(time: UnixMillis) -> String {
    let options = Object::new();
    for (name, value) in [("day", "numeric"), ("month", "long")] {
        // It can only fail on a frozen object, and this one is ours.
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    let date = Date::new(&JsValue::from_f64(time.0 as f64));
    date.to_locale_date_string("default", &options).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_said_as_a_person_would() {
        assert_eq!(span(Millis(999)), "0 s");
        assert_eq!(span(Millis::from_secs(9)), "9 s");
        assert_eq!(span(Millis::from_secs(125)), "2 min 5 s");
        assert_eq!(span(Millis::from_secs(11_400)), "3 h 10 min");
    }

    #[test]
    fn ranges_are_said_as_a_person_would() {
        let range = |from, to| range((Millis(from), Millis(to)));
        assert_eq!(range(20_900, 34_100), "20 to 35 s");
        assert_eq!(range(8_100, 8_900), "9 s");
        assert_eq!(range(300, 900), "1 s");
        assert_eq!(range(0, 0), "0 s");
        assert_eq!(range(45_900, 110_000), "45 s to 2 min");
        assert_eq!(range(130_000, 235_000), "2 to 4 min");
        assert_eq!(range(130_000, 170_000), "3 min");
    }

    #[test]
    fn places_in_a_sound_have_one_decimal() {
        assert_eq!(seconds(0.0), "0.0");
        assert_eq!(seconds(2.149), "2.1");
    }
}
