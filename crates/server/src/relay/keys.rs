//! The keys, from the environment only: a command line and a file are read by more than the program.

use anyhow::{Context, Result, bail, ensure};
use foley_core::{Credential, Provider, SecretKey};
use foley_relay::{Account, TicketSecret};

use crate::relay::RelayOptions;

const KLING: &str = "FOLEY_KLING_KEY";
const KLING_ACCESS: &str = "FOLEY_KLING_ACCESS_KEY";
const KLING_SECRET: &str = "FOLEY_KLING_SECRET_KEY";
const COMETAPI: &str = "FOLEY_COMETAPI_KEY";
const APIMODELS: &str = "FOLEY_APIMODELS_KEY";
const SECRET: &str = "FOLEY_RELAY_SECRET";

/// The providers that there is a key for.
pub(crate) fn accounts(
    variable: impl Fn(&str) -> Option<String>,
    options: &RelayOptions,
) -> Result<Vec<Account>> {
    let read = |name: &str| -> Result<Option<SecretKey>> {
        match variable(name).filter(|text| !text.is_empty()) {
            // What is wrong is told by name and rule: the value is nobody's to see.
            Some(text) => SecretKey::parse(&text)
                .map(Some)
                .map_err(|wrong| anyhow::anyhow!("the environment's {name} is no key. {wrong}")),
            None => Ok(None),
        }
    };
    let pair = match (read(KLING_ACCESS)?, read(KLING_SECRET)?) {
        (Some(access), Some(secret)) => Some(Credential::Pair { access, secret }),
        (None, None) => None,
        (Some(_), None) => bail!("{KLING_ACCESS} is set and {KLING_SECRET} is not: a pair is both"),
        (None, Some(_)) => bail!("{KLING_SECRET} is set and {KLING_ACCESS} is not: a pair is both"),
    };
    let kling = read(KLING)?.map(Credential::Key);
    ensure!(
        pair.is_none() || kling.is_none(),
        "{KLING} is set, and so is the pair of {KLING_ACCESS} and {KLING_SECRET}: unset one of them"
    );
    let key = |name: &str| Ok::<_, anyhow::Error>(read(name)?.map(Credential::Key));
    let known = [
        (Provider::kling(), &options.kling_url, kling.or(pair)),
        (Provider::cometapi(), &options.cometapi_url, key(COMETAPI)?),
        (Provider::apimodels(), &options.apimodels_url, key(APIMODELS)?),
    ];
    let accounts: Vec<_> = known
        .into_iter()
        .filter_map(|(provider, url, credential)| {
            let base_url = url.clone().unwrap_or_else(|| provider.base_url.clone());
            Some(Account::new(Provider { base_url, ..provider }, credential?))
        })
        .collect();
    ensure!(
        !accounts.is_empty(),
        "there is no key in the environment, so no provider to relay to: set {KLING} (or \
         {KLING_ACCESS} and {KLING_SECRET}), {COMETAPI} or {APIMODELS}"
    );
    Ok(accounts)
}

/// What links to files are signed by: the environment's, or one that nobody has ever had.
pub(crate) fn ticket_secret(variable: impl Fn(&str) -> Option<String>) -> Result<TicketSecret> {
    let shortest = TicketSecret::SHORTEST;
    let secret = match variable(SECRET).filter(|text| !text.is_empty()) {
        Some(text) => TicketSecret::new(text).with_context(|| {
            format!("the environment's {SECRET} is too short: {shortest} characters or more")
        })?,
        None => TicketSecret::new(random::<{ TicketSecret::SHORTEST }>()?)
            .context("a secret that is long enough")?,
    };
    Ok(secret)
}

/// Random bytes of the system's.
pub(crate) fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).context("the system has no random numbers")?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use foley_core::BaseUrl;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        options: RelayOptions,
    }

    fn of(set: &[(&str, &str)], words: &[&str]) -> Result<Vec<Account>> {
        let words = ["relay"].iter().chain(words);
        let options = Line::try_parse_from(words).expect("good words").options;
        let find = |name: &str| set.iter().find(|(known, _)| *known == name);
        accounts(|name| find(name).map(|(_, value)| (*value).to_owned()), &options)
    }

    fn names(set: &[(&str, &str)]) -> Vec<String> {
        of(set, &[]).expect("good").iter().map(|account| account.name().to_owned()).collect()
    }

    fn refused(set: &[(&str, &str)]) -> String {
        of(set, &[]).expect_err("refused").to_string()
    }

    #[test]
    fn a_provider_without_a_key_is_not_served() {
        assert_eq!(names(&[(COMETAPI, "sk-a"), (KLING, "")]), ["cometapi"]);
        assert_eq!(
            names(&[(KLING_ACCESS, "a"), (KLING_SECRET, "b"), (APIMODELS, "c")]),
            ["kling", "apimodels"]
        );
    }

    #[test]
    fn without_any_key_it_names_all() {
        let words = refused(&[]);
        for name in [KLING, KLING_ACCESS, KLING_SECRET, COMETAPI, APIMODELS] {
            assert!(words.contains(name), "{words}");
        }
    }

    #[test]
    fn half_a_pair_and_two_ways_at_once_are_refused_by_name() {
        assert!(refused(&[(KLING_ACCESS, "a")]).contains("FOLEY_KLING_SECRET_KEY is not"));
        assert!(refused(&[(KLING_SECRET, "a")]).contains("FOLEY_KLING_ACCESS_KEY is not"));
        let both = [(KLING, "a"), (KLING_ACCESS, "b"), (KLING_SECRET, "c")];
        assert!(refused(&both).contains("unset one of them"));
    }

    #[test]
    fn a_bad_key_is_named_and_not_shown() {
        for bad in ["sk-se cret", "sk-secret\n", "sk-“secret”"] {
            let words = refused(&[(COMETAPI, bad)]);
            assert!(words.contains(COMETAPI) && !words.contains("secret"), "{words}");
        }
    }

    #[test]
    fn a_provider_is_where_it_is_said_to_be() {
        let words = ["--kling-url", "http://127.0.0.1:8790/x"];
        let accounts = of(&[(KLING, "a"), (COMETAPI, "b")], &words).expect("good");
        let urls: Vec<_> =
            accounts.iter().map(|account| account.provider().base_url.clone()).collect();
        let expected = ["http://127.0.0.1:8790/x", "https://api.cometapi.com"];
        assert_eq!(urls, expected.map(|url| BaseUrl::parse(url).expect("good")));
        for bad in ["http://kling.example", "kling.example", "https://a:b@kling.example"] {
            assert!(Line::try_parse_from(["relay", "--kling-url", bad]).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_short_secret_is_refused_and_none_is_made_up() {
        let short = ticket_secret(|_| Some("short".to_owned())).expect_err("short").to_string();
        assert!(short.contains(SECRET) && short.contains("32"), "{short}");
        assert!(ticket_secret(|_| None).is_ok());
        assert!(ticket_secret(|_| Some("x".repeat(32))).is_ok());
    }
}
