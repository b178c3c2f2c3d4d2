//! A job in plain words: how far it is, what went wrong, and what that costs. Pure.

use foley_browser::storage::Usage;
use foley_core::{
    ApiError, AssetFormat, AssetKind, Charge, Cost, Operation, Origin, ProviderId, Reason, Request,
    Retry, UnixMillis,
};
use foley_engine::{Job, Progress, Stage, Take};

use crate::time::span;

/// How far a running job is.
#[must_use]
pub fn progress(job: &Job, now: UnixMillis) -> String {
    let name = &job.provider.name;
    let since = match job.stage {
        Stage::Queued { .. } => job.submitted_at,
        _ => job.began_at(),
    };
    let elapsed = span(now.since(since));
    match &job.stage {
        Stage::Creating => format!("Sending to {name}"),
        Stage::Queued { error: None } => format!("Waiting for its turn, {elapsed}"),
        Stage::Queued { error: Some(error) } if matches!(error.retry, Retry::ForSlot(_)) => {
            format!("Waiting for a free place at {name}, {elapsed}")
        }
        Stage::Queued { .. } => format!("{name} is busy: sent again before long, {elapsed}"),
        Stage::Waiting { progress: Progress::Submitted } => format!("Submitted, {elapsed}"),
        Stage::Waiting { progress: Progress::Processing } => format!("Processing, {elapsed}"),
        Stage::Keeping { asset: Some(asset), .. } if asset.kind == AssetKind::Video => {
            "Fetching the video".to_owned()
        }
        Stage::Keeping { .. } => "Fetching the sound".to_owned(),
        _ => String::new(),
    }
}

/// What went wrong, in a sentence or two that say whether it cost something.
#[must_use]
pub fn trouble(job: &Job) -> String {
    let name = &job.provider.name;
    let cost = charge(job);
    match &job.stage {
        Stage::Failed { error } => {
            let said = said(error);
            match error.origin {
                _ if error.reason() == Reason::Balance => {
                    format!("The account at {name} has too little on it: {said} {cost}")
                }
                Origin::Task if error.reason() == Reason::Content => {
                    format!("Refused for its content: {said} {cost}")
                }
                Origin::Provider => format!("Refused: {said} {cost}"),
                // Somebody in between has said no.
                Origin::Gateway if error.charge == Charge::No => format!("Refused: {said} {cost}"),
                Origin::Task => format!("{name} could not make it: {said} {cost}"),
                Origin::Network | Origin::Gateway => format!("No answer: {said} {cost}"),
                Origin::Ourselves => format!("{said} {cost}"),
            }
        }
        Stage::Expired { .. } if matches!(job.request, Request::Found(_)) => {
            format!("{name} knows no such task, or has it no longer.")
        }
        Stage::Expired { .. } => {
            format!("{name} made it and no longer has it. {cost}")
        }
        Stage::Unsure { error } => format!(
            "{name}'s answer was lost, so nobody knows whether it began. {} {cost}",
            said(error)
        ),
        // Nothing was taken in: it can still be sent.
        Stage::Stalled { error: Some(error) } if !job.is_out() => {
            let refused = if error.origin == Origin::Ourselves { "" } else { "Refused: " };
            format!("{refused}{} {cost}", said(error))
        }
        Stage::Stalled { error: Some(error) } => {
            format!("Stopped looking: {} The task may be well.", said(error))
        }
        Stage::Stalled { error: None } => {
            format!("{name} takes longer than usual, so we stopped looking. The task may be well.")
        }
        Stage::Cancelled if !job.is_out() => "You stopped it before it was sent.".to_owned(),
        Stage::Cancelled if is_free(job) => "You stopped waiting.".to_owned(),
        Stage::Cancelled => {
            format!("You stopped waiting. {name} may still finish it, and charge for it.")
        }
        _ => String::new(),
    }
}

/// Whether money was spent, as far as anybody knows.
fn charge(job: &Job) -> String {
    let charge = match &job.stage {
        _ if is_free(job) => Charge::No,
        Stage::Failed { error } if error.origin == Origin::Task => error.charge,
        // The task was there, so its refusal came later and says nothing of the price.
        _ if job.task_id.is_some() => Charge::Maybe,
        _ => job.error().map_or(Charge::Maybe, |error| error.charge),
    };
    match (costs(job), charge) {
        (Some(costs), _) => format!("It cost {costs}."),
        (_, Charge::No) => "Not charged.".to_owned(),
        (_, Charge::Maybe) => "It may have been charged.".to_owned(),
    }
}

