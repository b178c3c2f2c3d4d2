//! The finished files: what they are called, and how they are handed out, whole or in part.

use foley_core::HttpResponse;

/// A file, by its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct File {
    pub(crate) kind: Kind,
    /// Its task's.
    pub(crate) id: String,
}

/// What a file is. Each has a path of its own form, so that what it takes to make one is known by
/// its address alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A sound that `foley-synth` makes.
    Sound,
    /// The same, as MP3.
    Mp3,
    /// Speech.
    Speech,
    /// A clip, with a sound or without.
    Film,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Speech, Self::Sound, Self::Mp3, Self::Film];

    /// What stands before and after the id.
    const fn around(self) -> (&'static str, &'static str) {
        match self {
            Self::Sound => ("/assets/", ".wav"),
            Self::Mp3 => ("/assets/", ".mp3"),
            Self::Speech => ("/assets/speech/", ".wav"),
            Self::Film => ("/assets/", ".mp4"),
        }
    }

    const fn mime(self) -> &'static str {
        match self {
            Self::Sound | Self::Speech => "audio/wav",
            Self::Mp3 => "audio/mpeg",
            Self::Film => "video/mp4",
        }
    }
}

impl File {
    /// The file at this path.
    pub(crate) fn at(path: &str) -> Option<Self> {
        Kind::ALL.into_iter().find_map(|kind| {
            let (before, after) = kind.around();
            let id = path.strip_prefix(before)?.strip_suffix(after)?;
            (!id.is_empty() && !id.contains('/')).then(|| Self { kind, id: id.to_owned() })
        })
    }

    /// Its path.
    pub(crate) fn path(&self) -> String {
        let (before, after) = self.kind.around();
        format!("{before}{}{after}", self.id)
    }
}

/// A file's bytes, or the range of them that was asked for.
pub(crate) fn serve(kind: Kind, bytes: Vec<u8>, range: Option<&str>) -> HttpResponse {
    let total = bytes.len();
    let mut headers = vec![
        ("content-type".to_owned(), kind.mime().to_owned()),
        ("accept-ranges".to_owned(), "bytes".to_owned()),
    ];
    match range.and_then(|range| part(range, total)) {
        None => {
            headers.push(("content-length".to_owned(), total.to_string()));
            HttpResponse { status: 200, headers, body: bytes }
        }
        Some(Err(())) => {
            headers.push(("content-range".to_owned(), format!("bytes */{total}")));
            headers.push(("content-length".to_owned(), "0".to_owned()));
            HttpResponse { status: 416, headers, body: Vec::new() }
        }
        Some(Ok((first, last))) => {
            let body = bytes.get(first..=last).unwrap_or_default().to_vec();
            headers.push(("content-range".to_owned(), format!("bytes {first}-{last}/{total}")));
            headers.push(("content-length".to_owned(), body.len().to_string()));
            HttpResponse { status: 206, headers, body }
        }
    }
}

/// What stands in a file's place where there is none: XML, as such hosts answer.
pub(crate) fn refuse(status: u16, code: &str, message: &str) -> HttpResponse {
    let xml = r#"<?xml version="1.0" encoding="UTF-8"?>"#;
    let body = format!("{xml}\n<Error><Code>{code}</Code><Message>{message}</Message></Error>");
    HttpResponse {
        status,
        headers: vec![("content-type".to_owned(), "application/xml".to_owned())],
        body: body.into_bytes(),
    }
}

/// There is no such file.
pub(crate) fn no_such_key() -> HttpResponse {
    refuse(404, "NoSuchKey", "The specified key does not exist")
}

/// Its address has run out.
pub(crate) fn expired() -> HttpResponse {
    refuse(403, "AccessDenied", "Request has expired")
}

/// It can't be made here.
pub(crate) fn unmade(why: String) -> HttpResponse {
    let headers = vec![("content-type".to_owned(), "text/plain; charset=utf-8".to_owned())];
    HttpResponse { status: 503, headers, body: why.into_bytes() }
}

/// The first and the last byte that a `Range` asks for; an error where there are none. `None` where
/// it is not one range of bytes: such a header is to be ignored.
fn part(range: &str, total: usize) -> Option<Result<(usize, usize), ()>> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    let end = total.checked_sub(1)?;
    let (first, last) = match (first.trim(), last.trim()) {
        ("", suffix) => match suffix.parse::<usize>().ok()? {
            0 => return Some(Err(())),
            length => (total.saturating_sub(length), end),
        },
        (first, "") => (first.parse().ok()?, end),
        (first, last) => (first.parse().ok()?, last.parse::<usize>().ok()?.min(end)),
    };
    if first > end {
        return Some(Err(()));
    }
    (first <= last).then_some(Ok((first, last)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_ranges_that_players_send() {
        assert_eq!(part("bytes=0-", 100), Some(Ok((0, 99))));
        assert_eq!(part("bytes=10-19", 100), Some(Ok((10, 19))));
        assert_eq!(part("bytes=90-500", 100), Some(Ok((90, 99))));
        assert_eq!(part("bytes=-5", 100), Some(Ok((95, 99))));
        assert_eq!(part("bytes=-500", 100), Some(Ok((0, 99))));
        assert_eq!(part("bytes=100-", 100), Some(Err(())));
        assert_eq!(part("bytes=-0", 100), Some(Err(())));
        for ignored in ["bytes=9-2", "bytes=a-b", "bytes=-", "items=0-1", "bytes=0-1,4-5", ""] {
            assert_eq!(part(ignored, 100), None, "{ignored}");
        }
    }

    #[test]
    fn a_file_is_known_by_its_path() {
        for kind in Kind::ALL {
            let file = File { kind, id: "86".to_owned() };
            assert_eq!(File::at(&file.path()), Some(file));
        }
        for nothing in ["/assets/.wav", "/assets/a/b.wav", "/assets/1.ogg", "/1.wav", "/assets/"] {
            assert_eq!(File::at(nothing), None, "{nothing}");
        }
    }
}
