//! The files of a finished task, told apart by what the provider calls them or by their addresses.

use serde_json::Value;

use super::read::{seconds, text, text_or_number};
use crate::{Asset, AssetFormat, AssetKind, ParentVideo};

/// All files of a task, sounds before videos, the exact format of a sound before the small one.
pub(super) fn assets(data: &Value) -> Vec<Asset> {
    let result = &data["task_result"];
    let in_list = |value: &Value, read: fn(&Value) -> Vec<Asset>| -> Vec<Asset> {
        value.as_array().into_iter().flatten().flat_map(read).collect()
    };
    let mut found = in_list(&result["audios"], audio);
    found.extend(in_list(&result["videos"], |value| video(value).into_iter().collect()));
    found.extend(in_list(&data["outputs"], output));
    found.extend(in_list(&data["resultUrls"], |url| by_address(url, None).into_iter().collect()));
    // A relay's flat task: one address, with its format beside it.
    found.extend(by_address(&data["url"], text(&data["format"])));
    found.sort_by_key(|asset| asset.kind);
    found
}

/// A sound, in each of its formats. Speech has one address without a format.
fn audio(value: &Value) -> Vec<Asset> {
    let names = [
        (Some(AssetFormat::Wav), "url_wav", "duration_wav"),
        (Some(AssetFormat::Wav), "wav_url", "wav_duration"),
        (Some(AssetFormat::Mp3), "url_mp3", "duration_mp3"),
        (Some(AssetFormat::Mp3), "mp3_url", "mp3_duration"),
        (None, "url", "duration"),
    ];
    let of_name = |(format, url, duration): (Option<AssetFormat>, &str, &str)| {
        let url = text(&value[url])?;
        Some(Asset {
            id: text_or_number(&value["id"]),
            url: url.to_owned(),
            kind: AssetKind::Audio,
            format: format.or_else(|| AssetFormat::of_url(url)),
            duration: seconds(&value[duration]),
        })
    };
    names.into_iter().filter_map(of_name).collect()
}

fn video(value: &Value) -> Option<Asset> {
    let url = text(&value["url"])?;
    Some(Asset {
        id: text_or_number(&value["id"]),
        url: url.to_owned(),
        kind: AssetKind::Video,
        format: AssetFormat::of_url(url).filter(|format| format.kind() == AssetKind::Video),
        duration: seconds(&value["duration"]),
    })
}

/// One output of the newer protocol: a sound has addresses by format, a video has one.
fn output(value: &Value) -> Vec<Asset> {
    let sounds = audio(value);
    let is_sound = sounds
        .iter()
        .any(|asset| asset.format.is_some_and(|format| format.kind() == AssetKind::Audio));
    if is_sound { sounds } else { video(value).into_iter().collect() }
}

/// A bare address: what ends like a video is one, and anything else is a sound.
fn by_address(url: &Value, said: Option<&str>) -> Option<Asset> {
    let url = text(url)?;
    let format =
        AssetFormat::of_url(url).or_else(|| AssetFormat::of_url(&format!("https://x/x.{}", said?)));
    Some(Asset {
        id: None,
        url: url.to_owned(),
        kind: format.map_or(AssetKind::Audio, AssetFormat::kind),
        format,
        duration: None,
    })
}

/// The video that a sound was made for.
pub(super) fn parent_video(value: &Value) -> Option<ParentVideo> {
    let video = ParentVideo {
        id: text_or_number(&value["id"]),
        url: text(&value["url"]).map(str::to_owned),
        duration: seconds(&value["duration"]),
    };
    (video.id.is_some() || video.url.is_some()).then_some(video)
}
