//! The kinds of sounds that there are: a list. What is known of each stands in its own file.

use core::fmt;

use crate::sounds::{Kind, animals, home, nature, people, texture};

macro_rules! classes {
    ($($(#[doc = $doc:literal])* $class:ident = $kind:path,)*) => {
        /// A kind of sound.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Class {
            $($(#[doc = $doc])* $class,)*
        }

        impl Class {
            /// Every class, in the order of their declaration.
            pub const ALL: &[Self] = &[$(Self::$class,)*];

            /// What is known of it.
            pub(crate) const fn kind(self) -> &'static Kind {
                match self {
                    $(Self::$class => &$kind,)*
                }
            }
        }
    };
}

classes! {
    // Nature.
    /// Waves that break on a beach.
    Ocean = nature::ocean::KIND,
    /// Rain on ground and leaves.
    Rain = nature::rain::KIND,
    /// Wind in the open.
    Wind = nature::wind::KIND,
    /// A stroke of lightning, heard.
    Thunder = nature::thunder::KIND,
    /// A wood fire.
    Fire = nature::fire::KIND,
    /// Single drops into still water.
    Drops = nature::drops::KIND,
    /// A stream over stones.
    Stream = nature::stream::STREAM,
    /// A fall of water.
    Waterfall = nature::stream::FALL,
    /// Bubbles that rise in water.
    Bubbles = nature::bubbles::KIND,
    /// Something that falls into water.
    Splash = nature::splash::KIND,
    /// Water that boils.
    Boiling = nature::bubbles::BOIL,

    // Animals.
    /// Songbirds.
    Birds = animals::birds::KIND,

    // People.
    /// Steps on boards.
    Footsteps = people::footsteps::FLOOR,
    /// Steps on gravel.
    GravelSteps = people::footsteps::GRAVEL,
    /// Steps in snow.
    SnowSteps = people::footsteps::SNOW,
    /// One person's hands, or a few.
    Clapping = people::clapping::FEW,
    /// An audience's hands.
    Applause = people::clapping::MANY,
    /// A heart.
    Heartbeat = people::heartbeat::KIND,
    /// Teeth that are brushed.
    Brushing = people::brushing::KIND,
    /// Bites and chews.
    Eating = people::eating::KIND,
    /// Sips and swallows.
    Drinking = people::drinking::KIND,

    // The home.
    /// Knuckles on a door.
    DoorKnock = home::knock::KIND,
    /// A door on a dry hinge.
    DoorCreak = home::door::CREAK,
    /// A door that falls shut.
    DoorSlam = home::door::SLAM,
    /// A computer mouse.
    MouseClick = home::mouse::KIND,
    /// A computer keyboard.
    Typing = home::typing::KIND,
    /// A clock's escapement.
    Clock = home::clock::KIND,
    /// Glass that breaks.
    Glass = home::glass::KIND,
    /// Water into a glass.
    Pouring = home::pouring::KIND,
    /// A toilet's flush.
    Toilet = home::toilet::KIND,
    /// A can of something fizzy.
    Can = home::can::KIND,
    /// Coins that fall.
    Coins = home::coins::KIND,
    /// A zip.
    Zipper = home::zipper::KIND,
    /// Paper that is crumpled.
    Paper = home::paper::CRUMPLE,
    /// Paper that is torn.
    PaperTear = home::paper::TEAR,
    /// A camera's shutter.
    Camera = home::switches::CAMERA,
    /// A light switch.
    LightSwitch = home::switches::LIGHT,
    /// The pop of a button on a screen, or of a cork.
    Pop = home::switches::POP,
    /// Blades that meet.
    Sword = home::blades::SWORD,
    /// Scissors.
    Scissors = home::blades::SCISSORS,
    /// An axe in wood.
    Chopping = home::chopping::KIND,
    /// Crockery and cutlery.
    Dishes = home::dishes::KIND,
    /// Fat that sizzles in a pan.
    Frying = home::cooking::FRYING,
    /// A knife on a board.
    Knife = home::cooking::KNIFE,
    /// A tap that runs.
    Tap = home::cooking::TAP,
    /// A kettle that whistles.
    Kettle = home::kettle::KIND,

    // Machines.

    // Signals.

    // Music.

    // Nothing of the kind.
    /// A quiet neutral bed, when nothing is understood.
    Texture = texture::KIND,
}

impl Class {
    /// The name in lower case, as a person would say it.
    pub const fn name(self) -> &'static str {
        self.kind().name
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
