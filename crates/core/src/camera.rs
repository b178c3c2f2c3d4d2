//! How a video's camera moves.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// How a video's camera moves. That a simple movement has one axis only is Kling's rule, and here it
/// can't be broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Camera {
    /// Along or about one axis.
    Simple {
        /// Which.
        axis: Axis,
        /// How far, from -10 to 10 and not 0.
        amount: Decimal,
    },
    /// Down and back.
    DownBack,
    /// Forward and up.
    ForwardUp,
    /// Forward, turning right.
    RightTurnForward,
    /// Forward, turning left.
    LeftTurnForward,
}

/// What a simple camera moves along or about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Axis {
    /// To the left (below 0) or the right.
    Horizontal,
    /// Down (below 0) or up.
    Vertical,
    /// Turning to the left (below 0) or the right.
    Pan,
    /// Turning down (below 0) or up.
    Tilt,
    /// Rolling counter-clockwise (below 0) or clockwise.
    Roll,
    /// A longer focal length (below 0) or a shorter one.
    Zoom,
}

impl Camera {
    /// The movements by Kling's names, in the order in which they are offered.
    pub const KINDS: [&str; 5] =
        ["simple", "down_back", "forward_up", "right_turn_forward", "left_turn_forward"];

    /// Kling's name of the movement.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Simple { .. } => "simple",
            Self::DownBack => "down_back",
            Self::ForwardUp => "forward_up",
            Self::RightTurnForward => "right_turn_forward",
            Self::LeftTurnForward => "left_turn_forward",
        }
    }

    /// The movement of this name that needs nothing else.
    #[must_use]
    pub fn preset(kind: &str) -> Option<Self> {
        [Self::DownBack, Self::ForwardUp, Self::RightTurnForward, Self::LeftTurnForward]
            .into_iter()
            .find(|preset| preset.kind() == kind)
    }
}

impl Axis {
    /// All of them, in the order in which Kling lists them.
    pub const ALL: [Self; 6] =
        [Self::Horizontal, Self::Vertical, Self::Pan, Self::Tilt, Self::Roll, Self::Zoom];

    /// Kling's name of it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Horizontal => "horizontal",
            Self::Vertical => "vertical",
            Self::Pan => "pan",
            Self::Tilt => "tilt",
            Self::Roll => "roll",
            Self::Zoom => "zoom",
        }
    }

    /// The axis of this name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|axis| axis.name() == name)
    }
}
