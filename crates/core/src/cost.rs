//! What something costs: before, as far as it is known, and after, as the provider says. Exact.

use core::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{Field, Operation, Provider, ProviderId, Rule, Violation};

/// So much of something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// How much.
    pub amount: Decimal,
    /// Of what.
    pub unit: CostUnit,
}

/// What is paid with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CostUnit {
    /// A provider's units of resource packs.
    Units,
    /// A provider's balance, in whatever it counts.
    Balance,
    /// Money, by the code of its currency.
    Money(String),
}

/// What a call will cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Estimate {
    /// Nothing, ever.
    Free,
    /// About so much, by this source.
    About(Cost, &'static str),
    /// Nobody has said.
    Unknown,
}

impl Cost {
    /// A sum of money.
    #[must_use]
    pub fn money(amount: Decimal, currency: impl Into<String>) -> Self {
        Self { amount, unit: CostUnit::Money(currency.into()) }
    }

    /// A number of a provider's units.
    #[must_use]
    pub const fn units(amount: Decimal) -> Self {
        Self { amount, unit: CostUnit::Units }
    }

    /// Reads a price as the user typed it: `0.03`, `$0.03`, `0.25 units`, `0.2 CNY`. A number alone is
    /// US dollars.
    ///
    /// # Errors
    /// What is wrong with it, at [`Field::Price`].
    pub fn parse(text: &str) -> Result<Self, Violation> {
        let (min, max) = (Decimal::ZERO, Decimal::ONE_THOUSAND);
        let wrong = |rule| Violation::error(Field::Price, rule);
        let text = text.trim();
        let (dollars, text) = match text.strip_prefix('$') {
            Some(rest) => (true, rest.trim_start()),
            None => (false, text),
        };
        let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','));
        let (number, unit) = text.split_at(end.unwrap_or(text.len()));
        if has_ambiguous_comma(number) {
            return Err(wrong(Rule::AmbiguousComma));
        }
        let amount = Decimal::from_str(&number.replace(',', "."))
            .map_err(|_| wrong(Rule::NotANumber { min, max }))?;
        if amount > max {
            return Err(wrong(Rule::OutOfRange { min, max }));
        }
        let unit = unit.trim();
        let is_code = unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_alphabetic());
        let unit = match unit.to_ascii_lowercase().as_str() {
            "" => CostUnit::Money("USD".to_owned()),
            "u" | "unit" | "units" if !dollars => CostUnit::Units,
            _ if is_code && !dollars => CostUnit::Money(unit.to_ascii_uppercase()),
            _ => return Err(wrong(Rule::NotANumber { min, max })),
        };
        Ok(Self { amount, unit })
    }
}

/// Whether a comma may stand for thousands as well as for decimals: `1,234` and not `0,234`.
fn has_ambiguous_comma(number: &str) -> bool {
    let is_nothing = |digits: &str| digits.bytes().all(|digit| digit == b'0');
    let mut groups = number.split('.').next().unwrap_or_default().split(',');
    let whole = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    !is_nothing(whole) && !rest.is_empty() && rest.iter().all(|digits| digits.len() == 3)
}

/// `0.25 units`, `$0.0295`, `0.2 CNY`.
impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let amount = self.amount.normalize();
        match &self.unit {
            CostUnit::Units if amount == Decimal::ONE => write!(f, "1 unit"),
            CostUnit::Units => write!(f, "{amount} units"),
            CostUnit::Balance => write!(f, "{amount} of the balance"),
            CostUnit::Money(code) if code == "USD" => write!(f, "${amount}"),
            CostUnit::Money(code) => write!(f, "{amount} {code}"),
        }
    }
}

/// What a call of this operation will cost at a provider.
#[must_use]
pub fn estimate(provider: &Provider, operation: Operation) -> Estimate {
    if provider.id == ProviderId::SANDBOX {
        return Estimate::Free;
    }
    if let Some(price) = provider.prices.get(&operation) {
        return Estimate::About(price.clone(), "your price");
    }
    let usd = |tenths_of_mills| {
        let cost = Cost::money(Decimal::new(tenths_of_mills, 4), "USD");
        Estimate::About(cost, "apimodels.app, \"Kling Audio API\"")
    };
    let units = |hundredths| {
        let cost = Cost::units(Decimal::new(hundredths, 2));
        Estimate::About(cost, "a transcription of Kling's price page")
    };
    if provider.id == ProviderId::APIMODELS {
        match operation {
            Operation::SoundEffect => usd(295),
            Operation::VideoSound => usd(27),
            Operation::Speech => usd(6),
            Operation::Video => Estimate::Unknown,
        }
    } else if provider.id == ProviderId::KLING {
        match operation {
            Operation::SoundEffect | Operation::VideoSound => units(25),
            Operation::Speech => units(5),
            Operation::Video => Estimate::Unknown,
        }
    } else {
        Estimate::Unknown
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn prices_are_exact() {
        let said = |provider: &Provider, operation| match estimate(provider, operation) {
            Estimate::About(cost, _) => cost.to_string(),
            other => format!("{other:?}"),
        };
        let apimodels = Provider::apimodels();
        assert_eq!(said(&apimodels, Operation::SoundEffect), "$0.0295");
        assert_eq!(said(&apimodels, Operation::VideoSound), "$0.0027");
        assert_eq!(said(&apimodels, Operation::Speech), "$0.0006");
        assert_eq!(said(&Provider::kling(), Operation::SoundEffect), "0.25 units");
        assert_eq!(said(&Provider::kling(), Operation::Speech), "0.05 units");
        assert_eq!(said(&Provider::cometapi(), Operation::Speech), "Unknown");
        assert_eq!(said(&Provider::sandbox(), Operation::Video), "Free");
    }

    #[test]
    fn a_price_is_read_as_it_is_typed() {
        for (typed, said) in [
            ("0.03", "$0.03"),
            ("$ 0,030", "$0.03"),
            ("0.25 units", "0.25 units"),
            ("1u", "1 unit"),
            ("0.2 cny", "0.2 CNY"),
        ] {
            assert_eq!(Cost::parse(typed).map(|cost| cost.to_string()), Ok(said.to_owned()));
        }
        for bad in ["", "free", "-1", "$1 EUR", "1 dollar", "1.2.3", "1e3"] {
            assert!(matches!(Cost::parse(bad).map_err(|wrong| wrong.field), Err(Field::Price)));
        }
    }

    /// A thousand is not taken for one, nor one for a thousand.
    #[test]
    fn a_comma_before_three_digits_is_asked_about() {
        for ambiguous in ["1,000 units", "1,234", "$12,345", "1,000,000", "1,234.5", "001,234 cny"]
        {
            let wrong = Cost::parse(ambiguous).expect_err("ambiguous");
            assert_eq!(wrong, Violation::error(Field::Price, Rule::AmbiguousComma), "{ambiguous}");
        }
        for (typed, said) in [
            ("0,234", "$0.234"),
            ("00,234", "$0.234"),
            (",234", "$0.234"),
            ("1,23", "$1.23"),
            ("1,2345", "$1.2345"),
        ] {
            assert_eq!(
                Cost::parse(typed).map(|cost| cost.to_string()),
                Ok(said.to_owned()),
                "{typed}"
            );
        }
        let sentence = Violation::error(Field::Price, Rule::AmbiguousComma).to_string();
        assert!(sentence.starts_with("The price has a comma"), "{sentence}");
    }

    proptest! {
        #[test]
        fn no_price_panics(text in ".*") {
            let _ = Cost::parse(&text);
        }
    }
}
