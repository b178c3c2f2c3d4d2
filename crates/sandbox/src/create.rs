//! Taking a task in: what a request asks for, as the work that it is, or why it can't be had.
//!
//! A video that is not its own it has the studio look at. One that can't be looked at from here, and
//! may be good all the same, is taken to be five seconds long, and is dubbed as a film of the sound's
//! own prompt.

use core::ops::RangeInclusive;

use foley_core::{
    Capability, Decimal, Dialect, Operation, Request, Seconds, Speech, Video, VideoSound,
    VideoSource,
};
use serde_json::{Map, Value};

use crate::calls::Call;
use crate::carriage::Changes;
use crate::faults::{Duplicate, without_tokens};
use crate::file::{File, Kind};
use crate::plan::Plan;
use crate::refusal::Refusal;
use crate::reply::Said;
use crate::sandbox::Outcome;
use crate::state::Desk;
use crate::studio::{Sight, Studio, look};
use crate::task::{Fate, Phase, Start, Task};
use crate::work::{Dub, Film, Parent, Score, Script, Work};
use crate::{Sandbox, ids, read};

/// How long a video may be, in tenths of a second, to the nearest: a sound track is often a little longer
/// than its pictures.
const VIDEOS: RangeInclusive<u32> = 30..=200;
/// How long a video is taken to be that can't be looked at.
const UNSEEN: Seconds = Seconds::from_tenths(50);
/// How long a film is, and of which form, where nobody says.
const FILM: (Seconds, &str) = (Seconds::from_tenths(50), "16:9");

impl Sandbox {
    /// Takes a task in, or says why not.
    pub(crate) fn create(
        &mut self,
        desk: Desk<'_>,
        capability: &'static Capability,
        fields: &Map<String, Value>,
        plan: &Plan,
        studio: &dyn Studio,
    ) -> Result<Outcome, Refusal> {
        let knobs = &plan.knobs;
        let request = plain(read::request(fields, capability)?);
        let external_id = request.external_task_id().map(str::to_owned);
        if let Some(id) = &external_id
            && let Some(known) =
                self.state.own(desk, id).or_else(|| self.state.by_external(desk, id))
        {
            match knobs.duplicate.unwrap_or(Duplicate::Refuse) {
                Duplicate::Accept => {}
                Duplicate::Same => {
                    return Ok(Some((Said::Found(known.clone()), Changes::default())));
                }
                Duplicate::Refuse => {
                    return Err(Refusal::illegal("external_task_id already exists"));
                }
            }
        }
        let Some(work) = self.work(desk, &request, studio)? else { return Ok(None) };
        let start = self.start(desk.dialect, capability.operation);
        if start != Start::Done && self.is_full(desk, knobs.parallel) {
            return Err(Refusal::too_many());
        }
        let number = self.state.created;
        let call = request.callback_url().map(|url| Call {
            url: url.to_owned(),
            trouble: knobs.callback,
            told: 0,
        });
        let task = Task {
            id: ids::task_id(desk.dialect, self.config.seed, desk.now, number),
            number,
            account: desk.account.clone(),
            dialect: desk.dialect,
            external_id,
            fate: knobs.fate.unwrap_or(Fate::Succeed),
            work,
            created_at: desk.now,
            start,
            pace: knobs.pace,
            rules: plan.in_prompt.clone(),
            steps: 0,
            stepped_at: desk.now,
            call,
        };
        let gone = self.state.add(task.clone(), desk.now, self.config.most);
        let changes = Changes { tasks: vec![number], gone, rest: true, all: false };
        Ok(Some((Said::Created(task), changes)))
    }

    /// Kling documents that speech is answered at once.
    const fn start(&self, dialect: Dialect, operation: Operation) -> Start {
        match (dialect, operation) {
            (Dialect::Kling | Dialect::CometApi, Operation::Speech) => {
                if self.config.quirks.tts_polled { Start::Begun } else { Start::Done }
            }
            _ => Start::Queued,
        }
    }

    /// Whether the account has as many tasks under way as it may.
    fn is_full(&mut self, desk: Desk<'_>, most: Option<u32>) -> bool {
        let Some(most) = most.or(self.config.parallel) else { return false };
        let (pace, seed) = (self.config.pace, self.config.seed);
        let is_over = |task: &Task| {
            let (phase, _) = task.phase(pace, seed, desk.now);
            !matches!(phase, Phase::Submitted | Phase::Processing)
        };
        let live = self.state.live(is_over);
        live.filter(|task| desk.sees(task)).count() as u64 >= u64::from(most)
    }

