//! Animals, by their voices.

pub(crate) mod birds;
pub(crate) mod cat;
pub(crate) mod cow;
pub(crate) mod crickets;
pub(crate) mod crow;
pub(crate) mod dog;
pub(crate) mod duck;
pub(crate) mod frog;
pub(crate) mod gull;
pub(crate) mod hen;
pub(crate) mod hooves;
pub(crate) mod horse;
pub(crate) mod insects;
pub(crate) mod owl;
pub(crate) mod pig;
pub(crate) mod purr;
pub(crate) mod rooster;
pub(crate) mod sheep;
pub(crate) mod wolf;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        kit::rng::Rng,
        sounds::{Cue, Kind, bouts::risen},
    };

    #[test]
    fn as_many_call_as_are_asked_for() {
        let kinds: [&Kind; 6] =
            [&dog::KIND, &cat::KIND, &cow::KIND, &crow::KIND, &duck::KIND, &hen::KIND];
        for kind in kinds {
            for (count, take) in [(1, 1), (2, 2), (3, 3), (4, 4)] {
                let cue = Cue {
                    frames: 12 * 44_100,
                    intensity: 0.5,
                    far: false,
                    count: Some(count),
                    tempo: 1.0,
                    rng: Rng::new(take),
                };
                assert_eq!(risen(&(kind.make)(&cue)), count, "{}", kind.name);
            }
        }
    }

    #[test]
    fn any_cue_is_no_trouble() {
        let all = [
            &cat::KIND,
            &cow::KIND,
            &crickets::KIND,
            &crow::KIND,
            &dog::KIND,
            &duck::KIND,
            &frog::KIND,
            &gull::KIND,
            &hen::KIND,
            &hooves::KIND,
            &horse::KIND,
            &insects::KIND,
            &owl::KIND,
            &pig::KIND,
            &purr::KIND,
            &rooster::KIND,
            &sheep::KIND,
            &wolf::KIND,
        ];
        for kind in all {
            crate::sounds::bouts::try_any_cue(kind);
        }
    }
}
