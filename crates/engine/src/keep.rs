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
            return self.rest(id, Stage::Stalled { error: Some(error) }, now);
        };
        let url = asset.url.clone();
        let stage = Stage::Keeping { asset: Some(asset), rest: wanted.collect(), kept };
        if again {
            self.enter_counting(id, stage, now);
        } else {
            self.enter(id, stage, now);
        }
        self.fetch(id, url, now);
    }

    /// The job comes to rest at this stage; where the file that it was about is ours already, as kept,
    /// without what else was to come.
    pub(crate) fn rest(&mut self, id: &JobId, stage: Stage, now: UnixMillis) {
        let Some(life) = self.lives.get_mut(id) else { return };
        let stage = match &mut life.job.stage {
            Stage::Keeping { kept, .. } if !kept.is_empty() => {
                let mut more = std::mem::take(kept);
                let take = more.remove(0);
                Stage::Kept { take, more, missing: Some(why(stage)) }
            }
            _ => stage,
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
                let Some(life) = self.lives.get_mut(id) else { return };
                let Stage::Keeping { asset: Some(asset), rest, kept } = &life.job.stage else {
                    return;
                };
                let file = kept.len();
                life.decoding = Some((file, asset.clone(), rest.clone()));
                self.push(Action::Keep { job: id.clone(), file, format, bytes });
            }
            Err(error) => self.not_fetched(id, error, now),
        }
    }

    fn not_fetched(&mut self, id: &JobId, error: ApiError, now: UnixMillis) {
        let Some(life) = self.lives.get(id) else {
            return;
        };
        let (tries, operation) = (life.tries, life.job.request.operation());
        let gone = matches!(error.status, Some(403 | 404 | 410));
        if tries + 1 < FETCH_TRIES {
            let span = delay(operation, tries, error.retry, &mut self.jitter);
            self.wake_in(id, span, now);
            if gone {
                // The link has expired; the task has a fresh one, and this one is not tried again.
                if let Some(Stage::Keeping { asset, .. }) =
                    self.lives.get_mut(id).map(|life| &mut life.job.stage)
                {
                    *asset = None;
                }
                self.look(id, now);
            }
        } else if gone {
            self.rest(id, Stage::Expired { error }, now);
        } else if let Some(assets) = is_unread(&error).then(|| unread(&life.job.stage)).flatten() {
            self.enter(id, Stage::Linked { assets, error }, now);
        } else {
            self.rest(id, Stage::Stalled { error: Some(error) }, now);
        }
    }

    pub(crate) fn kept(&mut self, id: &JobId, file: usize, mut take: Take, now: UnixMillis) {
        let Some(life) = self.lives.get_mut(id) else {
            // Removed in the meantime: what was just written goes, too.
            self.push(Action::Delete(id.clone()));
            return;
        };
        let Some((_, asset, rest)) = life.decoding.take_if(|(number, ..)| *number == file) else {
            return;
        };
        take.asset_id = asset.id;
        match &mut life.job.stage {
            Stage::Keeping { kept, .. } if kept.len() == file => {
                let mut files = std::mem::take(kept);
                files.push(take);
                let mut rest = rest.into_iter();
                match rest.next() {
                    Some(next) => {
                        let (url, rest) = (next.url.clone(), rest.collect());
                        let stage = Stage::Keeping { asset: Some(next), rest, kept: files };
                        self.enter(id, stage, now);
                        self.fetch(id, url, now);
                    }
                    None => {
                        let take = files.remove(0);
                        let stage = Stage::Kept { take, more: files, missing: None };
                        self.enter(id, stage, now);
                    }
                }
            }
            // A user who cancelled meanwhile still gets what is there.
            Stage::Cancelled if file == 0 => {
                let missing = (!rest.is_empty()).then(stopped);
                self.enter(id, Stage::Kept { take, more: Vec::new(), missing }, now);
            }
            _ => {}
        }
    }

    pub(crate) fn keep_failed(
        &mut self,
        id: &JobId,
        file: usize,
        error: &KeepError,
        now: UnixMillis,
    ) {
        let Some(life) = self.lives.get_mut(id) else {
            return;
        };
        let is_awaited =
            matches!(&life.job.stage, Stage::Keeping { kept, .. } if kept.len() == file);
        if life.decoding.take_if(|(number, ..)| *number == file).is_none() || !is_awaited {
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
                self.rest(id, Stage::Stalled { error: Some(error) }, now);
            }
        }
    }
}

/// Whether a file did not come at all. A page is not told whether the network or the host's refusal to
/// have its files read by pages was the reason.
fn is_unread(error: &ApiError) -> bool {
    error.origin == Origin::Network && error.status.is_none()
}

/// The files that did not come, where none of them has.
fn unread(stage: &Stage) -> Option<Vec<Asset>> {
    match stage {
        Stage::Keeping { asset: Some(asset), rest, kept } if kept.is_empty() => {
            Some([asset].into_iter().chain(rest).cloned().collect())
        }
        _ => None,
    }
}

/// What the user did who did not wait for all of it.
pub(crate) fn stopped() -> ApiError {
    ApiError::new(Origin::Ourselves, "You stopped waiting for it")
}

/// Why a job comes to rest at a stage.
fn why(stage: Stage) -> ApiError {
    match stage {
        Stage::Stalled { error: Some(error) }
        | Stage::Failed { error }
        | Stage::Expired { error } => error,
        _ => ApiError::new(Origin::Network, "The provider gave no link to it in time"),
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
