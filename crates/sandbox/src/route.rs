//! Which of the imitated endpoints a URL means.

use foley_core::{Capability, Dialect, Operation};
use percent_encoding::percent_decode_str;

use crate::file::File;

/// Where the sandbox itself is told things.
const ADMIN: &str = "/_sandbox";

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// All tasks of an operation.
    Tasks(Dialect, Operation),
    /// One task, by whatever id.
    Task(Dialect, Operation, String),
    /// apimodels.app's one endpoint, with the id that its query names.
    Generations(Option<String>),
    /// A finished file.
    File(File),
    /// What is to be told to the sandbox itself, below its own path.
    Admin(String),
    /// Something below an imitated provider that it does not have.
    Unknown(Dialect),
}

impl Route {
    /// Reads a URL or a path.
    pub(crate) fn of(url: &str) -> Self {
        let path = path(url);
        if let Some(file) = File::at(path) {
            return Self::File(file);
        }
        if let Some(rest) = path.strip_prefix(ADMIN)
            && (rest.is_empty() || rest.starts_with('/'))
        {
            return Self::Admin(rest.trim_matches('/').to_owned());
        }
        let below = |dialect: Dialect| {
            let rest = path.strip_prefix(dialect.path_prefix())?;
            rest.starts_with('/').then_some(rest)
        };
        if let Some(rest) = below(Dialect::CometApi) {
            return Self::below(rest, Dialect::CometApi);
        }
        let (rest, is_api) = below(Dialect::ApiModels).map_or((path, false), |rest| (rest, true));
        // One path for all that it does, with or without the prefix.
        let generations = Capability::of(Dialect::ApiModels, Operation::SoundEffect);
        if generations.is_some_and(|capability| trimmed(rest) == capability.path) {
            return Self::Generations(query(url, "task_id"));
        }
        if is_api { Self::Unknown(Dialect::ApiModels) } else { Self::below(path, Dialect::Kling) }
    }

    /// A path of Kling's protocol.
    fn below(path: &str, dialect: Dialect) -> Self {
        for operation in Operation::ALL {
            let capability = Capability::of(dialect, operation);
            let Some(rest) = capability.and_then(|known| path.strip_prefix(known.path)) else {
                continue;
            };
            match (rest, rest.strip_prefix('/')) {
                ("" | "/", _) => return Self::Tasks(dialect, operation),
                (_, Some(id)) if !id.contains('/') => {
                    let id = percent_decode_str(id).decode_utf8_lossy().into_owned();
                    return Self::Task(dialect, operation, id);
                }
                _ => {}
            }
        }
        Self::Unknown(dialect)
    }

    /// Who is asked; `None` for a file, which no dialect is spoken for.
    pub(crate) const fn dialect(&self) -> Option<Dialect> {
        match self {
            Self::Tasks(dialect, _) | Self::Task(dialect, ..) | Self::Unknown(dialect) => {
                Some(*dialect)
            }
            Self::Generations(_) => Some(Dialect::ApiModels),
            Self::File(_) | Self::Admin(_) => None,
        }
    }

    /// What it is about, where the path says that.
    pub(crate) const fn operation(&self) -> Option<Operation> {
        match self {
            Self::Tasks(_, operation) | Self::Task(_, operation, _) => Some(*operation),
            _ => None,
        }
    }
}

/// A URL's path.
pub(crate) fn path(url: &str) -> &str {
    let path = url
        .split_once("://")
        .map_or(url, |(_, rest)| rest.find('/').and_then(|slash| rest.get(slash..)).unwrap_or("/"));
    path.split(['?', '#']).next().unwrap_or_default()
}

/// What a URL's query says under this name.
pub(crate) fn query(url: &str, name: &str) -> Option<String> {
    let (_, query) = url.split('#').next()?.split_once('?')?;
    let value = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
    Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
}

fn trimmed(path: &str) -> &str {
    path.strip_suffix('/').unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::Kind;

    #[test]
    fn each_dialect_has_its_paths() {
        use Dialect::{ApiModels, CometApi, Kling};
        use Operation::{SoundEffect, Speech, Video, VideoSound};
        for (url, route) in [
            ("https://x/v1/audio/text-to-audio", Route::Tasks(Kling, SoundEffect)),
            ("http://x:1/kling/v1/audio/text-to-audio/", Route::Tasks(CometApi, SoundEffect)),
            ("/v1/audio/text-to-audio/a%20b?x=1", Route::Task(Kling, SoundEffect, "a b".into())),
            ("/v1/audio/video-to-audio?pageNum=1", Route::Tasks(Kling, VideoSound)),
            ("https://x/kling/v1/audio/tts", Route::Tasks(CometApi, Speech)),
            ("/v1/videos/text2video/1", Route::Task(Kling, Video, "1".into())),
            ("/v1/audio/generations?task_id=a%2Fb", Route::Generations(Some("a/b".into()))),
            ("https://x/api/v1/audio/generations", Route::Generations(None)),
            ("https://x/api/v1/audio/tts", Route::Unknown(ApiModels)),
            ("https://x/kling/v1/audio/generations", Route::Unknown(CometApi)),
            ("https://x/klingon/v1/audio/text-to-audio", Route::Unknown(Kling)),
            ("https://x/v1/audio/tts/1/2", Route::Unknown(Kling)),
            ("https://x", Route::Unknown(Kling)),
        ] {
            assert_eq!(Route::of(url), route, "{url}");
        }
        let file = File { kind: Kind::Sound, id: "12".into() };
        assert_eq!(Route::of("https://x/assets/12.wav?expires=1"), Route::File(file));
    }

    #[test]
    fn a_query_is_read_by_its_names() {
        assert_eq!(query("/x?a=1&task_id=2#c", "task_id").as_deref(), Some("2"));
        for nothing in ["/x", "/x?task_idx=1", "/x?task_id", "/x#?task_id=1"] {
            assert_eq!(query(nothing, "task_id"), None, "{nothing}");
        }
    }
}
