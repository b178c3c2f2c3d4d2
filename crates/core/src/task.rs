//! What the provider has: a task with its id, and in the end its assets.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::{Cost, Millis, Seconds, UnixMillis};

/// The provider's id of a task. A text: such ids are longer than a JavaScript number is exact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TaskId(pub String);

impl fmt::Display for TaskId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How a task is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TaskRef {
    /// By the id that the provider gave.
    Id(TaskId),
    /// By the id that we gave.
    ExternalId(String),
}

/// How far a task is, in the provider's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TaskStatus {
    /// Taken in, not begun.
    Submitted,
    /// Being worked on.
    Processing,
    /// Done, with assets.
    Succeeded,
    /// Over, without.
    Failed,
    /// A word that we don't know: neither pending nor failed.
    Unknown(String),
}

/// A task as the provider last described it.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// The provider's id.
    pub id: TaskId,
    /// The id that we gave, where the provider repeats it.
    pub external_id: Option<String>,
    /// How far it is.
    pub status: TaskStatus,
    /// The provider's words about the status, such as why it failed.
    pub status_message: Option<String>,
    /// The provider's code for why it failed, where it has one.
    pub failure_code: Option<String>,
    /// When the provider took it in, by its own clock.
    pub created_at: Option<UnixMillis>,
    /// When it last changed, by the provider's clock.
    pub updated_at: Option<UnixMillis>,
    /// What can be fetched: sounds before videos, exact formats before small ones.
    pub assets: Vec<Asset>,
    /// The video that it was made for.
    pub parent_video: Option<ParentVideo>,
    /// What the provider says that it took, in each thing that it takes.
    pub costs: Vec<Cost>,
    /// The provider's id of the exchange that said all this.
    pub request_id: Option<String>,
    /// What a sandbox says that it understood of the prompt, in a header of its own: the bodies are as
    /// the providers', who say nothing of the kind.
    pub understood: Option<String>,
    /// How long the provider wants to be left alone before it is asked again, by the headers of the
    /// answer: `Retry-After`, or a quota that is used up. An hour at the most. Across origins a page sees
    /// such a header only where the answer names it in `access-control-expose-headers`.
    pub retry_after: Option<Millis>,
    /// The task as it came, with all that we don't know of.
    pub raw: serde_json::Value,
}

/// The video that a sound was made for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParentVideo {
    /// The provider's id of the video.
    pub id: Option<String>,
    /// Where it is.
    pub url: Option<String>,
    /// How long it is said to be, rounded to tenths.
    pub duration: Option<Seconds>,
}

/// A file at the provider, behind a URL that expires.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asset {
    /// The provider's id of it. Both formats of one sound share it. A video can be given a sound by
    /// it, see [`VideoSource::Id`](crate::VideoSource::Id).
    pub id: Option<String>,
    /// Where it is.
    pub url: String,
    /// What one does with it.
    #[serde(default)]
    pub kind: AssetKind,
    /// What it is said to be, where that is said.
    pub format: Option<AssetFormat>,
    /// How long it is said to be, rounded to tenths.
    pub duration: Option<Seconds>,
}

/// What one does with a file.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum AssetKind {
    /// One hears it.
    #[default]
    Audio,
    /// One watches it.
    Video,
}

/// A file's format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AssetFormat {
    /// RIFF/WAVE: exact, large.
    Wav,
    /// MPEG audio layer 3: a tenth of the size.
    Mp3,
    /// MPEG-4, with a picture.
    Mp4,
    /// QuickTime, with a picture.
    Mov,
}

impl AssetFormat {
    const ALL: [Self; 4] = [Self::Wav, Self::Mp3, Self::Mp4, Self::Mov];

    /// What one does with a file of this format.
    #[must_use]
    pub const fn kind(self) -> AssetKind {
        match self {
            Self::Wav | Self::Mp3 => AssetKind::Audio,
            Self::Mp4 | Self::Mov => AssetKind::Video,
        }
    }