    /// What a request asks for; `None` where something has to be made before that is known.
    fn work(
        &self,
        desk: Desk<'_>,
        request: &Request,
        studio: &dyn Studio,
    ) -> Result<Option<Work>, Refusal> {
        Ok(Some(match request {
            Request::SoundEffect(effect) => Work::Effect(Score {
                prompt: effect.prompt.clone(),
                music: None,
                close: false,
                length: effect.duration,
                variation: self.takes(Operation::SoundEffect, &effect.prompt),
            }),
            Request::Speech(speech) => {
                let Some(script) = script(speech).timed(studio) else { return Ok(None) };
                Work::Speech(script)
            }
            Request::Video(video) => Work::Film(self.film(video)),
            Request::VideoSound(sound) => return self.dub(desk, sound, studio),
            // No body is read as one.
            Request::Found(_) => return Err(Refusal::not_found()),
        }))
    }

    fn film(&self, video: &Video) -> Film {
        let take = self.takes(Operation::Video, &video.prompt);
        // Another model and another mode look at the same prompt in another way.
        let look = [&video.model, &video.mode].into_iter().flatten();
        let look = look.fold(0, |seed, words| ids::mix_words(ids::mix(&[seed]), words));
        let length = video.duration.unwrap_or(FILM.0);
        Film {
            prompt: video.prompt.clone(),
            ratio: video.aspect_ratio.clone().unwrap_or_else(|| FILM.1.to_owned()),
            length,
            variation: look.wrapping_add(take),
            score: video.sound.then(|| Score {
                prompt: video.prompt.clone(),
                music: None,
                close: false,
                length,
                variation: take,
            }),
        }
    }

    fn dub(
        &self,
        desk: Desk<'_>,
        sound: &VideoSound,
        studio: &dyn Studio,
    ) -> Result<Option<Work>, Refusal> {
        let found = match &sound.source {
            VideoSource::Id(id) => Some(self.by_id(desk, id)?),
            VideoSource::Url(url) => self.by_url(desk, url)?,
        };
        let film = found.and_then(|task| task.work.film()).cloned();
        let (parent, length) = match (found, &sound.source) {
            (Some(task), _) => (Parent::Ours(task.number, task.id.clone()), UNSEEN),
            (None, VideoSource::Id(url) | VideoSource::Url(url)) => match length_of(url, studio)? {
                Looked::Yet => return Ok(None),
                Looked::Long(length) => (Parent::Elsewhere(url.clone()), length),
                Looked::Unseen => (Parent::Unseen(url.clone()), UNSEEN),
            },
        };
        let said = [&sound.sound_effect_prompt, &sound.bgm_prompt].into_iter().flatten().next();
        let film = film.unwrap_or_else(|| Film {
            prompt: said.cloned().unwrap_or_default(),
            ratio: FILM.1.to_owned(),
            length,
            variation: 0,
            score: None,
        });
        let prompt = sound.sound_effect_prompt.clone().unwrap_or_else(|| film.prompt.clone());
        let score = Score {
            variation: self.takes(Operation::VideoSound, &prompt),
            prompt,
            music: sound.bgm_prompt.clone(),
            close: sound.asmr_mode,
            length: film.length,
        };
        Ok(Some(Work::Dub(Dub { film, score, parent })))
    }

    /// The task that has made a video. That its own id is another one is often overlooked.
    fn by_id(&self, desk: Desk<'_>, id: &str) -> Result<&Task, Refusal> {
        let Some(task) = self.state.film(desk, self.config.seed, id) else {
            let is_own = |task: &&Task| task.account == *desk.account;
            let is_tasks = self.state.by_id(id).filter(is_own).is_some();
            return Err(Refusal::illegal(if is_tasks {
                "video_id is a task's id: give the id of the video, from task_result.videos[].id"
            } else {
                "video_id not found"
            }));
        };
        if self.is_ready(task, desk.now) {
            Ok(task)
        } else {
            Err(Refusal::illegal("video_id is not ready"))
        }
    }

