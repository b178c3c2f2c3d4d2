//! A sandbox and somebody who asks it, at a time that passes when it is told to.

use foley_core::{
    ApiError, Dialect, HttpRequest, HttpResponse, Method, Millis, Operation, Provider, Request,
    Seconds, SoundEffect, Speech, Task, TaskId, TaskRef, UnixMillis, Video, VideoSound,
    VideoSource, wire,
};
use foley_sandbox::{Auth, Config, Made, NoStudio, NotMade, Order, Reply, Sandbox, Sight, Studio};
use serde_json::Value;

pub(crate) const START: UnixMillis = UnixMillis(1_773_367_502_225);
pub(crate) const BASE: &str = "https://files.example";

/// A sandbox, the time there, and the key that it is asked with.
#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) sandbox: Sandbox,
    pub(crate) now: UnixMillis,
    pub(crate) key: Option<String>,
    /// Who makes what the sandbox can't, where anybody does.
    pub(crate) hands: Option<Hands>,
}

/// Light stand-ins for those who encode, speak, film, dub and look.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hands;

impl Studio for Hands {
    fn make(&self, order: &Order) -> Result<Made, NotMade> {
        Ok(Made::File(match order {
            Order::Sound(scored) => scored.play(),
            Order::Mp3(wav) => format!("ID3 of {} bytes", wav.len()).into_bytes(),
            Order::Speech(spoken) => {
                let tenths = spoken.text.len() as u32 * 10 / spoken.speed_tenths;
                foley_synth::render("Wind", tenths.min(30), 0).to_wav()
            }
            // The head of an MP4 file, and what it was made of.
            Order::Film(_) | Order::Dub(_) => format!("\0\0\0\u{14}ftypisom{order:?}").into_bytes(),
            Order::Look(url) => return Ok(Made::Seen(look(url))),
        }))
    }
}

/// What a URL says of itself: `https://example.com/3000ms`.
fn look(url: &str) -> Sight {
    match url.rsplit('/').next() {
        Some("html") => Sight::NoVideo,
        Some("large") => Sight::TooLarge,
        Some("nobody") => Sight::Unreachable,
        Some(name) => match name.strip_suffix("ms").map(str::parse) {
            Some(Ok(millis)) => Sight::Video(millis),
            _ => Sight::Unseen,
        },
        None => Sight::Unseen,
    }
}

impl World {
    pub(crate) fn new() -> Self {
        Self::with(Config::open(BASE))
    }

    pub(crate) fn with(config: Config) -> Self {
        let sandbox = Sandbox::new(config);
        Self { sandbox, now: START, key: None, hands: Some(Hands) }
    }

    /// One that wants a key, whichever it is.
    pub(crate) fn keyed(config: Config) -> Self {
        Self::with(Config { auth: Auth::any_key(), ..config }).asked_by("sk-1")
    }

    /// The same sandbox, asked by somebody else.
    pub(crate) fn asked_by(mut self, key: &str) -> Self {
        self.key = Some(key.to_owned());
        self
    }

    pub(crate) fn wait(&mut self, millis: u64) {
        self.now = self.now + Millis(millis);
    }

    pub(crate) fn send(&mut self, request: HttpRequest) -> HttpResponse {
        self.carry(request).response
    }

    /// The same, with how the answer is to be carried.
    pub(crate) fn carry(&mut self, mut request: HttpRequest) -> Reply {
        let key = self.key.iter().map(|key| ("authorization".to_owned(), format!("Bearer {key}")));
        request.headers.extend(key);
        match self.hands {
            Some(hands) => self.put(&request, &hands),
            None => self.put(&request, &NoStudio),
        }
    }

