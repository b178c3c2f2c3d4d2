//! The keeping: the provider's file becomes our take, checked on the way.

use foley_core::{
    ApiError, Asset, AssetFormat, AssetKind, HttpRequest, HttpResponse, Method, Operation, Origin,
    UnixMillis,
};

use crate::engine::Purpose;
use crate::schedule::{FETCH_TRIES, delay};
use crate::{Action, Engine, JobId, KeepError, Stage, Take};

/// A file that is being decoded and stored.
#[derive(Debug)]
pub(crate) struct Decoding {
    /// Which of the job's files it is.
    pub(crate) file: usize,
    asset: Asset,
    /// What is to come after it.
    rest: Vec<Asset>,
    /// What it was said to be, where that is something else than it is.
    said: Option<AssetFormat>,
}

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
            Ok(File { format, declared, bytes }) => {
                let Some(life) = self.lives.get_mut(id) else { return };
                let Stage::Keeping { asset: Some(asset), rest, kept } = &life.job.stage else {
                    return;
                };
                if is_other_format(asset, kept) && kept.iter().any(|take| take.format == format) {
                    let words = "Its other format came as the one that is here already";
                    let error = ApiError::new(Origin::Gateway, words);
                    return self.rest(id, Stage::Stalled { error: Some(error) }, now);
                }
                let all = [asset.format, AssetFormat::of_url(&asset.url), declared];
                let said = all.into_iter().flatten().find(|said| *said != format);
                let file = kept.len();
                let (asset, rest) = (asset.clone(), rest.clone());
                life.decoding = Some(Decoding { file, asset, rest, said });
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
        let Some(decoding) = life.decoding.take_if(|decoding| decoding.file == file) else {
            return;
        };
        let Decoding { asset, rest, said, .. } = decoding;
        take.asset_id = asset.id;
        take.said = said;
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
        if life.decoding.take_if(|decoding| decoding.file == file).is_none() || !is_awaited {
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
                error.code = Some(ApiError::NOT_STORED.to_owned());
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

/// Whether an asset is a sound of which a format is kept.
fn is_other_format(asset: &Asset, kept: &[Take]) -> bool {
    asset.kind == AssetKind::Audio && kept.iter().any(|take| take.kind == AssetKind::Audio)
}

/// Of all that a task has made, what is kept: one sound in its best format, one video, and the other
/// format of that sound. First comes what the operation is about, and the other format last.
fn wanted(operation: Operation, assets: Vec<Asset>) -> Vec<Asset> {
    let sound = sound(&assets);
    let other = sound.and_then(|sound| other_format(sound, &assets));
    let video = assets.iter().find(|asset| asset.kind == AssetKind::Video);
    let in_order = match operation {
        Operation::Video => [video, sound, other],
        Operation::SoundEffect | Operation::VideoSound | Operation::Speech => [sound, video, other],
    };
    in_order.into_iter().flatten().cloned().collect()
}

/// The first sound, in its exact format where it has that.
fn sound(assets: &[Asset]) -> Option<&Asset> {
    let first = assets.iter().find(|asset| asset.kind == AssetKind::Audio)?;
    let is_exact = |asset: &&Asset| {
        asset.kind == AssetKind::Audio
            && asset.id == first.id
            && asset.format == Some(AssetFormat::Wav)
    };
    assets.iter().find(is_exact).or(Some(first))
}

/// The same sound in another format. What lies at the same address is the same file, whatever it is
/// called there.
fn other_format<'a>(sound: &Asset, assets: &'a [Asset]) -> Option<&'a Asset> {
    let format = sound.format?;
    assets.iter().find(|asset| {
        asset.kind == AssetKind::Audio
            && asset.id == sound.id
            && asset.url != sound.url
            && asset.format.is_some_and(|other| other != format)
    })
}

/// A file that came whole.
#[derive(Debug, PartialEq, Eq)]
struct File {
    /// What it is, by its first bytes.
    format: AssetFormat,
    /// What its host declares it to be, where that is a format.
    declared: Option<AssetFormat>,
    bytes: Vec<u8>,
}

