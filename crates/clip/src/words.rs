//! What words mean for a picture: tables only.

use crate::setting::{
    Land::{self, Beach, City, Desert, Forest, Hills, Lake, Mountains, Sea},
    Thing::{self, Aurora, Birds, Boat, Fire, Fireworks, Moon, Stars},
    Time::{self, Day, Dusk, Night, Sunrise, Sunset},
    Weather::{self, Clear, Cloudy, Fog, Rain, Snow, Storm},
};

/// What one word contributes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Mark {
    /// When.
    At(Time),
    /// Where.
    In(Land),
    /// Under which sky.
    Under(Weather),
    /// What else is there.
    With(Thing),
}

use Mark::{At, In, Under, With};

/// Words and their marks: a Latin entry is a whole word, with or without an ending; any other is
/// looked for inside of the text.
const WORDS: &[(&[&str], Mark)] = &[
    (&["sunrise", "dawn", "daybreak", "morning", "日出", "黎明", "清晨", "早晨"], At(Sunrise)),
    (&["sunset", "evening", "golden", "日落", "夕阳", "傍晚", "黄昏"], At(Sunset)),
    (&["dusk", "twilight", "暮色"], At(Dusk)),
    (&["night", "midnight", "nighttime", "dark", "neon", "夜", "午夜", "霓虹"], At(Night)),
    (&["day", "noon", "midday", "afternoon", "白天", "中午", "下午"], At(Day)),
    (&["sun", "sunny", "sunshine", "sunlit", "bright", "晴", "阳光"], Under(Clear)),
    (&["beach", "shore", "coast", "seaside", "tropical", "沙滩", "海滩", "海岸"], In(Beach)),
    (&["sea", "ocean", "wave", "surf", "tide", "sail", "whale", "dolphin", "海", "浪"], In(Sea)),
    (
        &["lake", "river", "pond", "stream", "water", "bay", "harbor", "harbour", "湖", "河", "水"],
        In(Lake),
    ),
    (
        &["forest", "wood", "tree", "jungle", "pine", "park", "wolf", "deer", "森林", "树"],
        In(Forest),
    ),
    (
        &["mountain", "alp", "peak", "cliff", "summit", "eagle", "glacier", "山", "悬崖"],
        In(Mountains),
    ),
    (
        &[
            "city", "cities", "street", "town", "urban", "skyline", "building", "traffic", "car",
            "crowd", "downtown", "metro", "train", "robot", "城市", "街", "都市", "车",
        ],
        In(City),
    ),
    (&["desert", "dune", "sand", "camel", "mars", "沙漠", "沙丘"], In(Desert)),
    (
        &[
            "hill",
            "field",
            "meadow",
            "grass",
            "countryside",
            "farm",
            "garden",
            "valley",
            "dog",
            "horse",
            "sheep",
            "cow",
            "草",
            "田",
            "花园",
            "丘",
        ],
        In(Hills),
    ),
    (&["rain", "rainy", "drizzle", "shower", "downpour", "monsoon", "雨"], Under(Rain)),
    (
        &["snow", "snowy", "winter", "blizzard", "icy", "ice", "frost", "雪", "冬", "冰"],
        Under(Snow),
    ),
    (
        &["storm", "stormy", "thunder", "lightning", "thunderstorm", "雷", "风暴", "闪电"],
        Under(Storm),
    ),
    (&["fog", "foggy", "mist", "misty", "haze", "雾"], Under(Fog)),
    (&["cloud", "cloudy", "overcast", "wind", "windy", "breeze", "云", "风"], Under(Cloudy)),
    (&["fire", "campfire", "bonfire", "flame", "burning", "firelight", "火"], With(Fire)),
    (&["firework", "celebration", "烟花", "焰火"], With(Fireworks)),
    (&["bird", "gull", "seagull", "crow", "flock", "swallow", "鸟", "鸥"], With(Birds)),
    (&["moon", "moonlight", "moonlit", "月"], With(Moon)),
    (
        &["star", "starry", "galaxy", "space", "universe", "cosmic", "星", "宇宙", "银河"],
        With(Stars),
    ),
    (&["aurora", "borealis", "极光"], With(Aurora)),
    (&["boat", "ship", "sailboat", "yacht", "船", "帆"], With(Boat)),
];

const ENDINGS: [&str; 4] = ["", "s", "es", "ing"];

/// The marks in a text in lower case, in the order of the table.
pub(crate) fn marks(text: &str) -> Vec<Mark> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    let said = |entry: &str| {
        if !entry.is_ascii() {
            return text.contains(entry);
        }
        words
            .iter()
            .any(|word| word.strip_prefix(entry).is_some_and(|ending| ENDINGS.contains(&ending)))
    };
    WORDS
        .iter()
        .filter(|(entries, _)| entries.iter().any(|entry| said(entry)))
        .map(|(_, mark)| *mark)
        .collect()
}
