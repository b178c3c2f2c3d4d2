//! Requests of every kind, mostly good: each field is now and then something that it should not be.

use foley_core::capability::Takes;
use foley_core::{
    Axis, Camera, Capability, Decimal, Dialect, Field, Operation, Request, Seconds, SoundEffect,
    Speech, VOICES, Video, VideoSound, VideoSource,
};
use proptest::prelude::*;

/// Stands for a video's id that the sandbox knows.
pub(crate) const KNOWN: &str = "known";

/// A dialect, and an operation that it has.
pub(crate) fn dialect_and_operation() -> impl Strategy<Value = (Dialect, Operation)> {
    let all = Dialect::ALL
        .into_iter()
        .flat_map(|dialect| Operation::ALL.into_iter().map(move |operation| (dialect, operation)));
    let known = all.filter(|(dialect, operation)| Capability::of(*dialect, *operation).is_some());
    prop::sample::select(known.collect::<Vec<_>>())
}

/// A request of this operation, as this provider takes them or nearly so.
pub(crate) fn request(dialect: Dialect, operation: Operation) -> BoxedStrategy<Request> {
    let table = Capability::of(dialect, operation).expect("it has that");
    match operation {
        Operation::SoundEffect => {
            (words(table, Field::Prompt), tenths(), optional(id()), optional(url()))
                .prop_map(|(prompt, duration, external_task_id, callback_url)| {
                    let effect = SoundEffect { prompt, duration, external_task_id, callback_url };
                    Request::SoundEffect(effect)
                })
                .boxed()
        }
        Operation::VideoSound => {
            let source = prop_oneof![
                3 => Just(VideoSource::Id(KNOWN.to_owned())),
                3 => url().prop_map(VideoSource::Url),
                1 => prop::sample::select(vec!["..", ".", " ", "a\u{7}"])
                    .prop_map(|id| VideoSource::Id(id.to_owned())),
            ];
            let effects = optional(words(table, Field::SoundEffectPrompt));
            let music = optional(words(table, Field::BgmPrompt));
            (source, effects, music, any::<bool>(), optional(id()), optional(url()))
                .prop_map(|(source, sound_effect_prompt, bgm_prompt, asmr_mode, id, url)| {
                    Request::VideoSound(VideoSound {
                        source,
                        sound_effect_prompt,
                        bgm_prompt,
                        asmr_mode,
                        external_task_id: id,
                        callback_url: url,
                    })
                })
                .boxed()
        }
        Operation::Speech => {
            let ids = VOICES.iter().map(|voice| voice.id.to_owned()).collect::<Vec<_>>();
            let voice = prop_oneof![9 => prop::sample::select(ids), 1 => Just(" ".to_owned())];
            let language = choice(table, Field::VoiceLanguage);
            let speed = prop_oneof![4 => number(60..=220, 2), 1 => number(-50..=500, 3)];
            let speed = optional(speed);
            (words(table, Field::Text), voice, language, speed, optional(url()))
                .prop_map(|(text, voice, language, speed, callback_url)| {
                    Request::Speech(Speech { text, voice, language, speed, callback_url })
                })
                .boxed()
        }
        Operation::Video => {
            let looks = (
                words(table, Field::Prompt),
                optional(words(table, Field::NegativePrompt)),
                optional(model(table)),
                optional(choice(table, Field::Mode)),
                optional(choice(table, Field::AspectRatio)),
            );
            let rest = (
                optional(prop_oneof![
                    3 => prop::sample::select(vec![50, 100]).prop_map(Seconds::from_tenths),
                    1 => (2_u32..17).prop_map(|seconds| Seconds::from_tenths(10 * seconds)),
                    1 => tenths(),
                ]),
                prop::bool::weighted(0.2),
                seldom(prop_oneof![
                    number(-10..=120, 2),
                    number(-10..=1200, 3),
                    number(-1..=1, 20)
                ]),
                seldom(camera()),
                optional(id()),
                optional(url()),
            );
            (looks, rest)
                .prop_map(|(looks, rest)| {
                    let (prompt, negative_prompt, model, mode, aspect_ratio) = looks;
                    let (duration, sound, cfg_scale, camera, external_task_id, callback_url) = rest;
                    Request::Video(Video {
                        prompt,
                        negative_prompt,
                        model,
                        mode,
                        aspect_ratio,
                        duration,
                        sound,
                        cfg_scale,
                        camera,
                        external_task_id,
                        callback_url,
                    })
                })
                .boxed()
        }
    }
}

