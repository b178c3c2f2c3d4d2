//! What people sound like without words.

pub(crate) mod baby;
pub(crate) mod breathing;
pub(crate) mod brushing;
pub(crate) mod cheering;
pub(crate) mod clapping;
pub(crate) mod coughing;
pub(crate) mod crowd;
pub(crate) mod drinking;
pub(crate) mod eating;
pub(crate) mod footsteps;
pub(crate) mod heartbeat;
pub(crate) mod humming;
pub(crate) mod laughing;
pub(crate) mod sneezing;
pub(crate) mod snoring;
mod tune;
mod voices;
pub(crate) mod whistling;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        kit::rng::Rng,
        sounds::{Cue, bouts::risen},
    };

    #[test]
    fn as_many_coughs_and_laughs_as_are_asked_for() {
        for (kind, count) in [(&coughing::KIND, 3), (&coughing::KIND, 5), (&laughing::KIND, 4)] {
            let cue = Cue {
                frames: 8 * 44_100,
                intensity: 0.5,
                far: false,
                count: Some(count),
                tempo: 0.6,
                rng: Rng::new(5),
            };
            assert_eq!(risen(&(kind.make)(&cue)), count, "{}", kind.name);
        }
    }

    #[test]
    fn any_cue_is_no_trouble() {
        let all = [
            &baby::KIND,
            &breathing::KIND,
            &cheering::KIND,
            &coughing::KIND,
            &crowd::KIND,
            &humming::KIND,
            &laughing::KIND,
            &sneezing::KIND,
            &snoring::KIND,
            &whistling::KIND,
        ];
        for kind in all {
            crate::sounds::bouts::try_any_cue(kind);
        }
    }
}
