//! Words that are understood to say nothing of a sound: grammar, scenery, colours. A word that
//! stands neither here nor anywhere else is one that the plan says it doesn't understand.

use super::Meaning::{self, Filler, Thing};

/// English words with no say, in their base form.
const FILLERS: &str = "\
a an the this that these those there here it its i im me my you your we our us he his him she her \
they their them who whom whose which what some any all every each other another such own same \
of for from to off out up down away around above below behind between \
beyond towards toward past back forth again more most less least only just even still also too \
either neither quite rather almost is are was were be been being am do does did done \
doing has have had having can could may might must shall should will would let lets get gets got \
make makes making made keep keeps kept go goes going gone went come comes came \
start starts starting begin begins beginning began stop stops stopping end ends ending \
if because since than like yet thus hence via per etc ok please suddenly slightly somewhat \
perfect perfectly nice evil great beautiful pretty lovely pleasant relaxing relaxed soothing cozy cosy serene \
tranquil meditative natural realistic authentic clean crisp clear detailed quality hd \
stereo mono cinematic dramatic mysterious eerie spooky creepy scary haunting ominous tense sad \
happy joyful cheerful playful funny cute sweet moody dreamy romantic nostalgic vintage retro \
modern old older ancient new young fresh warm cold cool hot icy frozen wet dry damp dark bright \
dim golden red blue green yellow orange purple pink white black grey gray brown silver \
wooden wood metal metallic iron steel stone concrete plastic rubber leather sandy muddy \
dusty rusty empty full open closed deep shallow hollow thick thin sharp dull smooth flat round \
long short tall wide narrow medium average normal regular usual typical simple general \
various different random occasional frequent continuous constant endless infinite seamless \
looping loop looped solo lone lonely alone abandoned deserted isolated hidden \
sound sounds sounding noise noises noisy audio effect effects sfx fx foley recording recorded \
record sample clip track field tone tones texture version generate create \
produce playing plays play played heard hear hearing listen listening hears seen see moving move \
moves moved pass passes passing passed approach approaches approaching approached leaving leave \
left arrive arrives arriving fall falls falling fell fallen hit hits hitting land landing \
flying flew flown standing stand sitting sit lying waiting wait looking look turn turns turning \
turned fade fades fading faded rising rise rises rose growing grow grows grew build builds \
filling fill filled coming rolling roll rolls rolled swaying sway drifting drift \
echo echoes echoing echoed reverb reverberating reverberant resonant resonating muffled \
overhead everywhere somewhere anywhere upstairs downstairs together apart \
drive spin cut take taken use hold pull push lift throw catch work hover shut idle pick \
put reach touch meet stay rest live speed slowing \
repeated repeating repetitive rhythmic irregular asleep awake caring need bored tired carry early \
bearing";

/// Things and times that make none of our sounds, in their base form.
const THINGS: &str = "\
right middle center centre side top bottom front edge corner surface ground floor ceiling \
wall roof window table desk chair bed sofa house home place area spot space air sky \
world earth nature landscape scene scenery setting environment mood bridge stair tin steam feeling vibe \
morning afternoon evening night midnight noon dawn dusk sunrise sunset daybreak twilight day \
today tonight week month year spring summer autumn winter season sun sunny sunlight sunshine \
moon moonlight moonlit star starry cloud cloudy fog foggy mist misty sand hill cliff \
rock rocky grass tree branch leaf leaves flower bush path trail lane yard lawn \
time times moment minute second seconds minutes hour hours bit piece part kind type style \
thing things something nothing everything anything someone somebody anyone everyone nobody \
first last third final rhythm seed army belly lake silence idea";

/// Phrases with no say, though a word of them may have one elsewhere.
const PHRASES: &[&str] = &[
    "fly by",
    "fly past",
    "take off",
    "fly over",
    "fly away",
    "fly off",
    "fly overhead",
    "fly low",
    "fly through",
    "at the same time",
    "sound of",
    "clap of",
    "bolt of",
    "stroke of",
    "burst of",
    "flock of",
    "pack of",
    "herd of",
    "swarm of",
    "group of",
    "bunch of",
    "as if",
    "such as",
    "more and more",
    "up and down",
    "back and forth",
    "here and there",
    "now and then",
    "every now and then",
    "from time to time",
    "in front of",
    "on top of",
    "coming from",
];

/// Chinese words with no say.
const CHINESE: &[&str] = &[
    "了",
    "着",
    "地",
    "得",
    "里",
    "中",
    "上",
    "下",
    "是",
    "有",
    "我",
    "你",
    "他",
    "她",
    "它",
    "们",
    "这",
    "那",
    "个",
    "一",
    "只",
    "声",
    "音",
    "声音",
    "响",
    "响起",
    "传来",
    "听到",
    "听见",
    "从",
    "到",
    "向",
    "对",
    "被",
    "把",
    "会",
    "要",
    "想",
    "请",
    "生成",
    "制作",
    "音效",
    "效果",
    "突然",
    "正在",
    "有人",
    "人们",
    "一个",
    "一只",
    "一群",
    "一些",
    "一位",
    "一条",
    "一辆",
    "一场",
    "美丽",
    "漂亮",
    "自然",
    "真实",
    "逼真",
    "舒缓",
    "放松",
    "清晨",
    "早晨",
    "早上",
    "中午",
    "下午",
    "傍晚",
    "黄昏",
    "夜晚",
    "晚上",
    "深夜",
    "夜里",
    "日出",
    "日落",
    "春天",
    "夏天",
    "秋天",
    "冬天",
    "夏日",
    "阳光",
    "月光",
    "天空",
    "树",
    "树叶",
    "草地",
    "山",
    "路",
    "拍打",
    "落下",
    "落在",
    "吹过",
    "飘过",
    "经过",
    "走过",
    "飞过",
    "飞",
    "来",
    "去",
    "起",
    "又",
    "也",
    "都",
    "就",
    "还",
    "之",
    "旁",
    "边",
    "旁边",
    "前",
    "后",
    "外",
    "内",
    "面",
    "打",
    "发出",
    "叫",
    "叫声",
    "天",
    "回响",
    "回荡",
    "越来越",
    "鸣叫",
    "开始",
    "结束",
    "轻",
    "大",
    "小",
];

pub(super) fn english() -> impl Iterator<Item = (&'static str, Meaning)> {
    let words = FILLERS.split(' ').map(|word| (word, Filler));
    let words = words.chain(THINGS.split(' ').map(|word| (word, Thing)));
    words.chain(PHRASES.iter().map(|phrase| (*phrase, Filler)))
}

pub(super) fn chinese() -> impl Iterator<Item = (&'static str, Meaning)> {
    CHINESE.iter().map(|word| (*word, Filler))
}
