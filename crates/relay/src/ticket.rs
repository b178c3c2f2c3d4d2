//! Tickets: the address of a file that a provider's answer named, and until when it may be had by it.
//!
//! **Whoever did not get a ticket from this relay has none.** All that it says stands in the ticket, with
//! a signature over it, so that nothing has to be remembered and nothing can be made up.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use foley_core::{AssetFormat, Millis, UnixMillis};
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// What the tickets are signed by. It can't be printed.
#[derive(Clone)]
pub struct TicketSecret(Vec<u8>);

impl TicketSecret {
    /// The shortest that is a secret, in bytes.
    pub const SHORTEST: usize = 32;

    /// Takes a secret; `None` where it is shorter than [`TicketSecret::SHORTEST`].
    #[must_use]
    pub fn new(bytes: impl Into<Vec<u8>>) -> Option<Self> {
        let bytes = bytes.into();
        (bytes.len() >= Self::SHORTEST).then_some(Self(bytes))
    }

    #[expect(
        clippy::expect_used,
        reason = "its error is for constructions that want a fixed length"
    )]
    fn mac(&self, signed: &[u8]) -> Hmac<Sha256> {
        // What else this secret might ever sign must not be taken for a ticket.
        Hmac::new_from_slice(&self.0)
            .expect("HMAC takes a key of any length")
            .chain_update(b"foley-relay ticket 1\0")
            .chain_update(signed)
    }
}

impl core::fmt::Debug for TicketSecret {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("TicketSecret(…)")
    }
}

/// What is wrong with a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadTicket {
    /// This relay has not written it, or not with the secret that it has now.
    Forged,
    /// It was good once.
    Expired,
}

/// How long a ticket is good.
pub(crate) const LIFETIME: Millis = Millis::from_secs(24 * 3600);

/// The path of a file's ticket below the relay's address. It ends as the file's own address does, since
/// that is how a file of unknown format is told.
pub(crate) fn path(secret: &TicketSecret, url: &str, now: UnixMillis) -> String {
    let mut said = (now + LIFETIME).0.to_be_bytes().to_vec();
    said.extend_from_slice(url.as_bytes());
    let signature = secret.mac(&said).finalize().into_bytes();
    let mut path = String::from("/media/");
    URL_SAFE_NO_PAD.encode_string(said, &mut path);
    path.push('/');
    URL_SAFE_NO_PAD.encode_string(signature, &mut path);
    if let Some(format) = AssetFormat::of_url(url) {
        path.push('.');
        path.push_str(format.extension());
    }
    path
}

/// The file's own address.
///
/// # Errors
/// What is wrong with the ticket. Its end is looked at once its signature fits.
pub(crate) fn open(
    secret: &TicketSecret,
    path: &str,
    now: UnixMillis,
) -> Result<String, BadTicket> {
    let read = || {
        let path = path.split(['?', '#']).next()?.strip_prefix("/media/")?;
        let (said, signature) = path.split_once('/')?;
        let signature = signature.split('.').next()?;
        let decode = |text| URL_SAFE_NO_PAD.decode(text).ok();
        Some((decode(said)?, decode(signature)?))
    };
    let (said, signature) = read().ok_or(BadTicket::Forged)?;
    // In a time that tells nothing of where the two differ.
    secret.mac(&said).verify_slice(&signature).map_err(|_| BadTicket::Forged)?;
    let (end, url) = said.split_first_chunk().ok_or(BadTicket::Forged)?;
    let url = String::from_utf8(url.to_vec()).map_err(|_| BadTicket::Forged)?;
    if now.0 < u64::from_be_bytes(*end) { Ok(url) } else { Err(BadTicket::Expired) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: UnixMillis = UnixMillis(1_773_367_502_225);
    const URL: &str = "https://v15-kling.klingai.com/bs2/x.mp3?x-kcdn-pid=1&sign=a%2Fb";

    fn secret(byte: u8) -> TicketSecret {
        TicketSecret::new([byte; 32]).expect("long enough")
    }

    #[test]
    fn a_ticket_opens_to_the_address_that_it_was_written_for() {
        let ticket = path(&secret(1), URL, NOW);
        assert_eq!(open(&secret(1), &ticket, NOW).as_deref(), Ok(URL));
        assert_eq!(open(&secret(1), &format!("{ticket}?t=1"), NOW).as_deref(), Ok(URL));
    }

    #[test]
    fn a_ticket_ends_after_a_day() {
        let ticket = path(&secret(1), URL, NOW);
        let end = NOW + Millis::from_secs(24 * 3600);
        assert!(open(&secret(1), &ticket, end - Millis(1)).is_ok());
        assert_eq!(open(&secret(1), &ticket, end), Err(BadTicket::Expired));
    }

    #[test]
    fn a_ticket_of_another_secret_is_forged() {
        let ticket = path(&secret(1), URL, NOW);
        assert_eq!(open(&secret(2), &ticket, NOW), Err(BadTicket::Forged));
    }

    #[test]
    fn the_format_is_told_by_the_end_of_a_ticket() {
        for (url, format) in [
            (URL, Some(AssetFormat::Mp3)),
            ("https://a.b/c.WAV", Some(AssetFormat::Wav)),
            ("https://a.b/c.mp4#x", Some(AssetFormat::Mp4)),
            ("https://a.b/c", None),
            ("https://a.b/c.png", None),
        ] {
            let ticket = format!("https://relay.example{}", path(&secret(1), url, NOW));
            assert_eq!(AssetFormat::of_url(&ticket), format, "{url}");
        }
    }

    #[test]
    fn a_short_secret_is_none() {
        assert!(TicketSecret::new([1; 31]).is_none());
        assert!(!format!("{:?}", secret(1)).contains('1'));
    }

    proptest! {
        #[test]
        fn no_path_panics_and_none_that_is_made_up_opens(path in "(/media/)?[A-Za-z0-9_/.%-]{0,120}|.*") {
            prop_assert_eq!(open(&secret(1), &path, NOW), Err(BadTicket::Forged));
        }

        /// Any one bit of it changed, and it is nobody's.
        #[test]
        fn a_ticket_that_was_changed_is_forged(at in 0_usize..200, to in "[A-Za-z0-9_-]") {
            let ticket = path(&secret(1), URL, NOW);
            let end = ticket.rfind('.').expect("it has an ending");
            let at = "/media/".len() + at % (end - "/media/".len());
            let mut other = ticket.clone();
            other.replace_range(at..=at, &to);
            // Base64 has bits at its end that are none of the signature's: those must be zero.
            prop_assume!(other != ticket);
            prop_assert_eq!(open(&secret(1), &other, NOW), Err(BadTicket::Forged));
        }
    }
}