    /// The usual ending of such a file's name.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Wav => "wav",
            Self::Mp3 => "mp3",
            Self::Mp4 => "mp4",
            Self::Mov => "mov",
        }
    }

    /// The media type that browsers know it by.
    #[must_use]
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Wav => "audio/wav",
            Self::Mp3 => "audio/mpeg",
            Self::Mp4 => "video/mp4",
            Self::Mov => "video/quicktime",
        }
    }

    /// What a file is by the ending of its address.
    #[must_use]
    pub fn of_url(url: &str) -> Option<Self> {
        let (_, path) = url.split(['?', '#']).next()?.split_once("://")?;
        let (_, name) = path.rsplit_once('/')?;
        let (_, ending) = name.rsplit_once('.')?;
        Self::ALL.into_iter().find(|format| format.extension().eq_ignore_ascii_case(ending))
    }

    /// What a file is by the media type that its host gives it, in any of the names that hosts have for
    /// one.
    #[must_use]
    pub fn of_media_type(text: &str) -> Option<Self> {
        const NAMES: [(&str, AssetFormat); 9] = [
            ("audio/wav", AssetFormat::Wav),
            ("audio/x-wav", AssetFormat::Wav),
            ("audio/wave", AssetFormat::Wav),
            ("audio/vnd.wave", AssetFormat::Wav),
            ("audio/mpeg", AssetFormat::Mp3),
            ("audio/mp3", AssetFormat::Mp3),
            ("audio/x-mp3", AssetFormat::Mp3),
            ("video/mp4", AssetFormat::Mp4),
            ("video/quicktime", AssetFormat::Mov),
        ];
        let name = text.split(';').next()?.trim();
        let found = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, format)| *format)
    }

    /// What a file is by its first bytes, whatever it is called.
    #[must_use]
    pub fn sniff(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => Some(Self::Wav),
            [b'I', b'D', b'3', ..] => Some(Self::Mp3),
            // A frame header: eleven set bits, MPEG 1, 2 or 2.5, layer 3.
            [0xff, second, ..] if second & 0xe6 == 0xe2 => Some(Self::Mp3),
            [_, _, _, _, b'f', b't', b'y', b'p', b'q', b't', b' ', b' ', ..] => Some(Self::Mov),
            [_, _, _, _, b'f', b't', b'y', b'p', ..] => Some(Self::Mp4),
            // QuickTime of before there was a brand.
            [_, _, _, _, b'm', b'o', b'o', b'v', ..] => Some(Self::Mov),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_bytes() {
        assert_eq!(AssetFormat::sniff(b"RIFF\x00\x00\x00\x00WAVEfmt "), Some(AssetFormat::Wav));
        assert_eq!(AssetFormat::sniff(b"ID3\x04"), Some(AssetFormat::Mp3));
        assert_eq!(AssetFormat::sniff(&[0xff, 0xfb, 0x90]), Some(AssetFormat::Mp3));
        assert_eq!(AssetFormat::sniff(b"\0\0\0\x20ftypisom"), Some(AssetFormat::Mp4));
        assert_eq!(AssetFormat::sniff(b"\0\0\0\x14ftypqt  "), Some(AssetFormat::Mov));
        assert_eq!(AssetFormat::sniff(b"RIFF\x00\x00\x00\x00AVI "), None);
        assert_eq!(AssetFormat::sniff(b"<!doctype html>"), None);
        assert_eq!(AssetFormat::sniff(b"\xff\xd8\xff"), None);
        assert_eq!(AssetFormat::sniff(b""), None);
    }

    #[test]
    fn files_are_known_by_their_media_types() {
        let of = AssetFormat::of_media_type;
        assert_eq!(of("audio/X-WAV"), Some(AssetFormat::Wav));
        assert_eq!(of(" audio/mpeg ; charset=binary"), Some(AssetFormat::Mp3));
        for format in AssetFormat::ALL {
            assert_eq!(of(format.mime()), Some(format));
        }
        for nothing in
            ["", "application/octet-stream", "binary/octet-stream", "audio/", "text/html"]
        {
            assert_eq!(of(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn files_are_known_by_their_addresses() {
        let of = AssetFormat::of_url;
        assert_eq!(of("https://a.b/c/x.MP3?sign=a.wav#t=1"), Some(AssetFormat::Mp3));
        assert_eq!(of("https://a.b/x.mp4"), Some(AssetFormat::Mp4));
        for nothing in ["https://a.mp3", "https://a.b/mp3", "https://a.b/x.mp3/", "", "...."] {
            assert_eq!(of(nothing), None, "{nothing}");
        }
    }
}
