//! The keeping: the provider's file becomes our take, checked on the way.

use foley_core::{
    ApiError, Asset, AssetFormat, AssetKind, HttpRequest, HttpResponse, Method, Operation, Origin,
    UnixMillis,
};

use crate::engine::Purpose;
use crate::schedule::{FETCH_TRIES, delay};
use crate::{Action, Engine, JobId, KeepError, Stage, Take};

impl Engine {
    /// The files are there. On the first sight of them, the first is fetched at once; where a link was
    /// refused before and fresh ones came, the tries go on counting, and what is ours already stays.
    pub(crate) fn keep(&mut self, id: &JobId, assets: Vec<Asset>, now: UnixMillis) {
        let Some(job) = self.job(id) else { return };
        let (again, kept) = match &job.stage {
            Stage::Keeping { kept, .. } => (true, kept.clone()),
            _ => (false, Vec::new()),
        };
        let mut wanted = wanted(job.request.operation(), assets).into_iter().skip(kept.len());
        let Some(asset) = wanted.next() else {
            let words = "The provider says that it is done, and gives no file";
            let error = ApiError::new(Origin::Gateway, words);
            return self.rest_missing(id, error, now);
        };
        let url = asset.url.clone();
        let stage = Stage::Keeping { asset, rest: wanted.collect(), kept };
        if again {
            self.enter_counting(id, stage, now);
        } else {
            self.enter(id, stage, now);
        }
        self.fetch(id, url, now);
    }

    /// The job ends without what is not ours yet: as kept, where the file that it was about is.
    pub(crate) fn rest_missing(&mut self, id: &JobId, error: ApiError, now: UnixMillis) {
        let Some(life) = self.lives.get_mut(id) else { return };
        let stage = match &mut life.job.stage {
            Stage::Keeping { kept, .. } if !kept.is_empty() => {
                let mut more = std::mem::take(kept);
                let take = more.remove(0);
                Stage::Kept { take, more, missing: Some(error) }
            }
            _ if matches!(error.status, Some(403 | 404 | 410)) => Stage::Expired { error },
            _ => Stage::Stalled { error: Some(error) },
        };
        self.enter(id, stage, now);
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
            Ok((format, bytes)) => {
                let file = match self.job(id).map(|job| &job.stage) {
                    Some(Stage::Keeping { kept, .. }) => kept.len(),
                    _ => return,
                };
                self.push(Action::Keep { job: id.clone(), file, format, bytes });
            }
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
        } else {
            self.rest_missing(id, error, now);
        }
    }

    pub(crate) fn kept(&mut self, id: &JobId, mut take: Take, now: UnixMillis) {
        let Some(life) = self.lives.get_mut(id) else {
            // Removed in the meantime: what was just written goes, too.
            self.push(Action::Delete(id.clone()));
            return;
        };
        match &mut life.job.stage {
            Stage::Keeping { asset, rest, kept } => {
                take.asset_id = asset.id.clone();
                let mut files = std::mem::take(kept);
                files.push(take);
                if rest.is_empty() {
                    let take = files.remove(0);
                    let stage = Stage::Kept { take, more: files, missing: None };
                    self.enter(id, stage, now);
                } else {
                    let asset = rest.remove(0);
                    let (url, rest) = (asset.url.clone(), std::mem::take(rest));
                    self.enter(id, Stage::Keeping { asset, rest, kept: files }, now);
                    self.fetch(id, url, now);
                }
            }
            // A user who cancelled meanwhile still gets what is there.
            Stage::Cancelled => {
                let stage = Stage::Kept { take, more: Vec::new(), missing: None };
                self.enter(id, stage, now);
            }
            _ => {}
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
                    "The browser's storage did not take the file: make room, then look again",
                );
                error.excerpt = Some(words.clone());
                self.enter(id, Stage::Stalled { error: Some(error) }, now);
            }
        }
    }
}

/// Of all that a task has made, what is kept: one sound in its best format, and one video. First comes
/// what the operation is about.
fn wanted(operation: Operation, assets: Vec<Asset>) -> Vec<Asset> {
    let first = |kind| assets.iter().find(|asset| asset.kind == kind).cloned();
    let (sound, video) = (first(AssetKind::Audio), first(AssetKind::Video));
    let in_order = match operation {
        Operation::Video => [video, sound],
        Operation::SoundEffect | Operation::VideoSound | Operation::Speech => [sound, video],
    };
    in_order.into_iter().flatten().collect()
}

/// Whether what came is a whole file that can be played.
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
        None => Err(wrong("What came is neither a sound nor a video")),
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
