//! The kinds of sounds that there are: a list. What is known of each stands in its own file.

use core::fmt;

use crate::sounds::{Kind, animals, home, machines, music, nature, people, signals, texture};

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
    /// A dog that barks.
    Dog = animals::dog::KIND,
    /// A cat that meows.
    Cat = animals::cat::KIND,
    /// A rooster that crows.
    Rooster = animals::rooster::KIND,
    /// A hen that clucks.
    Hen = animals::hen::KIND,
    /// A cow that moos.
    Cow = animals::cow::KIND,
    /// A pig that grunts.
    Pig = animals::pig::KIND,
    /// A sheep that bleats.
    Sheep = animals::sheep::KIND,
    /// Frogs at a pond.
    Frog = animals::frog::KIND,
    /// A crow that caws.
    Crow = animals::crow::KIND,
    /// Crickets at night.
    Crickets = animals::crickets::KIND,
    /// A cat that purrs.
    Purr = animals::purr::KIND,
    /// A horse that neighs.
    Horse = animals::horse::KIND,
    /// A horse's hooves.
    Hooves = animals::hooves::KIND,
    /// An owl that hoots.
    Owl = animals::owl::KIND,
    /// A wolf that howls.
    Wolf = animals::wolf::KIND,
    /// Seagulls that call.
    Seagulls = animals::gull::KIND,
    /// A duck that quacks.
    Duck = animals::duck::KIND,
    /// Insects that fly about.
    Insects = animals::insects::KIND,

    // People.
    /// A baby that cries.
    CryingBaby = people::baby::KIND,
    /// Somebody who laughs.
    Laughing = people::laughing::KIND,
    /// Somebody who breathes.
    Breathing = people::breathing::KIND,
    /// Somebody who coughs.
    Coughing = people::coughing::KIND,
    /// Somebody who sneezes.
    Sneezing = people::sneezing::KIND,
    /// Somebody who snores.
    Snoring = people::snoring::KIND,
    /// A crowd that talks.
    Crowd = people::crowd::KIND,
    /// A crowd that cheers.
    Cheering = people::cheering::KIND,
    /// Somebody who whistles a tune.
    Whistling = people::whistling::KIND,
    /// Somebody who hums a tune.
    Humming = people::humming::KIND,
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
    /// A helicopter in the air.
    Helicopter = machines::helicopter::KIND,
    /// A chainsaw that cuts wood.
    Chainsaw = machines::chainsaw::KIND,
    /// A car's engine that idles and is revved.
    Engine = machines::engine::KIND,
    /// A vacuum cleaner on a carpet.
    VacuumCleaner = machines::vacuum::KIND,
    /// A jet that flies over.
    Airplane = machines::airplane::KIND,
    /// A train on jointed rails.
    Train = machines::train::KIND,
    /// A hand saw in wood.
    HandSaw = machines::handsaw::KIND,
    /// A washing machine at work.
    WashingMachine = machines::washing::KIND,
    /// A motorcycle that is taken through its gears.
    Motorcycle = machines::motorcycle::KIND,
    /// Cars that pass on a road.
    CarPassing = machines::passing::KIND,
    /// A power drill, or a hammer drill.
    Drill = machines::drill::KIND,
    /// A hammer that drives nails.
    Hammer = machines::hammer::KIND,
    /// A transformer's hum; sparks where it is violent.
    ElectricHum = machines::hum::KIND,
    /// The inside of a spaceship.
    Spaceship = machines::spaceship::KIND,

    // Signals.
    /// A car's horn.
    CarHorn = signals::carhorn::KIND,
    /// A siren of police, ambulance or fire brigade.
    Siren = signals::siren::KIND,
    /// Church bells that are swung, or one that tolls.
    ChurchBells = signals::bells::KIND,
    /// Fireworks in the sky.
    Fireworks = signals::fireworks::KIND,
    /// An alarm clock that beeps.
    ClockAlarm = signals::alarm::KIND,
    /// A smoke alarm, or a building's fire alarm.
    FireAlarm = signals::smoke::KIND,
    /// A telephone that rings.
    Phone = signals::phone::KIND,
    /// A doorbell: ding-dong.
    Doorbell = signals::doorbell::KIND,
    /// Wind chimes in a breeze.
    WindChimes = signals::chimes::KIND,
    /// A ship's horn.
    BoatHorn = signals::boathorn::KIND,
    /// An explosion, with what comes down after it.
    Explosion = signals::explosion::KIND,
    /// A gunshot, or a machine gun's.
    Gunshot = signals::gunshot::KIND,
    /// A laser, as films have it.
    Laser = signals::laser::KIND,
    /// A computer that thinks aloud.
    RobotBeeps = signals::beeps::KIND,
    /// Something that cuts the air as it goes past.
    Whoosh = signals::whoosh::KIND,

    // Music.
    /// Music, when no instrument is named.
    Music = music::tune::KIND,
    /// A piano.
    Piano = music::piano::KIND,
    /// A guitar.
    Guitar = music::guitar::KIND,
    /// A drum set.
    Drums = music::drums::KIND,

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
