//! A job: one request's life on our side, from submit to kept. What is stored of it is all of it.

use core::fmt;

use foley_core::{
    ApiError, Asset, AssetFormat, AssetKind, Cost, Found, Operation, Provider, Request, TaskId,
    TaskRef, UnixMillis,
};
use serde::{Deserialize, Serialize};

use crate::Peaks;

/// A job's name, unique on this device and, within an account, at the provider.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct JobId(String);

impl JobId {
    /// The name that comes of 128 random bits.
    #[must_use]
    pub fn from_random(bits: u128) -> Self {
        Self(format!("{bits:032x}"))
    }

    /// The name that another page has said, if it is one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let is_name = name.len() == 32 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_name.then(|| Self(name.to_owned()))
    }

    /// The name as it is stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One request's life on our side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// Its name.
    pub id: JobId,
    /// Who does it. The whole provider, so that a change of settings doesn't lead a job astray.
    pub provider: Provider,
    /// What was asked.
    pub request: Request,
    /// The id under which the provider can be asked, even where its own was never heard.
    pub external_task_id: String,
    /// When the user asked.
    pub submitted_at: UnixMillis,
    /// What the order goes by in which creates leave: the lowest first.
    #[serde(default)]
    pub turn: u64,
    /// When its create left, or the first of them where it may have been taken in.
    #[serde(default)]
    pub sent_at: Option<UnixMillis>,
    /// The provider's id, once it is known.
    pub task_id: Option<TaskId>,
    /// The provider's id of the last exchange, for its support.
    pub request_id: Option<String>,
    /// What a sandbox says that it understood of the prompt.
    #[serde(default)]
    pub understood: Option<String>,
    /// What the provider says that it took.
    #[serde(default)]
    pub costs: Vec<Cost>,
    /// How a create's answer was lost, where it was: there may be a task that we don't know of. It is
    /// forgotten once the task is known, or known not to be.
    #[serde(default)]
    pub lost: Option<ApiError>,
    /// Whether the user holds on to it, so that it never goes to make room.
    #[serde(default)]
    pub favourite: bool,
    /// When the job came to rest, for good or until the user says otherwise.
    pub ended_at: Option<UnixMillis>,
    /// How far it is.
    pub stage: Stage,
}

/// How far a job is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The create is about to leave, has left, or its answer was lost and is being looked for.
    Creating,
    /// The create waits for its turn: nothing is on its way, and nothing was taken in.
    Queued {
        /// What the provider said to it, if it was sent before: "not now".
        error: Option<ApiError>,
    },
    /// The provider has the task.
    Waiting {
        /// How far it says that it is.
        progress: Progress,
    },
    /// The provider is done, and its files are on the way to us, one after the other.
    Keeping {
        /// The one that is on its way; `None` where the provider is first asked for a link to it.
        asset: Option<Asset>,
        /// Those that come after it.
        #[serde(default)]
        rest: Vec<Asset>,
        /// Those that are ours already.
        #[serde(default)]
        kept: Vec<Take>,
    },
    /// The bytes are ours.
    Kept {
        /// The first file, which the job was about.
        take: Take,
        /// What came with it, such as the video that a sound was made for.
        #[serde(default)]
        more: Vec<Take>,
        /// Why something that should have come with it is not there.
        #[serde(default)]
        missing: Option<ApiError>,
    },
    /// The provider is done, and its files can be heard or seen where they are, but not be read by the
    /// page: their host does not let pages of other origins read them.
    Linked {
        /// The files, the one that the job is about first. Their links expire.
        assets: Vec<Asset>,
        /// What came of reading them.
        error: ApiError,
    },
    /// The create's answer was lost, and the provider can't tell whether there is a task.
    Unsure {
        /// How the answer was lost.
        error: ApiError,
    },
    /// We stopped looking. The task may be well: it can be taken up again.
    Stalled {
        /// Why we stopped, where it was not simply time.
        error: Option<ApiError>,
    },
    /// It is over, and there is nothing to fetch.
    Failed {
        /// Why.
        error: ApiError,
    },
    /// The provider made it, and no longer has it.
    Expired {
        /// How it said so.
        error: ApiError,
    },
    /// The user stopped waiting. The provider may still finish, and charge.
    Cancelled,
}

/// How far a task is that the provider has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Progress {
    /// Taken in, not begun.
    Submitted,
    /// Being worked on.
    Processing,
}