/// What the provider says that it took: "0.25 units". Nothing of it is true of the sandbox.
#[must_use]
pub fn costs(job: &Job) -> Option<String> {
    let is_something = |cost: &&Cost| !cost.amount.is_zero();
    let costs: Vec<String> =
        job.costs.iter().filter(is_something).map(ToString::to_string).collect();
    (!costs.is_empty() && !is_free(job)).then(|| costs.join(" and "))
}

/// An operation among other facts.
#[must_use]
pub const fn operation(operation: Operation) -> &'static str {
    match operation {
        Operation::SoundEffect => "sound effect",
        Operation::VideoSound => "video sound",
        Operation::Speech => "speech",
        Operation::Video => "video",
    }
}

/// When a provider no longer has what it made, where that is known.
#[must_use]
pub fn gone_by(job: &Job) -> Option<UnixMillis> {
    let made = job.ended_at.unwrap_or(job.submitted_at);
    job.provider.retention().map(|retention| made + retention)
}

/// Why a take is only linked, and until when that is good.
#[must_use]
pub fn linked(job: &Job, until: Option<String>) -> String {
    let name = &job.provider.name;
    let until = match until {
        Some(date) => format!("at the latest on {date}"),
        None => "before long".to_owned(),
    };
    format!(
        "{name} has made it, and this page could not read it: the network failed, or the file's host \
         lets no page read it. It plays from where it is. Save it by its link: it goes {until}."
    )
}

/// What is missing of a job that is kept.
#[must_use]
pub fn missing(job: &Job) -> Option<String> {
    match &job.stage {
        Stage::Kept { missing: Some(error), .. } if !job.lacks_only_a_format() => {
            Some(format!("What should have come with it is not here: {}", said(error)))
        }
        _ => None,
    }
}

/// Why the other format of a sound that is kept is not, where that is all that is missing.
#[must_use]
pub fn missing_format(job: &Job) -> Option<String> {
    match &job.stage {
        Stage::Kept { missing: Some(error), .. } if job.lacks_only_a_format() => {
            Some(format!("It did not come in another format: {}", said(error)))
        }
        _ => None,
    }
}

/// From here on it is said that there is little room.
const NEARLY_FULL: u64 = 80;

/// Whether there is little room.
#[must_use]
pub const fn is_tight(usage: Usage) -> bool {
    usage.percent() >= NEARLY_FULL
}

/// How much room there is, as far as the browser says, and what to do where there is little or none.
#[must_use]
pub fn space(usage: Option<Usage>, is_short: bool) -> Option<String> {
    let used = |usage: Usage| format!("{} of {} used", size(usage.used), size(usage.quota));
    match usage {
        Some(usage) if is_tight(usage) => Some(format!(
            "The browser's storage is {} % full ({}). Save what you need and delete what you don't: a \
             take that finds no room is not kept.",
            usage.percent(),
            used(usage)
        )),
        _ if is_short => Some(
            "The browser's storage did not take a file. Make room, then look again at its take."
                .to_owned(),
        ),
        Some(usage) => Some(format!("Kept in this browser: {}.", used(usage))),
        None => None,
    }
}

/// What is won by letting so many bytes go.
#[must_use]
pub fn frees(bytes: u64, usage: Option<Usage>) -> String {
    let freed = format!("Frees {}", size(bytes));
    match usage {
        Some(Usage { used, quota }) => {
            let left = Usage { used: used.saturating_sub(bytes), quota };
            format!(
                "{freed}: then {} % full, {} % now.",
                left.percent(),
                Usage { used, quota }.percent()
            )
        }
        None => format!("{freed}."),
    }
}

/// So many bytes as one says it.
#[must_use]
pub fn size(bytes: u64) -> String {
    let mut size = bytes as f64;
    for unit in ["bytes", "kB", "MB"] {
        if size < 999.5 {
            let digits = usize::from(size < 10.0 && unit != "bytes");
            return format!("{size:.digits$} {unit}");
        }
        size /= 1000.0;
    }
    format!("{size:.1} GB")
}

