//! The finished files: rendered when they are asked for, whole or in part.

use foley_core::HttpResponse;

use crate::state::Task;

/// A task's sound as a WAV file.
pub(crate) fn wav(task: &Task, range: Option<&str>) -> HttpResponse {
    let bytes = foley_synth::render(&task.prompt, task.duration.tenths(), task.variation).to_wav();
    let total = bytes.len();
    let mut headers = vec![
        ("content-type".to_owned(), "audio/wav".to_owned()),
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
}
