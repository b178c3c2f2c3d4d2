//! What the provider has: a task with its id, and in the end its assets.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::{Seconds, UnixMillis};

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
    /// The provider's words about the status; the reason, where the task failed.
    pub status_message: Option<String>,
    /// When the provider took it in, by its own clock.
    pub created_at: Option<UnixMillis>,
    /// When it last changed, by the provider's clock.
    pub updated_at: Option<UnixMillis>,
    /// What can be fetched, in the provider's order.
    pub assets: Vec<Asset>,
    /// The units that the task cost, as the provider writes them.
    pub deduction: Option<String>,
    /// The provider's id of the exchange that said all this.
    pub request_id: Option<String>,
    /// The task as it came, with all that we don't know of.
    pub raw: serde_json::Value,
}

/// A file at the provider, behind a URL that expires.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asset {
    /// The provider's id of it. Both formats of one sound share it.
    pub id: Option<String>,
    /// Where it is.
    pub url: String,
    /// What it is said to be.
    pub format: AssetFormat,
    /// How long it is said to be, rounded to tenths.
    pub duration: Option<Seconds>,
}

/// A file's format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AssetFormat {
    /// RIFF/WAVE: exact, large.
    Wav,
    /// MPEG audio layer 3: a tenth of the size.
    Mp3,
}

impl AssetFormat {
    /// The usual ending of such a file's name.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Wav => "wav",
            Self::Mp3 => "mp3",
        }
    }

    /// The media type that browsers know it by.
    #[must_use]
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Wav => "audio/wav",
            Self::Mp3 => "audio/mpeg",
        }
    }

    /// What a file is by its first bytes, whatever it is called.
    #[must_use]
    pub fn sniff(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => Some(Self::Wav),
            [b'I', b'D', b'3', ..] => Some(Self::Mp3),
            // A frame header: eleven set bits, MPEG 1, 2 or 2.5, layer 3.
            [0xff, second, ..] if second & 0xe6 == 0xe2 => Some(Self::Mp3),
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
        assert_eq!(AssetFormat::sniff(b"RIFF\x00\x00\x00\x00AVI "), None);
        assert_eq!(AssetFormat::sniff(b"<!doctype html>"), None);
        assert_eq!(AssetFormat::sniff(b"\xff\xd8\xff"), None);
        assert_eq!(AssetFormat::sniff(b""), None);
    }
}
