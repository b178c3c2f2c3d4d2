use super::*;
use Class::{Birds, Fire, Ocean, Rain, Texture, Thunder, Wind};

/// The classes of each step, and those of the beds.
fn read(prompt: &str) -> (Vec<Vec<Class>>, Vec<Class>) {
    let plan = plan(prompt);
    let classes = |layers: &[Layer]| layers.iter().map(|layer| layer.class).collect();
    (plan.steps.iter().map(|step| classes(&step.layers)).collect(), classes(&plan.beds))
}

/// The classes of a prompt with one step.
fn classes(prompt: &str) -> Vec<Class> {
    let (mut steps, beds) = read(prompt);
    assert!(steps.len() == 1 && beds.is_empty(), "{prompt}: {steps:?}, {beds:?}");
    steps.remove(0)
}

fn layer(prompt: &str, class: Class) -> Layer {
    *plan(prompt).layers().find(|layer| layer.class == class).unwrap()
}

/// It went to the rain that is not there.
#[test]
fn what_is_said_before_a_denial_is_of_what_was_named_before_it() {
    assert_eq!(layer("thunder, far away, no rain", Thunder).distance, Distance::Far);
    assert!(layer("fire, very loud, without wind", Fire).intensity > 0.9);
}

#[test]
fn everyday_prompts() {
    for (prompt, expected) in [
        ("Soft ambient ocean waves at sunrise.", &[Ocean][..]),
        ("Heavy rain with distant thunder", &[Rain, Thunder]),
        ("storm", &[Rain, Thunder, Wind]),
        ("a crackling campfire by the sea", &[Fire, Ocean]),
        ("birds chirping in a gentle breeze", &[Birds, Wind]),
        ("rainy afternoon, windy", &[Rain, Wind]),
        ("thunder without rain, no wind", &[Thunder]),
        ("heat wave", &[Texture]),
        ("a winding path", &[Texture]),
        ("tree bark", &[Texture]),
        ("", &[Texture]),
        ("海浪拍打沙滩，远处有鸟叫", &[Ocean, Birds]),
        ("雷雨", &[Rain, Thunder, Wind]),
    ] {
        assert_eq!(classes(prompt), expected, "{prompt}");
    }
}

/// A scene gives way to what was named, its faintest part first.
#[test]
fn at_most_four_at_once() {
    assert_eq!(classes("storm and birds and fire"), [Rain, Thunder, Birds, Fire]);
    assert_eq!(classes("storm and birds and fire and sea"), [Thunder, Birds, Fire, Ocean]);
    assert_eq!(classes("wind, rain, birds, fire, sea"), [Wind, Rain, Birds, Fire]);
}

#[test]
fn modifiers_bind_to_their_noun() {
    let prompt = "heavy rain with distant thunder";
    assert!(layer(prompt, Rain).intensity > 0.7 && layer(prompt, Rain).distance == Distance::Here);
    assert_eq!(layer(prompt, Thunder).distance, Distance::Far);
    assert_eq!(layer(prompt, Thunder).intensity, 0.5);
    for prompt in [
        "thunder in the distance",
        "thunder, far away",
        "rain, thunder far off",
        "thunder in the distance rain",
    ] {
        assert_eq!(layer(prompt, Thunder).distance, Distance::Far, "{prompt}");
    }
    assert_eq!(layer("thunder in the distance rain", Rain).distance, Distance::Here);
    assert!(layer("soft and gentle waves", Ocean).intensity < 0.3);
    assert!(layer("soft crashing waves", Ocean).intensity < 0.6);
    assert!(layer("rain falling heavily", Rain).intensity > 0.7);
    assert!(layer("rain falling heavily thunder", Rain).intensity > 0.7);
    assert!(layer("not too loud thunder", Thunder).intensity < 0.5);
    assert!(layer("very strong wind", Wind).intensity > layer("strong wind", Wind).intensity);
    assert_eq!(layer("海浪拍打沙滩，远处有鸟叫", Birds).distance, Distance::Far);
    assert_eq!(layer("thunder in a quiet room", Thunder).intensity, 0.5);
    assert_eq!(layer("thunder on a hard floor", Thunder).intensity, 0.5);
    assert!(layer("a loud man in thunder", Thunder).intensity > 0.7);
    assert_eq!(layer("thunder close-up", Thunder).distance, Distance::Close);
    assert_eq!(layer("birds in the background, fire", Birds).distance, Distance::Behind);
    assert_eq!(layer("birds in the background, fire", Fire).distance, Distance::Here);
}

#[test]
fn what_a_thing_does_says_how_it_is() {
    assert_eq!(classes("the howling wind crackles"), [Wind]);
    assert!(layer("the howling wind", Wind).intensity > 0.7);
    assert!(layer("the roar of the ocean", Ocean).intensity > 0.7);
    assert!(layer("the ocean roars", Ocean).intensity > 0.7);
    assert_eq!(classes("wind and crackling"), [Wind, Fire]);
    assert_eq!(classes("crackling"), [Fire]);
    assert_eq!(plan("roaring").unknown, ["roaring"]);
}