    /// Who only looks is answered the same, or is to ask.
    fn put(&mut self, request: &HttpRequest, studio: &dyn Studio) -> Reply {
        let seen = self.sandbox.look(request, self.now, studio);
        let reply = self.sandbox.answer_with(request, self.now, studio);
        if let Some(seen) = seen {
            assert_eq!(seen, reply);
            assert!(reply.changes.is_none(), "{request:?}");
        } else {
            let is_told = request.method == Method::Post || request.url.contains("/_sandbox");
            assert!(is_told || !reply.changes.is_none(), "{request:?}");
        }
        reply.with_plan()
    }

    pub(crate) fn post(&mut self, path: &str, body: &Value) -> HttpResponse {
        self.post_text(path, &body.to_string())
    }

    pub(crate) fn post_text(&mut self, path: &str, body: &str) -> HttpResponse {
        let (url, body) = (format!("{BASE}{path}"), Some(body.to_owned()));
        self.send(HttpRequest { method: Method::Post, url, headers: Vec::new(), body })
    }

    /// Asks for a path, or for a whole URL.
    pub(crate) fn get(&mut self, path: &str) -> HttpResponse {
        let url = if path.starts_with('/') { format!("{BASE}{path}") } else { path.to_owned() };
        self.send(HttpRequest { method: Method::Get, url, headers: Vec::new(), body: None })
    }

    pub(crate) fn create(&mut self, dialect: Dialect, request: &Request) -> Result<Task, ApiError> {
        let create = wire::create(&provider(dialect), request, "").expect("it has that");
        wire::task(&self.send(create))
    }

    pub(crate) fn look(
        &mut self,
        dialect: Dialect,
        operation: Operation,
        id: &TaskId,
    ) -> Result<Task, ApiError> {
        let by_id = TaskRef::Id(id.clone());
        let query = wire::query(&provider(dialect), operation, &by_id).expect("it can be asked");
        wire::task(&self.send(query))
    }

    /// Has a request done, and says what there is in the end.
    pub(crate) fn done(&mut self, dialect: Dialect, request: &Request) -> Task {
        let created = self.create(dialect, request).expect("taken in");
        self.wait(9000);
        self.look(dialect, request.operation(), &created.id).expect("known")
    }
}

pub(crate) fn provider(dialect: Dialect) -> Provider {
    match dialect {
        Dialect::Kling => Provider::kling(),
        Dialect::CometApi => Provider::cometapi(),
        Dialect::ApiModels => Provider::apimodels(),
    }
}

pub(crate) fn json(response: &HttpResponse) -> Value {
    serde_json::from_slice(&response.body).expect("JSON")
}

pub(crate) fn effect(prompt: &str) -> Request {
    Request::SoundEffect(SoundEffect {
        prompt: prompt.to_owned(),
        duration: Seconds::from_tenths(50),
        external_task_id: None,
        callback_url: None,
    })
}

pub(crate) fn speech(text: &str) -> Request {
    Request::Speech(Speech {
        text: text.to_owned(),
        voice: "AOT".to_owned(),
        language: "en".to_owned(),
        speed: None,
        callback_url: None,
    })
}

pub(crate) fn video(prompt: &str) -> Request {
    Request::Video(Video {
        prompt: prompt.to_owned(),
        negative_prompt: None,
        model: None,
        mode: None,
        aspect_ratio: None,
        duration: None,
        sound: false,
        cfg_scale: None,
        camera: None,
        external_task_id: None,
        callback_url: None,
    })
}

pub(crate) fn dub(source: VideoSource, prompt: &str) -> Request {
    Request::VideoSound(VideoSound {
        source,
        sound_effect_prompt: Some(prompt.to_owned()),
        bgm_prompt: None,
        asmr_mode: false,
        external_task_id: None,
        callback_url: None,
    })
}

/// One of each operation that the dialect has.
pub(crate) fn one_of_each(dialect: Dialect) -> Vec<Request> {
    let elsewhere = VideoSource::Url("https://example.com/clip.mp4".to_owned());
    [effect("Ocean waves"), dub(elsewhere, "Rain"), speech("Good morning"), video("A beach")]
        .into_iter()
        .filter(|request| provider(dialect).capability(request.operation()).is_some())
        .collect()
}
