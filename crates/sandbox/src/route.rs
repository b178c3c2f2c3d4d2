//! Which of the imitated endpoints a URL means.

use foley_core::{Dialect, TaskId, TaskRef};
use percent_encoding::percent_decode_str;

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// The collection of sound effects.
    SoundEffects(Dialect),
    /// One sound effect, by whatever id.
    SoundEffect(Dialect, String),
    /// A finished sound's file.
    Asset(TaskId),
    /// Something below an imitated provider that it does not have.
    Unknown(Dialect),
}

impl Route {
    /// Reads a URL or a path; the query does not matter.
    pub(crate) fn of(url: &str) -> Self {
        let path = url.split_once("://").map_or(url, |(_, rest)| {
            rest.find('/').and_then(|slash| rest.get(slash..)).unwrap_or("/")
        });
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let asset = path.strip_prefix("/assets/").and_then(|name| name.strip_suffix(".wav"));
        if let Some(id) = asset {
            return Self::Asset(TaskId(id.to_owned()));
        }
        let (dialect, path) = match path.strip_prefix(Dialect::CometApi.path_prefix()) {
            Some(rest) if rest.starts_with('/') => (Dialect::CometApi, rest),
            _ => (Dialect::Kling, path),
        };
        match path.strip_prefix("/v1/audio/text-to-audio") {
            Some("" | "/") => Self::SoundEffects(dialect),
            Some(rest) => match rest.strip_prefix('/') {
                Some(id) if !id.contains('/') => {
                    Self::SoundEffect(dialect, percent_decode_str(id).decode_utf8_lossy().into())
                }
                _ => Self::Unknown(dialect),
            },
            None => Self::Unknown(dialect),
        }
    }
}

/// Either id may stand in a path: the provider's own comes first.
pub(crate) fn refs(id: &str) -> [TaskRef; 2] {
    [TaskRef::Id(TaskId(id.to_owned())), TaskRef::ExternalId(id.to_owned())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_dialect_has_its_paths() {
        for (url, route) in [
            ("https://x/v1/audio/text-to-audio", Route::SoundEffects(Dialect::Kling)),
            ("http://x:1/kling/v1/audio/text-to-audio/", Route::SoundEffects(Dialect::CometApi)),
            ("/v1/audio/text-to-audio/a%20b?x=1", Route::SoundEffect(Dialect::Kling, "a b".into())),
            ("https://x/assets/12.wav", Route::Asset(TaskId("12".into()))),
            ("https://x/klingon/v1/audio/text-to-audio", Route::Unknown(Dialect::Kling)),
            ("https://x", Route::Unknown(Dialect::Kling)),
            ("https://x/kling/v1/audio/tts", Route::Unknown(Dialect::CometApi)),
        ] {
            assert_eq!(Route::of(url), route, "{url}");
        }
    }
}