#[test]
fn counts_bind_to_their_noun() {
    let count = |prompt| layer(prompt, Thunder).count;
    for (prompt, expected) in [
        ("three claps of thunder", Some(3)),
        ("three thunders", Some(3)),
        ("3 thunders", Some(3)),
        ("two distant thunders", Some(2)),
        ("a single thunder", Some(1)),
        ("it thunders twice", Some(2)),
        ("thunder 4 times", Some(4)),
        ("thunder x5", Some(5)),
        ("three times thunder", Some(3)),
        ("several thunders", Some(5)),
        ("a few thunders", Some(3)),
        ("99999999999999999999999 thunders", Some(64)),
        ("three men in thunder", None),
        ("three zorgs, thunder", None),
        ("10 seconds of thunder", None),
        ("10s thunder, 80s style, 3 pm", None),
        ("1. thunder 2. rain", None),
        ("两声雷", Some(2)),
        ("雷声三次", Some(3)),
        ("5声雷", Some(5)),
        ("thunder", None),
    ] {
        assert_eq!(count(prompt), expected, "{prompt}");
    }
    assert_eq!(layer("three fires", Fire).count, None, "it has no events to count");
    assert_eq!(classes("zero birds, thunder"), [Thunder]);
    assert_eq!(classes("0 birds, thunder"), [Thunder]);
}

#[test]
fn tempo_binds_to_its_noun() {
    let tempo = |prompt| layer(prompt, Thunder).tempo;
    assert_eq!(tempo("thunder"), 1.0);
    assert!(tempo("slow thunder") < 0.8 && tempo("thunder rolling slowly") < 0.8);
    assert!(tempo("very slow thunder") < tempo("slow thunder"));
    assert!(tempo("rapid thunder") > 1.5 && tempo("急促的雷声") > 1.5);
    assert_eq!(tempo("fast rain with thunder"), 1.0);
}

#[test]
fn what_is_denied_is_not_there() {
    for (prompt, expected) in [
        ("forest without birds", &[Wind][..]),
        ("storm, no wind, rain", &[Rain, Thunder]),
        ("storm without wind or rain", &[Thunder]),
        ("storm except wind and rain", &[Thunder]),
        ("fire but no birds", &[Fire]),
        ("no birds and heavy rain", &[Rain]),
        ("without birds chirping, but with fire", &[Fire]),
        ("no rain", &[Texture]),
        ("暴风雨，没有风", &[Rain, Thunder]),
        ("森林，不要鸟", &[Wind]),
        ("没有风的森林", &[Birds]),
    ] {
        assert_eq!(classes(prompt), expected, "{prompt}");
    }
    assert_eq!(plan("forest without birds").without, [Birds]);
}

#[test]
fn order_makes_steps() {
    for (prompt, expected) in [
        ("thunder, then fire, followed by birds", &[&[Thunder][..], &[Fire], &[Birds]][..]),
        ("thunder and then fire", &[&[Thunder], &[Fire]]),
        ("thunder before fire", &[&[Thunder], &[Fire]]),
        ("thunder after fire", &[&[Fire], &[Thunder]]),
        ("After the fire, thunder", &[&[Fire], &[Thunder]]),
        ("Before the fire, thunder", &[&[Thunder], &[Fire]]),
        ("thunder after fire, then wind", &[&[Fire], &[Thunder], &[Wind]]),
        ("First thunder. Finally, birds.", &[&[Thunder], &[Birds]]),
        ("thunder -> fire → thunder", &[&[Thunder], &[Fire], &[Thunder]]),
        ("rain and wind, then birds and fire", &[&[Rain, Wind], &[Birds, Fire]]),
        ("打雷，然后下雨，最后鸟叫", &[&[Thunder], &[Rain], &[Birds]]),
    ] {
        let (steps, beds) = read(prompt);
        assert_eq!(steps, expected, "{prompt}");
        assert!(beds.is_empty(), "{prompt}");
    }
    assert_eq!(read(&"thunder then fire then ".repeat(30)).0.len(), MOST_STEPS);
}

