//! Words that mean several sounds at once.

use super::{
    Meaning::{self, Scene as Several},
    Scene,
};
use crate::{
    Class::{
        self, Airplane, Birds, BoatHorn, CarHorn, CarPassing, Cheering, Cow, Crickets, Crow, Crowd,
        Dishes, DoorCreak, Drill, Duck, Engine, Explosion, Fire, Fireworks, Frog, Frying, Gunshot,
        Hammer, HandSaw, Hen, Insects, Knife, Laughing, MouseClick, Music, Ocean, Owl, Phone, Rain,
        Rooster, Seagulls, Thunder, Train, Typing, Whistling, Wind,
    },
    place::Place,
};

const fn scene(parts: &'static [(Class, f32)]) -> Scene {
    Scene { parts, place: None }
}

const fn scene_in(place: Place, parts: &'static [(Class, f32)]) -> Scene {
    Scene { parts, place: Some(place) }
}

static STORM: Scene = scene(&[(Rain, 0.8), (Thunder, 1.4), (Wind, 0.5)]);
static HURRICANE: Scene = scene(&[(Wind, 1.0), (Rain, 0.8)]);
static FOREST: Scene = scene_in(Place::Forest, &[(Birds, 1.0), (Wind, 0.4)]);
static GARDEN: Scene = scene(&[(Birds, 1.0), (Wind, 0.3)]);
static COUNTRYSIDE: Scene = scene(&[(Birds, 1.0), (Insects, 0.4), (Cow, 0.3)]);
static JUNGLE: Scene = scene_in(Place::Forest, &[(Birds, 1.0), (Insects, 0.6), (Crickets, 0.5)]);
static SWAMP: Scene = scene(&[(Frog, 1.0), (Insects, 0.6), (Crickets, 0.6)]);
static POND: Scene = scene(&[(Frog, 1.0), (Duck, 0.6)]);
static SUMMER_NIGHT: Scene = scene(&[(Crickets, 1.0), (Owl, 0.4)]);
static CAMP: Scene = scene(&[(Fire, 1.0), (Crickets, 0.6), (Owl, 0.3)]);
static HARBOUR: Scene = scene(&[(Seagulls, 1.0), (Ocean, 0.8), (BoatHorn, 0.6)]);
static FARM: Scene = scene(&[(Rooster, 1.0), (Cow, 0.8), (Hen, 0.6)]);
static CITY: Scene = scene(&[(CarPassing, 1.0), (Crowd, 0.6), (CarHorn, 0.4)]);
static TRAFFIC_JAM: Scene = scene(&[(Engine, 0.7), (CarHorn, 1.0), (CarPassing, 0.5)]);
static STATION: Scene = scene(&[(Train, 1.0), (Crowd, 0.7)]);
static AIRPORT: Scene = scene(&[(Airplane, 1.0), (Crowd, 0.7)]);
static OFFICE: Scene = scene_in(Place::Room, &[(Typing, 1.0), (Phone, 0.5), (MouseClick, 0.5)]);
static PARTY: Scene = scene_in(Place::Room, &[(Crowd, 1.0), (Music, 0.6), (Laughing, 0.7)]);
static CONCERT: Scene = scene_in(Place::Hall, &[(Music, 1.0), (Cheering, 0.5)]);
static KITCHEN: Scene = scene(&[(Frying, 1.0), (Knife, 0.8), (Dishes, 0.7)]);

static PLAYGROUND: Scene = scene(&[(Laughing, 1.0), (Crowd, 0.8)]);
static STADIUM: Scene = scene(&[(Cheering, 1.0), (Crowd, 0.6), (Whistling, 0.3)]);
static BATTLE: Scene = scene(&[(Gunshot, 1.0), (Explosion, 1.0)]);
static HAUNTED: Scene = scene(&[(Wind, 1.0), (DoorCreak, 0.9), (Owl, 0.4)]);
static GRAVEYARD: Scene = scene(&[(Wind, 1.0), (Crow, 0.7), (Owl, 0.5)]);
static BUILDING_SITE: Scene = scene(&[(Hammer, 1.0), (Drill, 0.8), (Engine, 0.4)]);
static WORKSHOP: Scene = scene_in(Place::Room, &[(Hammer, 1.0), (HandSaw, 0.8)]);
static CELEBRATION: Scene = scene(&[(Fireworks, 1.0), (Cheering, 0.7)]);

