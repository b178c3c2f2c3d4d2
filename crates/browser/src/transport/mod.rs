//! The two ways in which a request leaves: over the network, or to the sandbox in the page.

mod fetch;
mod file;
mod worker;

use foley_core::{HttpRequest, HttpResponse};
use foley_engine::TransportError;
use futures::future::LocalBoxFuture;

pub(crate) use fetch::Fetch;
pub use file::{Unread, read_file};
pub(crate) use worker::SandboxWorker;

/// Something that carries a request and brings back the answer.
pub(crate) trait Transport {
    /// Sends a request. Dropping the future stops the call, as far as it can be stopped.
    fn send(
        &self,
        request: HttpRequest,
    ) -> LocalBoxFuture<'static, Result<HttpResponse, TransportError>>;
}