#[test]
fn beds_span_all_steps() {
    for (prompt, steps, beds) in [
        ("thunder, then fire, in the rain", &[&[Thunder][..], &[Fire]][..], &[Rain][..]),
        ("while it rains, thunder, then fire", &[&[Thunder], &[Fire]], &[Rain]),
        ("it rains while thunder strikes, then birds", &[&[Thunder], &[Birds]], &[Rain]),
        ("thunder, then fire with rain throughout", &[&[Thunder], &[Fire]], &[Rain]),
        ("thunder, then fire, birds in the background", &[&[Thunder], &[Fire]], &[Birds]),
        ("wind and thunder, then fire", &[&[Thunder], &[Fire]], &[Wind]),
        ("thunder in the forest, then fire", &[&[Thunder], &[Fire]], &[Birds, Wind]),
        ("thunder, then fire while wind and rain go on", &[&[Thunder], &[Fire]], &[Wind, Rain]),
        ("thunder, then birds while it rains", &[&[Thunder], &[Birds]], &[Rain]),
    ] {
        let (found, found_beds) = read(prompt);
        assert_eq!(found, steps, "{prompt}");
        assert_eq!(found_beds, beds, "{prompt}");
    }
    assert_eq!(classes("rain throughout"), [Rain]);
    assert_eq!(classes("rain throughout, thunder"), [Rain, Thunder]);
}

#[test]
fn places_are_heard() {
    for (prompt, place) in [
        ("thunder in a cave", Some(Place::Cave)),
        ("fire in the great hall of a castle", Some(Place::Hall)),
        ("a church, rain", Some(Place::Church)),
        ("thunder in the forest", Some(Place::Forest)),
        ("underwater", Some(Place::Underwater)),
        ("山洞里的雷声", Some(Place::Cave)),
        ("thunder", None),
        ("fire without a forest", None),
    ] {
        assert_eq!(plan(prompt).place, place, "{prompt}");
    }
}

#[test]
fn a_place_alone_has_a_sound_of_its_own() {
    assert_eq!(classes("a church"), [Class::ChurchBells]);
    assert_eq!(classes("a dark cave"), [Class::Drops]);
    assert_eq!(classes("a zorg in a church"), [Texture]);
    assert_eq!(classes("a church without bells"), [Texture]);
    assert_eq!(classes("a room"), [Texture]);
}

#[test]
fn what_nobody_makes_is_not_something_else() {
    assert_eq!(classes("a bicycle bell"), [Texture]);
    assert_eq!(plan("a bicycle bell").unknown, ["bicycle bell"]);
    assert_eq!(classes("the dripping of water"), [Class::Drops]);
    assert_eq!(classes("dripping water"), [Class::Drops]);
    assert_eq!(classes("water"), [Class::Stream]);
    assert_eq!(classes("drinking water"), [Class::Drinking]);
}

#[test]
fn a_scene_around_something_steps_back() {
    assert_eq!(layer("thunder in a forest", Birds).distance, Distance::Behind);
    assert_eq!(layer("in a forest", Birds).distance, Distance::Here);
    assert_eq!(layer("forest", Birds).distance, Distance::Here);
}

#[test]
fn ambient_is_a_modifier() {
    assert!(plan("ambient rain").ambient);
    assert_eq!(classes("ambient"), [Texture]);
}

/// What a class is called is a word for it, and for nothing else.
/// A thing that something is done to doesn't sound by itself.
#[test]
fn what_is_acted_on_is_not_another_sound() {
    use Class::{DoorKnock, DoorSlam, Train, Whistling};
    assert_eq!(classes("three knocks on a wooden door"), [DoorKnock]);
    assert_eq!(classes("on a door, three knocks"), [DoorSlam, DoorKnock]);
    assert_eq!(classes("thunder on the ocean"), [Thunder, Ocean]);
    assert_eq!(classes("a steam train with its whistle"), [Train]);
    assert_eq!(classes("a train with a man whistling"), [Train, Whistling]);
}

#[test]
fn every_scene_is_one_of_sounds_that_there_are() {
    use Class::{CarPassing, Crowd, MouseClick, Phone, Typing};
    assert!(classes("a busy city street").starts_with(&[CarPassing, Crowd]));
    assert_eq!(classes("office"), [Typing, Phone, MouseClick]);
    assert_eq!(plan("office").place, Some(Place::Room));
    assert_eq!(classes("农场"), classes("farm"));
}

#[test]
fn every_class_is_known_by_its_name() {
    for class in Class::ALL {
        let plan = plan(class.name());
        assert_eq!(plan.layers().map(|layer| layer.class).collect::<Vec<_>>(), [*class]);
        assert!(plan.unknown.is_empty() && plan.place.is_none(), "{class}");
    }
}

#[test]
fn what_is_not_understood_is_listed() {
    for (prompt, expected) in [
        ("a zorg and a Blarg, the zorg", &["zorg", "blarg"][..]),
        ("soft rain falling on the old wooden roof at night", &[]),
        ("дождь", &["дождь"]),
        ("海浪拍打量子沙滩", &["量子"]),
        ("🐸🐸🐸 \u{301}\u{200f}", &[]),
        ("tree bark", &[]),
    ] {
        assert_eq!(plan(prompt).unknown, expected, "{prompt}");
    }
}