pub(super) const ENGLISH: &[(&str, Meaning)] = &[
    ("storm", Several(&STORM)),
    ("thunderstorm", Several(&STORM)),
    ("rainstorm", Several(&STORM)),
    ("tempest", Several(&STORM)),
    ("hurricane", Several(&HURRICANE)),
    ("typhoon", Several(&HURRICANE)),
    ("cyclone", Several(&HURRICANE)),
    ("forest", Several(&FOREST)),
    ("woodland", Several(&FOREST)),
    ("woods", Several(&FOREST)),
    ("garden", Several(&GARDEN)),
    ("meadow", Several(&GARDEN)),
    ("park", Several(&GARDEN)),
    ("orchard", Several(&GARDEN)),
    ("backyard", Several(&GARDEN)),
    ("countryside", Several(&COUNTRYSIDE)),
    ("pasture", Several(&COUNTRYSIDE)),
    ("village", Several(&COUNTRYSIDE)),
    ("jungle", Several(&JUNGLE)),
    ("rainforest", Several(&JUNGLE)),
    ("rain forest", Several(&JUNGLE)),
    ("tropical forest", Several(&JUNGLE)),
    ("swamp", Several(&SWAMP)),
    ("marsh", Several(&SWAMP)),
    ("bog", Several(&SWAMP)),
    ("wetland", Several(&SWAMP)),
    ("pond", Several(&POND)),
    ("summer night", Several(&SUMMER_NIGHT)),
    ("country night", Several(&SUMMER_NIGHT)),
    ("nighttime", Several(&SUMMER_NIGHT)),
    ("campsite", Several(&CAMP)),
    ("camping", Several(&CAMP)),
    ("harbour", Several(&HARBOUR)),
    ("harbor", Several(&HARBOUR)),
    ("marina", Several(&HARBOUR)),
    ("port", Several(&HARBOUR)),
    ("dock", Several(&HARBOUR)),
    ("pier", Several(&HARBOUR)),
    ("wharf", Several(&HARBOUR)),
    ("farm", Several(&FARM)),
    ("barnyard", Several(&FARM)),
    ("farmyard", Several(&FARM)),
    ("barn", Several(&FARM)),
    ("ranch", Several(&FARM)),
    ("city", Several(&CITY)),
    ("street", Several(&CITY)),
    ("downtown", Several(&CITY)),
    ("urban", Several(&CITY)),
    ("town", Several(&CITY)),
    ("traffic jam", Several(&TRAFFIC_JAM)),
    ("rush hour", Several(&TRAFFIC_JAM)),
    ("train station", Several(&STATION)),
    ("railway station", Several(&STATION)),
    ("subway station", Several(&STATION)),
    ("station", Several(&STATION)),
    ("platform", Several(&STATION)),
    ("airport", Several(&AIRPORT)),
    ("office", Several(&OFFICE)),
    ("workplace", Several(&OFFICE)),
    ("party", Several(&PARTY)),
    ("concert", Several(&CONCERT)),
    ("kitchen", Several(&KITCHEN)),
    ("playground", Several(&PLAYGROUND)),
    ("schoolyard", Several(&PLAYGROUND)),
    ("stadium", Several(&STADIUM)),
    ("football match", Several(&STADIUM)),
    ("soccer match", Several(&STADIUM)),
    ("football game", Several(&STADIUM)),
    ("battle", Several(&BATTLE)),
    ("battlefield", Several(&BATTLE)),
    ("war", Several(&BATTLE)),
    ("warzone", Several(&BATTLE)),
    ("haunted house", Several(&HAUNTED)),
    ("haunted mansion", Several(&HAUNTED)),
    ("haunted castle", Several(&HAUNTED)),
    ("haunted", Several(&HAUNTED)),
    ("graveyard", Several(&GRAVEYARD)),
    ("cemetery", Several(&GRAVEYARD)),
    ("construction site", Several(&BUILDING_SITE)),
    ("building site", Several(&BUILDING_SITE)),
    ("construction", Several(&BUILDING_SITE)),
    ("workshop", Several(&WORKSHOP)),
    ("celebration", Several(&CELEBRATION)),
    ("new years eve", Several(&CELEBRATION)),
    ("festival", Several(&CELEBRATION)),
];

pub(super) const CHINESE: &[(&str, Meaning)] = &[
    ("暴风雨", Several(&STORM)),
    ("雷雨", Several(&STORM)),
    ("雷暴", Several(&STORM)),
    ("台风", Several(&HURRICANE)),
    ("飓风", Several(&HURRICANE)),
    ("森林", Several(&FOREST)),
    ("树林", Several(&FOREST)),
    ("花园", Several(&GARDEN)),
    ("公园", Several(&GARDEN)),
    ("乡村", Several(&COUNTRYSIDE)),
    ("田野", Several(&COUNTRYSIDE)),
    ("乡下", Several(&COUNTRYSIDE)),
    ("丛林", Several(&JUNGLE)),
    ("雨林", Several(&JUNGLE)),
    ("热带雨林", Several(&JUNGLE)),
    ("沼泽", Several(&SWAMP)),
    ("湿地", Several(&SWAMP)),
    ("池塘", Several(&POND)),
    ("夏夜", Several(&SUMMER_NIGHT)),
    ("营地", Several(&CAMP)),
    ("露营", Several(&CAMP)),
    ("港口", Several(&HARBOUR)),
    ("码头", Several(&HARBOUR)),
    ("农场", Several(&FARM)),
    ("农家", Several(&FARM)),
    ("城市", Several(&CITY)),
    ("街道", Several(&CITY)),
    ("街头", Several(&CITY)),
    ("都市", Several(&CITY)),
    ("堵车", Several(&TRAFFIC_JAM)),
    ("车站", Several(&STATION)),
    ("火车站", Several(&STATION)),
    ("地铁站", Several(&STATION)),
    ("机场", Several(&AIRPORT)),
    ("办公室", Several(&OFFICE)),
    ("派对", Several(&PARTY)),
    ("演唱会", Several(&CONCERT)),
    ("厨房", Several(&KITCHEN)),
    ("聚会", Several(&PARTY)),
    ("操场", Several(&PLAYGROUND)),
    ("游乐场", Several(&PLAYGROUND)),
    ("体育场", Several(&STADIUM)),
    ("球场", Several(&STADIUM)),
    ("战场", Several(&BATTLE)),
    ("战争", Several(&BATTLE)),
    ("战斗", Several(&BATTLE)),
    ("鬼屋", Several(&HAUNTED)),
    ("墓地", Several(&GRAVEYARD)),
    ("工地", Several(&BUILDING_SITE)),
    ("车间", Several(&WORKSHOP)),
    ("庆典", Several(&CELEBRATION)),
    ("除夕", Several(&CELEBRATION)),
];