    /// The task that a URL of this sandbox is of; `None` where it is a URL of somebody else's.
    fn by_url(&self, desk: Desk<'_>, url: &str) -> Result<Option<&Task>, Refusal> {
        let Some(file) = self.config.own_file(url) else { return Ok(None) };
        let task = self
            .of_file(&file, desk.now)
            .filter(|_| file.kind == Kind::Film && self.config.check_link(url, desk.now).is_ok());
        task.map(Some).ok_or_else(|| Refusal::illegal("video_url can not be downloaded"))
    }

    /// The task that a file is of, once it is there.
    pub(crate) fn of_file(&self, file: &File, now: foley_core::UnixMillis) -> Option<&Task> {
        self.state.by_id(&file.id).filter(|task| {
            task.work.kinds(self.config.mp3).contains(&file.kind)
                && task.is_kept(now)
                && self.is_ready(task, now)
        })
    }

    fn is_ready(&self, task: &Task, now: foley_core::UnixMillis) -> bool {
        task.phase(self.config.pace, self.config.seed, now).0 == Phase::Succeeded
    }

    /// How often these words were asked for: each time is another take.
    fn takes(&self, operation: Operation, words: &str) -> u64 {
        self.state.takes(operation, words)
    }
}

/// A request without the sandbox's own tokens in its texts, which nobody is to hear.
fn plain(mut request: Request) -> Request {
    let texts: &mut [&mut String] = match &mut request {
        Request::SoundEffect(effect) => &mut [&mut effect.prompt],
        Request::Speech(speech) => &mut [&mut speech.text],
        Request::Video(video) => &mut [&mut video.prompt],
        Request::VideoSound(sound) => {
            for text in [&mut sound.sound_effect_prompt, &mut sound.bgm_prompt] {
                // Nothing but tokens is nothing.
                *text = text.take().map(|text| without_tokens(&text)).filter(|it| !it.is_empty());
            }
            &mut []
        }
        Request::Found(_) => &mut [],
    };
    for text in texts {
        **text = without_tokens(text);
    }
    request
}

/// What is known of how long somebody's video is.
enum Looked {
    Long(Seconds),
    /// It can't be looked at.
    Unseen,
    /// It is yet to be looked at.
    Yet,
}

/// How long somebody's video is.
fn length_of(url: &str, studio: &dyn Studio) -> Result<Looked, Refusal> {
    let Some(sight) = look(studio, url) else { return Ok(Looked::Yet) };
    match sight {
        Sight::Video(millis) => match u32::try_from(millis.saturating_add(50) / 100) {
            Ok(tenths) if VIDEOS.contains(&tenths) => {
                Ok(Looked::Long(Seconds::from_tenths(tenths)))
            }
            _ => Err(Refusal::illegal("video duration must be between 3 and 20 seconds")),
        },
        Sight::NoVideo => Err(Refusal::illegal("video_url is not an MP4 or MOV video")),
        Sight::TooLarge => Err(Refusal::illegal("video size cannot exceed 100 MB")),
        Sight::Unreachable => Err(Refusal::illegal("video_url can not be downloaded")),
        Sight::Unseen => Ok(Looked::Unseen),
    }
}

fn script(speech: &Speech) -> Script {
    // As the providers say that they do: to the nearest tenth that they take.
    let (least, most) = (Decimal::new(8, 1), Decimal::from(2));
    let speed = speech.speed.map(|speed| speed.clamp(least, most).round_dp(1));
    let tenths = speed.map(|speed| speed.mantissa() * 10 / 10_i128.pow(speed.scale()));
    Script {
        text: speech.text.clone(),
        voice: speech.voice.clone(),
        language: speech.language.clone(),
        speed_tenths: tenths.and_then(|tenths| tenths.try_into().ok()).unwrap_or(10),
        millis: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_speed_is_the_nearest_that_there_is() {
        for (hundredths, tenths) in [(80, 8), (124, 12), (126, 13), (-500, 8), (9_900, 20)] {
            let speech = Speech {
                text: "Hello".to_owned(),
                voice: "AOT".to_owned(),
                language: "en".to_owned(),
                speed: Some(Decimal::new(hundredths, 2)),
                callback_url: None,
            };
            assert_eq!(script(&speech).speed_tenths, tenths, "{hundredths}");
        }
    }
}
