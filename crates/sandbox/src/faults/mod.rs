//! Faults on demand: for tests, and for whoever wants to see their error handling work.
//!
//! What is to happen is said by rules. Of a request's own header, the prompt's tokens and the rules that
//! the sandbox was given, the first that says something of a thing counts for it.

mod damage;
mod knobs;
mod rule;
mod token;

use foley_core::{Dialect, Operation, UnixMillis};

pub(crate) use damage::{cut, damage, gateway, page};
pub(crate) use knobs::{CallTrouble, Drop, Duplicate, FileTrouble, Knobs, NoCors, Refused};
pub use rule::BadRule;
pub(crate) use rule::{On, Rule};
pub(crate) use token::{tokens, without_tokens, written};

use crate::ids;

/// A request, as far as rules tell requests apart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    pub(crate) on: On,
    pub(crate) operation: Option<Operation>,
    pub(crate) provider: Option<Dialect>,
    /// What its chance is drawn from, with the time.
    pub(crate) words: &'a str,
    pub(crate) seed: u64,
    pub(crate) now: UnixMillis,
}

/// Where a rule stands, which says what it is about where it does not say so itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In a header, or among the sandbox's own: about whatever is asked of the API.
    Outside,
    /// In a prompt: about the create, and what becomes of it.
    Prompt {
        /// How often its task was asked for.
        asked: u32,
    },
}

/// What a rule has to say of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) knobs: Knobs,
    /// Whether the rule is about this request, and not just about what came of an earlier one.
    pub(crate) is_whole: bool,
}

/// Whether a rule can be read that is to hold always.
///
/// # Errors
/// What is wrong with it.
pub fn check_rule(text: &str) -> Result<(), BadRule> {
    crate::sandbox::standing(text).map(|_| ())
}

impl Asked<'_> {
    /// What a rule has to say of this request; `None` where that is nothing.
    pub(crate) fn told(&self, rule: &Rule, place: Place) -> Option<Told> {
        let is_about_it = rule.operation.is_none_or(|it| Some(it) == self.operation)
            && rule.provider.is_none_or(|it| Some(it) == self.provider);
        if !is_about_it || !self.happens(rule) {
            return None;
        }
        let is_on = match (rule.on, place) {
            (Some(On::Any), _) => true,
            (Some(on), _) => on == self.on,
            (None, Place::Outside) => self.on != On::File,
            (None, Place::Prompt { .. }) => self.on == On::Create,
        };
        let is_left = match place {
            Place::Outside => rule.next != Some(0),
            Place::Prompt { asked } => rule.next.is_none_or(|next| asked < next),
        };
        match (is_on && is_left, rule.on) {
            (true, _) => Some(Told { knobs: rule.knobs.clone(), is_whole: true }),
            (false, None) => Some(Told { knobs: rule.knobs.lasting(), is_whole: false }),
            (false, Some(_)) => None,
        }
    }

    /// A number for this request's chance.
    pub(crate) fn bits(&self, salt: u64) -> u64 {
        ids::mix_words(ids::mix(&[self.seed, self.now.0, salt]), self.words)
    }

    fn happens(&self, rule: &Rule) -> bool {
        rule.chance.is_none_or(|chance| self.bits(1) % 100 < u64::from(chance))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUERY: Asked<'static> = Asked {
        on: On::Query,
        operation: Some(Operation::Speech),
        provider: Some(Dialect::Kling),
        words: "GET /1",
        seed: 1,
        now: UnixMillis(5),
    };
    const IN_PROMPT: Place = Place::Prompt { asked: 2 };

    fn told(asked: &Asked<'_>, text: &str, place: Place) -> Option<Knobs> {
        let told = asked.told(&Rule::parse(text).expect("good"), place);
        told.map(|told| told.knobs)
    }

    #[test]
    fn a_rule_is_about_what_it_says() {
        let some = |text: &str| told(&QUERY, text, Place::Outside).is_some();
        for text in ["skew=1", "on=query", "on=any", "operation=speech", "provider=kling,next=1"] {
            assert!(some(text), "{text}");
        }
        for text in
            ["on=create", "on=file", "next=0,on=query", "operation=video", "provider=cometapi"]
        {
            assert!(!some(text), "{text}");
        }
        let file = Asked { on: On::File, operation: None, provider: None, ..QUERY };
        let of_file = |text: &str| told(&file, text, Place::Outside);
        assert_eq!(of_file("status=500,file=html"), of_file("file=html"));
        assert!(of_file("on=file,status=500").is_some_and(|knobs| knobs.refuse.is_some()));
    }

    #[test]
    fn a_prompts_rule_is_about_its_create_and_its_files() {
        let create = Asked { on: On::Create, ..QUERY };
        assert!(told(&create, "status=500", IN_PROMPT).is_some_and(|it| it.refuse.is_some()));
        let later = told(&QUERY, "status=500,url_ttl=7", IN_PROMPT).expect("its links");
        assert_eq!((later.refuse, later.url_ttl), (None, Some(foley_core::Millis(7))));
        assert!(told(&QUERY, "on=query,status=500,next=3", IN_PROMPT).is_some());
        assert!(told(&QUERY, "on=query,status=500,next=2", IN_PROMPT).is_none());
    }

    #[test]
    fn chance_is_as_often_as_it_says() {
        let happens = |chance: u32, n: u64| {
            let asked = Asked { now: UnixMillis(n), ..QUERY };
            told(&asked, &format!("chance={chance}"), Place::Outside).is_some()
        };
        let count = |chance| (0..10_000).filter(|n| happens(chance, *n)).count();
        assert_eq!((count(0), count(100)), (0, 10_000));
        assert!(count(20).abs_diff(2000) < 150, "{}", count(20));
    }
}