/// How formats are called where they are read.
#[must_use]
pub fn format_name(format: AssetFormat) -> String {
    format.extension().to_uppercase()
}

/// What a file turned out to be that was said to be something else.
#[must_use]
pub fn contradiction(take: &Take) -> Option<String> {
    let said = format_name(take.said?);
    Some(format!("came as {}, said to be {said}", format_name(take.format)))
}

/// What is said of a file whose bytes don't agree with their hash any more.
#[must_use]
pub fn changed(format: AssetFormat) -> String {
    let name = format_name(format);
    format!("The {name}'s bytes are no longer those that were kept: it may be damaged.")
}

/// The longest title that fits into a name or a sentence.
const SHORT: usize = 120;

/// A title that is short enough to be part of a name.
#[must_use]
pub fn short_title(job: &Job) -> String {
    let title = job.request.title();
    if title.chars().count() <= SHORT {
        return title.into_owned();
    }
    let mut short: String = title.chars().take(SHORT - 1).collect();
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

/// Whether a title is longer than a card shows of it.
#[must_use]
pub fn is_long(job: &Job) -> bool {
    job.request.title().chars().count() > SHORT
}

/// Whether the provider never charges.
#[must_use]
pub fn is_free(job: &Job) -> bool {
    job.provider.id == ProviderId::SANDBOX
}

/// An error's own words, as a sentence, with its code.
fn said(error: &ApiError) -> String {
    let words = error.to_string();
    let mut characters = words.trim_end_matches('.').chars();
    match characters.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), characters.as_str()),
        None => String::new(),
    }
}

/// All that the provider's support would ask for. There is no key in it.
#[must_use]
pub fn details(job: &Job) -> String {
    let error = job.error();
    let status = error.and_then(|error| error.status).map(|status| status.to_string());
    let title = job.request.title();
    let lines = [
        ("Operation", Some(operation(job.request.operation()))),
        ("Prompt", Some(&*title)),
        ("Provider", Some(&*job.provider.name)),
        ("Base URL", Some(job.provider.base_url.as_str())),
        ("External id", Some(job.external_task_id.as_str())),
        ("Task id", job.task_id.as_ref().map(|id| id.0.as_str())),
        ("Request id", request_id(job)),
        ("HTTP status", status.as_deref()),
        ("Code", error.and_then(|error| error.code.as_deref())),
        ("Message", error.map(|error| error.message.as_str())),
        ("Excerpt", error.and_then(|error| error.excerpt.as_deref())),
    ];
    lines
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| format!("{name}: {value}\n")))
        .collect()
}

/// The provider's id of the exchange that went wrong, or else of the last one.
#[must_use]
pub fn request_id(job: &Job) -> Option<&str> {
    job.error().and_then(|error| error.request_id.as_deref()).or(job.request_id.as_deref())
}

/// A file's name, made from its prompt.
#[must_use]
pub fn file_name(title: &str, extension: &str) -> String {
    [&in_file_names(title), ".", extension].concat()
}

/// A prompt as it stands in names of files: lower case, no signs, at most this many characters.
fn in_file_names(title: &str) -> String {
    const LONGEST: usize = 60;
    let mut name = String::new();
    for word in title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let word = word.to_lowercase();
        if !name.is_empty() && name.chars().count() + 1 + word.chars().count() > LONGEST {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.extend(word.chars().take(LONGEST));
    }
    if name.is_empty() {
        name.push_str("sound");
    }
    name
}

/// The name of the file of a job's log: its prompt, and enough of its id to tell it from others.
#[must_use]
pub fn log_name(job: &Job) -> String {
    let id = job.id.as_str().get(..8).unwrap_or_default();
    ["foley-", &in_file_names(&job.request.title()), "-", id, ".jsonl"].concat()
}

#[cfg(test)]
mod tests {
    use foley_core::{Cost, Decimal, Provider, Request, Seconds, SoundEffect, TaskId};
    use foley_engine::JobId;

    use super::*;

    fn job(provider: Provider, stage: Stage) -> Job {
        let request = Request::SoundEffect(SoundEffect {
            prompt: "Rain".to_owned(),
            duration: Seconds::from_tenths(50),
            external_task_id: None,
            callback_url: None,
        });
        let job = Job::new(JobId::from_random(1), provider, request, UnixMillis(1000));
        Job { stage, ..job }
    }

