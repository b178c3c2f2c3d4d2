//! Durations of sound, exact to the tenth of a second.

use core::fmt;
use core::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A duration of sound in seconds, held as whole tenths.
///
/// The providers take "one decimal place"; a float would be sent as `5.300000190734863` by anybody
/// who ever held it in 32 bits. Tenths are exact, so what is sent is `5` or `5.3`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Seconds {
    tenths: u32,
}

/// Why a text or a number is no duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecondsError {
    /// Not a finite decimal number.
    #[error("not a number of seconds")]
    NotANumber,
    /// More than one decimal place.
    #[error("finer than a tenth of a second")]
    TooFine,
    /// Below zero.
    #[error("below zero")]
    Negative,
}

impl Seconds {
    /// A duration of so many tenths of a second.
    #[must_use]
    pub const fn from_tenths(tenths: u32) -> Self {
        Self { tenths }
    }

    /// The duration in tenths of a second.
    #[must_use]
    pub const fn tenths(self) -> u32 {
        self.tenths
    }

    /// The duration in seconds, for drawing and for audio interfaces; never for the wire.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        f64::from(self.tenths) / 10.0
    }
}

/// `5` or `5.3`: as a person writes it, and as the wire wants it.
impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.tenths % 10 {
            0 => write!(f, "{}", self.tenths / 10),
            tenth => write!(f, "{}.{tenth}", self.tenths / 10),
        }
    }
}

/// Reads what a person types: `5`, `5.3`, `5,3`, `5.30`. No exponent, no unit.
impl FromStr for Seconds {
    type Err = SecondsError;

    fn from_str(text: &str) -> Result<Self, SecondsError> {
        let text = text.trim();
        let (negative, digits) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if (whole.is_empty() && fraction.is_empty()) || !all_digits(whole) || !all_digits(fraction)
        {
            return Err(SecondsError::NotANumber);
        }
        let fraction = fraction.trim_end_matches('0');
        if negative && digits.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
            return Err(SecondsError::Negative);
        }
        if fraction.len() > 1 {
            return Err(SecondsError::TooFine);
        }
        // Only digits are left, so what does not fit is merely too long for any provider.
        let whole: u32 = if whole.is_empty() { 0 } else { whole.parse().unwrap_or(u32::MAX) };
        let tenth: u32 = if fraction.is_empty() { 0 } else { fraction.parse().unwrap_or(0) };
        Ok(Self::from_tenths(whole.saturating_mul(10).saturating_add(tenth)))
    }
}

/// In seconds, exactly.
impl From<Seconds> for Decimal {
    fn from(seconds: Seconds) -> Self {
        Self::new(seconds.tenths.into(), 1).normalize()
    }
}

/// Takes a number that JavaScript or a float held, and forgives its rounding up to a millionth.
impl TryFrom<f64> for Seconds {
    type Error = SecondsError;

    fn try_from(seconds: f64) -> Result<Self, SecondsError> {
        if !seconds.is_finite() {
            return Err(SecondsError::NotANumber);
        }
        if seconds < 0.0 {
            return Err(SecondsError::Negative);
        }
        let tenths = (seconds * 10.0).round();
        if (seconds * 10.0 - tenths).abs() > 1e-5 {
            return Err(SecondsError::TooFine);
        }
        // A float to an integer saturates: what is too long stays too long.
        Ok(Self::from_tenths(tenths as u32))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_what_people_type() {
        for (text, tenths) in [
            ("5", 50),
            (" 5.0 ", 50),
            ("5.3", 53),
            ("5,3", 53),
            ("10.0", 100),
            (".5", 5),
            ("3.", 30),
        ] {
            assert_eq!(text.parse(), Ok(Seconds::from_tenths(tenths)), "{text}");
        }
    }

    #[test]
    fn says_what_is_wrong_with_the_rest() {
        for (text, error) in [
            ("", SecondsError::NotANumber),
            (".", SecondsError::NotANumber),
            ("abc", SecondsError::NotANumber),
            ("NaN", SecondsError::NotANumber),
            ("1e1", SecondsError::NotANumber),
            ("5 s", SecondsError::NotANumber),
            ("5.25", SecondsError::TooFine),
            ("-3", SecondsError::Negative),
        ] {
            assert_eq!(text.parse::<Seconds>(), Err(error), "{text}");
        }
    }

    #[test]
    fn a_float_from_32_bits_is_the_tenth_that_was_meant() {
        assert_eq!(Seconds::try_from(f64::from(5.3_f32)), Ok(Seconds::from_tenths(53)));
        assert_eq!(Seconds::try_from(5.25), Err(SecondsError::TooFine));
        assert_eq!(Seconds::try_from(f64::NAN), Err(SecondsError::NotANumber));
        assert_eq!(Seconds::try_from(f64::INFINITY), Err(SecondsError::NotANumber));
        assert_eq!(Seconds::try_from(-0.1), Err(SecondsError::Negative));
    }

    proptest! {
        #[test]
        fn writing_and_reading_agree(tenths in 0_u32..1_000_000) {
            let seconds = Seconds::from_tenths(tenths);
            prop_assert_eq!(seconds.to_string().parse(), Ok(seconds));
            prop_assert_eq!(Seconds::try_from(seconds.as_f64()), Ok(seconds));
        }

        #[test]
        fn no_text_panics(text in ".*") {
            let _ = text.parse::<Seconds>();
        }
    }
}
