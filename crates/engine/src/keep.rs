//! The keeping: the provider's file becomes our take, checked on the way.

use foley_core::{
    ApiError, Asset, AssetFormat, HttpRequest, HttpResponse, Method, Origin, UnixMillis,
};

use crate::engine::Purpose;
use crate::schedule::{FETCH_TRIES, delay};
use crate::{Action, Engine, JobId, KeepError, Stage, Take};

impl Engine {
    /// The file is there. On the first sight of it, it is fetched at once; where a link was refused
    /// before and a fresh one came, the tries go on counting.
    pub(crate) fn keep(&mut self, id: &JobId, asset: Asset, now: UnixMillis) {
        let url = asset.url.clone();
        let again = self.job(id).is_some_and(|job| matches!(job.stage, Stage::Keeping { .. }));
        let stage = Stage::Keeping { asset };
        if again {
            self.enter_counting(id, stage, now);
        } else {
            self.enter(id, stage, now);
        }
        self.fetch(id, url, now);
    }

    pub(crate) fn fetch(&mut self, id: &JobId, url: String, now: UnixMillis) {
        let request = HttpRequest { method: Method::Get, url, headers: Vec::new(), body: None };
        self.send(id, Purpose::Fetch, request, now);
    }

    pub(crate) fn fetched(
        &mut self,
        id: &JobId,
        outcome: Result<HttpResponse, ApiError>,
        now: UnixMillis,
    ) {
        match outcome.and_then(check) {
            Ok((format, bytes)) => self.push(Action::Keep { job: id.clone(), format, bytes }),
            Err(error) => self.not_fetched(id, error, now),
        }
    }

    fn not_fetched(&mut self, id: &JobId, error: ApiError, now: UnixMillis) {
        let Some(life) = self.lives.get(id) else {
            return;
        };
        let tries = life.tries;
        let gone = matches!(error.status, Some(403 | 404 | 410));
        if tries + 1 < FETCH_TRIES {
            let span = delay(tries, error.retry, &mut self.jitter);
            self.wake_in(id, span, now);
            if gone {
                // The link has expired; the task has a fresh one.
                self.look(id, now);
            }
        } else if gone {
            self.enter(id, Stage::Expired { error }, now);
        } else {
            self.enter(id, Stage::Stalled { error: Some(error) }, now);
        }
    }

    pub(crate) fn kept(&mut self, id: &JobId, take: Take, now: UnixMillis) {
        let Some(life) = self.lives.get(id) else {
            // Removed in the meantime: what was just written goes, too.
            self.push(Action::Delete(id.clone()));
            return;
        };
        // A user who cancelled meanwhile still gets what is there.
        if matches!(life.job.stage, Stage::Keeping { .. } | Stage::Cancelled) {
            self.enter(id, Stage::Kept { take }, now);
        }
    }

    pub(crate) fn keep_failed(&mut self, id: &JobId, error: &KeepError, now: UnixMillis) {
        let Some(life) = self.lives.get(id) else {
            return;
        };
        if !matches!(life.job.stage, Stage::Keeping { .. }) {
            return;
        }
        match error {
            KeepError::Undecodable(words) => {
                let mut error =
                    ApiError::new(Origin::Gateway, "The file that came can't be played");
                error.excerpt = Some(words.clone());
                self.not_fetched(id, error, now);
            }
            KeepError::Store(words) => {
                let mut error = ApiError::new(
                    Origin::Ourselves,
                    "The browser's storage did not take the sound: make room, then look again",
                );
                error.excerpt = Some(words.clone());
                self.enter(id, Stage::Stalled { error: Some(error) }, now);
            }
        }
    }
}

/// Whether what came is a whole sound file.
fn check(response: HttpResponse) -> Result<(AssetFormat, Vec<u8>), ApiError> {
    let wrong = |words: &str| ApiError {
        status: Some(response.status),
        ..ApiError::new(Origin::Gateway, words)
    };
    if !response.is_success() {
        return Err(wrong("The file's host refused it"));
    }
    let said = response.header("content-length").and_then(|length| length.parse::<usize>().ok());
    // A body that was compressed on the way is longer here, and across origins nothing tells of that.
    if said.is_some_and(|said| said > response.body.len()) {
        return Err(wrong("The file came cut short"));
    }
    match AssetFormat::sniff(&response.body) {
        Some(format) => Ok((format, response.body)),
        None => Err(wrong("What came is no sound file")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, length: Option<&str>, body: &[u8]) -> HttpResponse {
        let headers = length.map(|length| ("content-length".to_owned(), length.to_owned()));
        HttpResponse { status, headers: headers.into_iter().collect(), body: body.to_vec() }
    }

    const WAV: &[u8] = b"RIFF\x04\0\0\0WAVE";

    #[test]
    fn takes_whole_sound_files_only() {
        assert_eq!(check(answer(200, Some("12"), WAV)), Ok((AssetFormat::Wav, WAV.to_vec())));
        assert!(check(answer(200, None, WAV)).is_ok());
        assert!(check(answer(200, Some("400"), WAV)).is_err());
        assert!(check(answer(404, None, WAV)).is_err());
        assert!(check(answer(200, None, b"<html>")).is_err());
        assert!(check(answer(200, None, b"")).is_err());
    }
}