/// What is known of the bytes that were kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Take {
    /// What one does with them.
    #[serde(default)]
    pub kind: AssetKind,
    /// The provider's id of the file.
    #[serde(default)]
    pub asset_id: Option<String>,
    /// Their format, by their first bytes.
    pub format: AssetFormat,
    /// What they were said to be, where that is something else.
    #[serde(default)]
    pub said: Option<AssetFormat>,
    /// How many there are.
    pub bytes: u64,
    /// Their SHA-256 in hexadecimal digits; `None` where the page had no means to tell.
    #[serde(default)]
    pub sha256: Option<String>,
    /// How long it plays, in milliseconds, by decoding it.
    pub duration_ms: u64,
    /// How wide and how high a video is, in pixels.
    #[serde(default)]
    pub size: Option<(u32, u32)>,
    /// How a sound looks; empty for a video.
    pub peaks: Peaks,
}

impl Job {
    /// A job that nothing was done for yet. It goes under the user's external id where the request
    /// has one, else under one of ours.
    #[must_use]
    pub fn new(id: JobId, provider: Provider, request: Request, now: UnixMillis) -> Self {
        let external_task_id =
            request.external_task_id().map_or_else(|| format!("foley-{id}"), str::to_owned);
        Self {
            id,
            provider,
            request,
            external_task_id,
            submitted_at: now,
            turn: 0,
            sent_at: None,
            task_id: None,
            request_id: None,
            understood: None,
            costs: Vec::new(),
            lost: None,
            favourite: false,
            ended_at: None,
            stage: Stage::Queued { error: None },
        }
    }

    /// A job for a task that was asked for elsewhere.
    #[must_use]
    pub fn found(
        id: JobId,
        provider: Provider,
        operation: Operation,
        task: TaskId,
        now: UnixMillis,
    ) -> Self {
        let name = format!("Task {task}");
        let job = Self::new(id, provider, Request::Found(Found { operation, name }), now);
        let stage = Stage::Waiting { progress: Progress::Submitted };
        Self { task_id: Some(task), stage, ..job }
    }

    /// How the provider is to be asked for the task.
    pub(crate) fn task_ref(&self) -> TaskRef {
        match &self.task_id {
            Some(id) => TaskRef::Id(id.clone()),
            None => TaskRef::ExternalId(self.external_task_id.clone()),
        }
    }

    /// What is kept of it: the file that it was about, then what came with that.
    pub fn takes(&self) -> impl Iterator<Item = &Take> {
        let (first, more) = match &self.stage {
            Stage::Kept { take, more, .. } => (Some(take), more.as_slice()),
            Stage::Keeping { kept, .. } => (None, kept.as_slice()),
            _ => (None, [].as_slice()),
        };
        first.into_iter().chain(more)
    }

    /// Whether nothing is missing but the other format of a sound that is kept.
    #[must_use]
    pub fn lacks_only_a_format(&self) -> bool {
        let has = |kind| self.takes().any(|take| take.kind == kind);
        let is_of_two =
            matches!(self.request.operation(), Operation::VideoSound | Operation::Video);
        matches!(self.stage, Stage::Kept { missing: Some(_), .. })
            && has(AssetKind::Audio)
            && (has(AssetKind::Video) || !is_of_two)
    }

    /// The provider's id of a video that is kept, by which it can be given a sound.
    #[must_use]
    pub fn video_id(&self) -> Option<&str> {
        let videos = self.takes().filter(|take| take.kind == AssetKind::Video);
        videos.filter_map(|take| take.asset_id.as_deref()).next()
    }

    /// Whether the job goes on by itself.
    #[must_use]
    pub const fn is_running(&self) -> bool {
        matches!(
            self.stage,
            Stage::Creating | Stage::Queued { .. } | Stage::Waiting { .. } | Stage::Keeping { .. }
        )
    }

    /// When the wait for its provider began: when its create left, or when the user asked.
    #[must_use]
    pub fn began_at(&self) -> UnixMillis {
        self.sent_at.unwrap_or(self.submitted_at)
    }

    /// Whether its provider may know of it: its create is on the way, was taken in, or nobody knows.
    #[must_use]
    pub const fn is_out(&self) -> bool {
        self.task_id.is_some()
            || self.lost.is_some()
            || matches!(self.stage, Stage::Creating | Stage::Unsure { .. })
    }

    /// Whether [`Event::Resume`](crate::Event::Resume) takes it up again.
    #[must_use]
    pub const fn can_resume(&self) -> bool {
        matches!(
            self.stage,
            Stage::Unsure { .. }
                | Stage::Stalled { .. }
                | Stage::Expired { .. }
                | Stage::Cancelled
                | Stage::Linked { .. }
                | Stage::Kept { missing: Some(_), .. }
        )
    }

    /// What went wrong, where something did.
    #[must_use]
    pub const fn error(&self) -> Option<&ApiError> {
        match &self.stage {
            Stage::Queued { error: Some(error) }
            | Stage::Unsure { error }
            | Stage::Stalled { error: Some(error) }
            | Stage::Failed { error }
            | Stage::Expired { error }
            | Stage::Linked { error, .. }
            | Stage::Kept { missing: Some(error), .. } => Some(error),
            _ => None,
        }
    }
}
