//! What a relay that holds the keys lets through, for pages that must not hold one.
//!
//! **A request that leaves is one that a configured provider documents, from an allowed origin; a
//! credential goes to its own provider's origin only; a file is fetched only from an address that a
//! provider's answer named, and from none inside.**
//!
//! A page uses a relay by its base URL alone: each provider is below a path of its own, and after that
//! comes what its own base URL would be followed by. Links to files in the answers become links to the
//! relay ([tickets](TicketSecret)), so that a page can read them whatever their host allows.
//!
//! This crate owns what is let through ([`Relay`]), which addresses are public ([`may_fetch`]), and how
//! often is too often ([`Log`], [`PerClient`]). It does no I/O, reads no clock and draws no random
//! numbers: `foley-server relay` carries what it says.

mod addresses;
mod answer;
mod body;
mod exchange;
mod headers;
mod limits;
mod links;
mod origins;
mod places;
mod refusal;
mod relay;
mod route;
mod ticket;

pub use addresses::may_fetch;
pub use exchange::{Asked, Call, Exchange, FileCall, Kind, Passed, Wanted};
pub use limits::{Client, Limit, Log, PerClient};
pub use origins::{Origins, origin};
pub use places::Way;
pub use refusal::Refusal;
pub use relay::{Account, BODY_LIMIT, Relay};
pub use ticket::{BadTicket, TicketSecret};
