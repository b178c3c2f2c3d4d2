//! What is true of a job, whatever anybody says or believes.

use foley_core::{
    Dialect, Draft, Field, HttpRequest, Millis, ON, Operation, Provider, Request, UnixMillis,
};
use foley_engine::{CallId, JobId};

use crate::chance::Chance;
use crate::host::Host;

/// What is true of a job.
#[derive(Clone, Debug)]
pub(crate) struct Truth {
    /// Its number in the world.
    pub(crate) number: usize,
    /// Which provider it is for.
    pub(crate) host: usize,
    pub(crate) operation: Operation,
    /// Whether its task was made elsewhere and is only taken up.
    pub(crate) is_found: bool,
    /// Whether the id by which it is taken up is nobody's.
    pub(crate) is_nobodys: bool,
    /// How its tasks end.
    pub(crate) fate: Fate,
    /// How long its tasks take.
    pub(crate) takes: Millis,
    /// How many creates were taken in.
    pub(crate) accepted: usize,
    /// How many may be.
    pub(crate) allowed: usize,
    /// How many are on their way.
    pub(crate) in_flight: usize,
    /// When the last create left.
    pub(crate) sent_at: Option<UnixMillis>,
    /// Which page's call that was.
    pub(crate) last_create: Option<(u64, CallId)>,
    /// Whether the page heard that the last create was refused.
    pub(crate) was_refused: bool,
    /// Whether it was ever refused, by anybody.
    pub(crate) was_ever_refused: bool,
    /// Whether the user has agreed to another create.
    pub(crate) is_agreed: bool,
    /// When its provider last denied it, truly or not.
    pub(crate) denied_at: Option<UnixMillis>,
    /// Whether it was ever in the store.
    pub(crate) recorded: bool,
    /// Whether the user has removed it.
    pub(crate) removed: bool,
    /// Whether its provider keeps its task no longer.
    pub(crate) forgotten: bool,
    /// Whether the store has taken it out.
    pub(crate) gone: bool,
}

/// How a job's tasks end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// With files.
    Succeed,
    /// Not at the create: the provider does not like what is asked.
    Refuse,
    /// With a reason.
    Fail,
    /// Never.
    Stick,
}

impl Truth {
    pub(crate) fn new(number: usize, hosts: &[Host], chance: &mut Chance) -> Self {
        let host = chance.below(hosts.len() as u64) as usize;
        let dialect = hosts.get(host).map_or(Dialect::Kling, |host| host.provider.dialect);
        let operation = match chance.below(10) {
            0..6 => Operation::SoundEffect,
            6 | 7 => Operation::VideoSound,
            8 => Operation::Speech,
            // apimodels.app makes no videos.
            _ if dialect == Dialect::ApiModels => Operation::SoundEffect,
            _ => Operation::Video,
        };
        let fate = match chance.below(200) {
            0..5 => Fate::Refuse,
            5..15 => Fate::Fail,
            15 => Fate::Stick,
            _ => Fate::Succeed,
        };
        let slowest = if chance.in_thousand(20) { 1_500_000 } else { 90_000 };
        let is_found = chance.in_thousand(50);
        Self {
            number,
            host,
            operation,
            is_found,
            is_nobodys: is_found && chance.in_thousand(250),
            fate,
            takes: chance.millis(500, slowest),
            accepted: 0,
            allowed: 1,
            in_flight: 0,
            sent_at: None,
            last_create: None,
            was_refused: false,
            was_ever_refused: false,
            is_agreed: false,
            denied_at: None,
            recorded: false,
            removed: false,
            forgotten: false,
            gone: false,
        }
    }

    pub(crate) fn id(&self) -> JobId {
        job_id(self.number)
    }

    /// What the user asks for. The job's number is in its words.
    pub(crate) fn request(&self, provider: &Provider) -> Option<Request> {
        let words = format!("job-{}.", self.number);
        let draft = Draft::new(self.operation);
        let draft = match self.operation {
            Operation::SoundEffect => draft.with(Field::Prompt, words).with(Field::Duration, "3"),
            Operation::VideoSound => draft
                .with(Field::VideoUrl, "https://example.com/a.mp4")
                .with(Field::SoundEffectPrompt, words)
                .with(Field::AsmrMode, ON),
            Operation::Speech => draft
                .with(Field::Text, words)
                .with(Field::Voice, "genshin_vindi2")
                .with(Field::VoiceLanguage, "en"),
            Operation::Video => draft.with(Field::Prompt, words),
        };
        let takes_ids =
            provider.dialect != Dialect::ApiModels && self.operation != Operation::Speech;
        let draft = if takes_ids && self.number % 7 == 3 {
            draft.with(Field::ExternalTaskId, format!("mine-{}", self.number))
        } else {
            draft
        };
        let capability = provider.capability(self.operation)?;
        draft.check(capability).ok().map(|(request, _)| request)
    }
}

pub(crate) fn job_id(number: usize) -> JobId {
    JobId::from_random(number as u128)
}

/// The number of a job, by its name.
pub(crate) fn number_of(id: &JobId) -> usize {
    usize::from_str_radix(id.as_str(), 16).unwrap_or(usize::MAX)
}

/// The number of the job that an external id is of.
pub(crate) fn number_of_external(id: &str) -> Option<usize> {
    match id.strip_prefix("foley-") {
        Some(hex) => usize::from_str_radix(hex, 16).ok(),
        None => id.strip_prefix("mine-")?.parse().ok(),
    }
}

/// The number of the job that a create is of.
pub(crate) fn number_in(request: &HttpRequest) -> Option<usize> {
    let (_, rest) = request.body.as_deref()?.split_once("job-")?;
    rest.split_once('.')?.0.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_job_can_be_asked_for() {
        let hosts = Host::all(1, &mut Chance::new(1, 1));
        for number in 0..500 {
            let truth = Truth::new(number, &hosts, &mut Chance::new(number as u64, 1));
            let provider = &hosts[truth.host].provider;
            let request = truth.request(provider);
            assert!(request.is_some(), "{:?} at {}", truth.operation, provider.name);
        }
    }
}
