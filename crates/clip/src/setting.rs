//! Reads a prompt: where, when, under which sky, and what else is there. What the prompt leaves
//! open, chance decides, the same way for the same prompt and variation.

use foley_synth::Rng;

use crate::words::{Mark, marks};

/// When it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Time {
    Day,
    Sunrise,
    Sunset,
    Dusk,
    Night,
}

/// Where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Land {
    Sea,
    Beach,
    Lake,
    Hills,
    Mountains,
    Forest,
    City,
    Desert,
}

/// Under which sky.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weather {
    Clear,
    Cloudy,
    Rain,
    Snow,
    Storm,
    Fog,
}

/// What else is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Thing {
    Birds,
    Fire,
    Fireworks,
    Moon,
    Stars,
    Aurora,
    Boat,
}

/// What is to be painted.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Setting {
    pub(crate) time: Time,
    pub(crate) land: Land,
    pub(crate) weather: Weather,
    pub(crate) things: Vec<Thing>,
}

impl Setting {
    /// Reads a prompt.
    pub(crate) fn read(prompt: &str, rng: &mut Rng) -> Self {
        let marks = marks(&prompt.to_lowercase());
        let first = |wanted: fn(&Mark) -> bool| marks.iter().copied().find(wanted);
        let things: Vec<Thing> = marks
            .iter()
            .filter_map(|mark| if let Mark::With(thing) = mark { Some(*thing) } else { None })
            .collect();
        let has = |thing| things.contains(&thing);
        let of_night = [Thing::Fire, Thing::Fireworks, Thing::Moon, Thing::Stars, Thing::Aurora];
        let weather = match first(|mark| matches!(mark, Mark::Under(_))) {
            Some(Mark::Under(weather)) => weather,
            _ => one_of(rng, &[Weather::Clear, Weather::Cloudy, Weather::Cloudy]),
        };
        let time = match first(|mark| matches!(mark, Mark::At(_))) {
            Some(Mark::At(time)) => time,
            _ if of_night.into_iter().any(has) => Time::Night,
            _ if weather == Weather::Clear => {
                one_of(rng, &[Time::Day, Time::Sunrise, Time::Sunset])
            }
            _ if matches!(weather, Weather::Storm | Weather::Snow) => Time::Day,
            _ => one_of(rng, &[Time::Day, Time::Day, Time::Sunrise, Time::Sunset, Time::Dusk]),
        };
        let land = match first(|mark| matches!(mark, Mark::In(_))) {
            Some(Mark::In(land)) => land,
            _ if has(Thing::Boat) => Land::Sea,
            _ if has(Thing::Fire) => one_of(rng, &[Land::Forest, Land::Hills]),
            _ if has(Thing::Fireworks) => one_of(rng, &[Land::City, Land::Lake]),
            _ if has(Thing::Birds) => one_of(rng, &[Land::Forest, Land::Hills, Land::Lake]),
            _ => one_of(
                rng,
                &[Land::Hills, Land::Mountains, Land::Sea, Land::Lake, Land::Forest, Land::Desert],
            ),
        };
        Self { time, land, weather, things }
    }

    pub(crate) fn has(&self, thing: Thing) -> bool {
        self.things.contains(&thing)
    }

    /// Whether the sky is closed.
    pub(crate) fn grey(&self) -> bool {
        !matches!(self.weather, Weather::Clear | Weather::Cloudy)
    }

    /// Whether the lower part of the picture is water.
    pub(crate) fn wet(&self) -> bool {
        matches!(self.land, Land::Sea | Land::Beach | Land::Lake)
    }
}

fn one_of<T: Copy, const N: usize>(rng: &mut Rng, choices: &[T; N]) -> T {
    choices[(rng.unit() * N as f32) as usize % N]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(prompt: &str) -> Setting {
        Setting::read(prompt, &mut Rng::of_prompt(prompt, 0))
    }

    #[test]
    fn everyday_prompts() {
        let beach = read("Waves on a beach at sunrise, gulls in the air");
        assert_eq!((beach.time, beach.land), (Time::Sunrise, Land::Beach));
        assert!(beach.has(Thing::Birds));
        let city = read("A neon city street in heavy rain");
        assert_eq!((city.time, city.land, city.weather), (Time::Night, Land::City, Weather::Rain));
        let camp = read("a campfire");
        assert!(camp.has(Thing::Fire) && camp.time == Time::Night);
        let snow = read("雪山");
        assert_eq!((snow.land, snow.weather), (Land::Mountains, Weather::Snow));
    }

    #[test]
    fn words_are_whole() {
        assert!(!read("a startling firewall").has(Thing::Fire));
        assert!(!read("a startling firewall").has(Thing::Stars));
        assert_eq!(read("Forests!").land, Land::Forest);
    }

    #[test]
    fn variations_differ_where_the_prompt_is_silent() {
        let takes: Vec<Setting> =
            (0..8).map(|v| Setting::read("x", &mut Rng::of_prompt("x", v))).collect();
        assert!(takes.iter().any(|take| *take != takes[0]));
        assert_eq!(takes[0], read("X."));
    }
}