fn optional<T: core::fmt::Debug>(
    some: impl Strategy<Value = T>,
) -> impl Strategy<Value = Option<T>> {
    prop::option::of(some)
}

fn seldom<T: core::fmt::Debug>(some: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    prop::option::weighted(0.2, some)
}

/// A text: of a usual length, as long as it may be, one longer, empty, blank.
fn words(table: &'static Capability, field: Field) -> BoxedStrategy<String> {
    let max = match table.field(field).map(|spec| spec.takes) {
        Some(Takes::Text { max, .. }) if max < 10_000 => max,
        _ => 5000,
    };
    prop_oneof![
        8 => "[a-zA-Z海é ,\"\\\\]{0,30}[a-z]",
        1 => Just("波".repeat(max)),
        1 => Just("x".repeat(max + 1)),
        1 => prop::sample::select(vec!["", " ", "\n\t"]).prop_map(str::to_owned),
    ]
    .boxed()
}

fn choice(table: &'static Capability, field: Field) -> BoxedStrategy<String> {
    let Some(Takes::Choice { sure, doubtful, .. }) = table.field(field).map(|spec| spec.takes)
    else {
        panic!("{field} is no choice")
    };
    let known = sure.iter().chain(doubtful).map(|word| (*word).to_owned()).collect::<Vec<_>>();
    prop_oneof![9 => prop::sample::select(known), 1 => Just("neither".to_owned())].boxed()
}

/// A model that is there: the table lets any other pass as well.
fn model(table: &'static Capability) -> BoxedStrategy<String> {
    let known = table.models.iter().map(|model| model.name.to_owned()).collect::<Vec<_>>();
    prop_oneof![9 => prop::sample::select(known), 1 => Just(" ".to_owned())].boxed()
}

fn tenths() -> impl Strategy<Value = Seconds> {
    prop_oneof![4 => 30_u32..=100, 1 => 0_u32..200].prop_map(Seconds::from_tenths)
}

/// A number of so many decimals, or of fewer where it ends in zeros.
fn number(range: core::ops::RangeInclusive<i64>, decimals: u32) -> impl Strategy<Value = Decimal> {
    (range, prop::bool::weighted(0.2)).prop_map(move |(number, fine)| {
        Decimal::new(if fine { number } else { number / 10 * 10 }, decimals)
    })
}

fn camera() -> impl Strategy<Value = Camera> {
    let simple = (
        prop::sample::select(Axis::ALL.to_vec()),
        prop_oneof![number(-1100..=1100, 2), number(-50..=50, 4), number(-20..=20, 26)],
    )
        .prop_map(|(axis, amount)| Camera::Simple { axis, amount });
    prop_oneof![simple, Just(Camera::DownBack), Just(Camera::LeftTurnForward)]
}

fn id() -> impl Strategy<Value = String> {
    prop_oneof![
        9 => "[A-Za-z0-9_-][A-Za-z0-9 _/%é.-]{0,20}",
        1 => prop::sample::select(vec![".", "..", " ", "a\u{7}"]).prop_map(str::to_owned),
    ]
}

fn url() -> impl Strategy<Value = String> {
    let good = ["https://example.com/clip.mp4", "http://localhost:1/x?y=z", "https://a.b/é.mov#t"];
    prop_oneof![
        9 => prop::sample::select(good.to_vec()).prop_map(str::to_owned),
        1 => prop::sample::select(vec!["nowhere", "ftp://x/y", "https://"]).prop_map(str::to_owned),
    ]
}