    fn refusal() -> ApiError {
        ApiError {
            code: Some("1301".to_owned()),
            request_id: Some("2026-a".to_owned()),
            ..ApiError::new(Origin::Provider, "the prompt failed the content check")
        }
    }

    #[test]
    fn a_running_job_says_how_far_it_is() {
        let now = UnixMillis(13_400);
        let progress = |stage| progress(&job(Provider::cometapi(), stage), now);
        assert_eq!(progress(Stage::Creating), "Sending to CometAPI");
        let waiting = |progress| Stage::Waiting { progress };
        assert_eq!(progress(waiting(Progress::Submitted)), "Submitted, 12 s");
        assert_eq!(progress(waiting(Progress::Processing)), "Processing, 12 s");
    }

    #[test]
    fn a_refusal_says_that_it_cost_nothing() {
        assert_eq!(
            trouble(&job(Provider::kling(), Stage::Failed { error: refusal() })),
            "Refused: The prompt failed the content check (1301). Not charged."
        );
    }

    #[test]
    fn a_failed_task_may_have_cost_something_but_not_in_the_sandbox() {
        let error = ApiError::new(Origin::Task, "no sound came out");
        let mut failed = job(Provider::kling(), Stage::Failed { error: error.clone() });
        failed.task_id = Some(TaskId("1".to_owned()));
        assert_eq!(
            trouble(&failed),
            "Kling could not make it: No sound came out. It may have been charged."
        );
        failed.costs = vec![Cost::units(Decimal::new(5, 1))];
        assert!(trouble(&failed).ends_with("It cost 0.5 units."));
        let free = job(Provider::sandbox(), Stage::Failed { error });
        assert!(trouble(&free).ends_with("Not charged."));
    }

    /// Who asked for a task of elsewhere may have mistyped its id: nobody made it, and nobody paid.
    #[test]
    fn a_task_of_elsewhere_that_is_not_there_was_not_made_for_us() {
        let id = TaskId("12345".to_owned());
        let (provider, now) = (Provider::kling(), UnixMillis(1000));
        let found = Job::found(JobId::from_random(1), provider, Operation::Video, id, now);
        let stage = Stage::Expired { error: ApiError::new(Origin::Provider, "task not found") };
        let gone = Job { stage, ..found };
        assert_eq!(trouble(&gone), "Kling knows no such task, or has it no longer.");
    }

    #[test]
    fn a_linked_take_says_until_when_its_link_is_good() {
        let error = ApiError::new(Origin::Network, "No answer came");
        let linked =
            |provider| job(provider, Stage::Linked { assets: Vec::new(), error: error.clone() });
        let kling = linked(Provider::kling());
        assert_eq!(gone_by(&kling), Some(UnixMillis(1000 + 30 * 24 * 3_600_000)));
        assert_eq!(gone_by(&linked(Provider::apimodels())), None);
        let words = super::linked(&kling, Some("21 December".to_owned()));
        assert!(words.ends_with("it goes at the latest on 21 December."), "{words}");
        assert!(super::linked(&kling, None).ends_with("it goes before long."));
    }

    #[test]
    fn what_cost_nothing_is_not_counted() {
        let mut kept = job(Provider::kling(), Stage::Cancelled);
        kept.costs = vec![Cost::units(Decimal::ZERO)];
        assert_eq!(costs(&kept), None);
        kept.costs.push(Cost::units(Decimal::new(5, 1)));
        assert_eq!(costs(&kept).as_deref(), Some("0.5 units"));
    }

    #[test]
    fn the_reason_is_said_where_it_helps() {
        let mut error = ApiError::new(Origin::Task, "the text has a sensitive word");
        let failed = job(Provider::kling(), Stage::Failed { error: error.clone() });
        assert!(
            trouble(&failed).starts_with("Refused for its content: The text has a sensitive word.")
        );
        error = ApiError { code: Some("1102".to_owned()), ..ApiError::new(Origin::Provider, "no") };
        let failed = job(Provider::kling(), Stage::Failed { error });
        assert_eq!(
            trouble(&failed),
            "The account at Kling has too little on it: No (1102). Not charged."
        );
    }