/// Whether what came is a whole file that can be played.
fn check(response: HttpResponse) -> Result<File, ApiError> {
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
    let media_type = response.header("content-type").unwrap_or_default();
    if is_page(media_type) {
        return Err(wrong("What came is a page, and neither a sound nor a video"));
    }
    let declared = AssetFormat::of_media_type(media_type);
    match AssetFormat::sniff(&response.body) {
        Some(format) => Ok(File { format, declared, bytes: response.body }),
        None => Err(wrong("What came is neither a sound nor a video")),
    }
}

/// Whether a media type is that of something to be read: a network's sign-in page, a refusal in JSON.
fn is_page(media_type: &str) -> bool {
    let name = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    name == "text/html" || name.ends_with("json")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, length: Option<&str>, body: &[u8]) -> HttpResponse {
        let headers = length.map(|length| ("content-length".to_owned(), length.to_owned()));
        HttpResponse { status, headers: headers.into_iter().collect(), body: body.to_vec() }
    }

    const WAV: &[u8] = b"RIFF\x04\0\0\0WAVE";

    fn file(declared: Option<AssetFormat>) -> Result<File, ApiError> {
        Ok(File { format: AssetFormat::Wav, declared, bytes: WAV.to_vec() })
    }

    #[test]
    fn takes_whole_sound_files_only() {
        assert_eq!(check(answer(200, Some("12"), WAV)), file(None));
        assert!(check(answer(200, None, WAV)).is_ok());
        assert!(check(answer(200, Some("400"), WAV)).is_err());
        assert!(check(answer(404, None, WAV)).is_err());
        assert!(check(answer(200, None, b"<html>")).is_err());
        assert!(check(answer(200, None, b"")).is_err());
    }

    #[test]
    fn what_a_host_declares_is_heard_and_not_believed() {
        let declared = |media_type: &str| {
            let headers = vec![("Content-Type".to_owned(), media_type.to_owned())];
            check(HttpResponse { status: 200, headers, body: WAV.to_vec() })
        };
        assert_eq!(declared("audio/wav"), file(Some(AssetFormat::Wav)));
        assert_eq!(declared("audio/mpeg"), file(Some(AssetFormat::Mp3)));
        for nothing in ["", "application/octet-stream", "image/png"] {
            assert_eq!(declared(nothing), file(None), "{nothing}");
        }
        for page in ["text/html", "Text/HTML; charset=utf-8", "application/problem+json"] {
            assert!(declared(page).is_err(), "{page}");
        }
    }

    fn asset(id: Option<&str>, url: &str, format: Option<AssetFormat>) -> Asset {
        let kind = format.map_or(AssetKind::Audio, AssetFormat::kind);
        Asset { id: id.map(str::to_owned), url: url.to_owned(), kind, format, duration: None }
    }

    fn urls(operation: Operation, assets: &[Asset]) -> Vec<String> {
        wanted(operation, assets.to_vec()).into_iter().map(|asset| asset.url).collect()
    }

    #[test]
    fn the_other_format_of_a_sound_comes_last() {
        let (wav, mp3, mp4) = (AssetFormat::Wav, AssetFormat::Mp3, AssetFormat::Mp4);
        let all = [
            asset(Some("1"), "1.mp3", Some(mp3)),
            asset(Some("1"), "1.wav", Some(wav)),
            asset(Some("1"), "1", None),
            asset(Some("2"), "2.wav", Some(wav)),
            asset(Some("3"), "3.mp4", Some(mp4)),
        ];
        assert_eq!(urls(Operation::VideoSound, &all), ["1.wav", "3.mp4", "1.mp3"]);
        assert_eq!(urls(Operation::Video, &all), ["3.mp4", "1.wav", "1.mp3"]);
        assert_eq!(urls(Operation::SoundEffect, &all[..1]), ["1.mp3"]);
        // Another sound is no format of this one, and neither is what nobody knows the format of.
        assert_eq!(urls(Operation::Speech, &[all[1].clone(), all[2].clone()]), ["1.wav"]);
        assert_eq!(urls(Operation::Speech, &[all[0].clone(), all[3].clone()]), ["1.mp3"]);
        // One address is one file.
        let same = [asset(None, "1", Some(wav)), asset(None, "1", Some(mp3))];
        assert_eq!(urls(Operation::SoundEffect, &same), ["1"]);
    }
}
