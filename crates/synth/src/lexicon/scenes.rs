//! Words that mean several sounds at once.

use super::{Meaning, Scene};
use crate::{
    Class::{self, Birds, Rain, Thunder, Wind},
    place::Place,
};

const fn scene(parts: &'static [(Class, f32)]) -> Scene {
    Scene { parts, place: None }
}

static STORM: Scene = scene(&[(Rain, 0.8), (Thunder, 1.4), (Wind, 0.5)]);
static HURRICANE: Scene = scene(&[(Wind, 1.0), (Rain, 0.8)]);
static FOREST: Scene = Scene { parts: &[(Birds, 1.0), (Wind, 0.4)], place: Some(Place::Forest) };
static GARDEN: Scene = scene(&[(Birds, 1.0), (Wind, 0.3)]);

pub(super) const ENGLISH: &[(&str, Meaning)] = &[
    ("storm", Meaning::Scene(&STORM)),
    ("thunderstorm", Meaning::Scene(&STORM)),
    ("rainstorm", Meaning::Scene(&STORM)),
    ("tempest", Meaning::Scene(&STORM)),
    ("hurricane", Meaning::Scene(&HURRICANE)),
    ("typhoon", Meaning::Scene(&HURRICANE)),
    ("forest", Meaning::Scene(&FOREST)),
    ("woodland", Meaning::Scene(&FOREST)),
    ("woods", Meaning::Scene(&FOREST)),
    ("garden", Meaning::Scene(&GARDEN)),
    ("meadow", Meaning::Scene(&GARDEN)),
    ("park", Meaning::Scene(&GARDEN)),
];

pub(super) const CHINESE: &[(&str, Meaning)] = &[
    ("暴风雨", Meaning::Scene(&STORM)),
    ("雷雨", Meaning::Scene(&STORM)),
    ("台风", Meaning::Scene(&HURRICANE)),
    ("森林", Meaning::Scene(&FOREST)),
    ("树林", Meaning::Scene(&FOREST)),
    ("花园", Meaning::Scene(&GARDEN)),
    ("公园", Meaning::Scene(&GARDEN)),
];