    #[test]
    fn a_long_title_is_shortened_where_it_is_a_name() {
        let mut long = job(Provider::kling(), Stage::Creating);
        assert_eq!(short_title(&long), "Rain");
        if let Request::SoundEffect(effect) = &mut long.request {
            effect.prompt = "雨 ".repeat(500);
        }
        assert!(is_long(&long));
        assert_eq!(short_title(&long).chars().count(), SHORT);
    }

    #[test]
    fn who_stops_waiting_is_told_that_the_provider_may_not() {
        let mut stopped = job(Provider::kling(), Stage::Cancelled);
        assert_eq!(trouble(&stopped), "You stopped it before it was sent.");
        stopped.task_id = Some(foley_core::TaskId("8612".to_owned()));
        assert_eq!(
            trouble(&stopped),
            "You stopped waiting. Kling may still finish it, and charge for it."
        );
    }

    #[test]
    fn who_waits_for_a_key_has_sent_nothing() {
        let error = foley_engine::TransportError::NoKey.into_api_error();
        let waits = job(Provider::kling(), Stage::Stalled { error: Some(error) });
        assert_eq!(trouble(&waits), "There is no key for this provider. Not charged.");
        let error =
            ApiError { code: Some("1002".to_owned()), ..ApiError::new(Origin::Provider, "no") };
        let refused = job(Provider::kling(), Stage::Stalled { error: Some(error) });
        assert_eq!(trouble(&refused), "Refused: No (1002). Not charged.");
    }

    #[test]
    fn details_have_what_support_asks_for() {
        let text = details(&job(Provider::kling(), Stage::Failed { error: refusal() }));
        assert!(text.contains("Request id: 2026-a\n"));
        assert!(text.contains("Code: 1301\n"));
        assert!(!text.contains("Task id"));
    }

    #[test]
    fn a_log_is_named_by_its_prompt_and_its_job() {
        let mut job = job(Provider::sandbox(), Stage::Cancelled);
        job.id = JobId::from_random(0x1234_5678 << 96);
        assert_eq!(log_name(&job), "foley-rain-12345678.jsonl");
    }

    #[test]
    fn sizes_are_said_as_one_says_them() {
        let said: Vec<String> =
            [0, 999, 1000, 1_764_044, 99_600_000, 999_999_999, 2_400_000_000].map(size).into();
        assert_eq!(
            said,
            ["0 bytes", "999 bytes", "1.0 kB", "1.8 MB", "100 MB", "1.0 GB", "2.4 GB"]
        );
    }

    #[test]
    fn a_full_store_says_what_to_do() {
        let usage = Usage { used: 5_000_000, quota: 1_000_000_000 };
        let words = "Kept in this browser: 5.0 MB of 1.0 GB used.";
        assert_eq!(space(Some(usage), false).as_deref(), Some(words));
        assert_eq!(space(None, false), None);
        let short =
            "The browser's storage did not take a file. Make room, then look again at its take.";
        assert_eq!(space(Some(usage), true).as_deref(), Some(short));
        assert_eq!(space(None, true).as_deref(), Some(short));
        let tight = Usage { used: 8_000_000, quota: 10_000_000 };
        let words = space(Some(tight), true).unwrap();
        assert!(words.starts_with("The browser's storage is 80 % full (8.0 MB of 10 MB used)"));
        assert_eq!(frees(2_500_000, Some(tight)), "Frees 2.5 MB: then 55 % full, 80 % now.");
        assert_eq!(frees(2_500_000, None), "Frees 2.5 MB.");
    }

    #[test]
    fn a_file_is_named_by_its_prompt() {
        let name = |title: &str| file_name(title, "wav");
        assert_eq!(
            name("Soft ambient ocean waves at sunrise."),
            "soft-ambient-ocean-waves-at-sunrise.wav"
        );
        assert_eq!(name("  ../../etc: \"Rain\"?  "), "etc-rain.wav");
        assert_eq!(name("日本の 雨"), "日本の-雨.wav");
        assert_eq!(name("!!!"), "sound.wav");
        assert_eq!(name(&"a".repeat(200)).len(), 64);
        assert_eq!(name(&"heavy rain ".repeat(18)).len(), "heavy-rain".len() * 5 + 4 + 6 + 4);
    }
}
