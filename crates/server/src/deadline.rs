//! A body that has to be there by a time, however slowly it comes.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::BoxError;
use axum::body::{Bytes, HttpBody};
use hyper::body::{Frame, SizeHint};
use tokio::time::Sleep;

/// A body did not come in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooLate;

impl std::fmt::Display for TooLate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the body did not come in time")
    }
}

impl std::error::Error for TooLate {}

/// A body that ends in [`TooLate`] where it is not whole in time.
pub(crate) struct Deadline<Body> {
    body: Body,
    patience: Duration,
    /// From the first time that it is asked for.
    end: Option<Pin<Box<Sleep>>>,
}

impl<Body> Deadline<Body> {
    /// A body that has so long from when it is first asked for.
    pub(crate) const fn new(body: Body, patience: Duration) -> Self {
        Self { body, patience, end: None }
    }
}

impl<Body> HttpBody for Deadline<Body>
where
    Body: HttpBody<Data = Bytes, Error: Into<BoxError>> + Unpin,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = &mut *self;
        let patience = this.patience;
        let end = this.end.get_or_insert_with(|| Box::pin(tokio::time::sleep(patience)));
        if end.as_mut().poll(context).is_ready() {
            return Poll::Ready(Some(Err(TooLate.into())));
        }
        Pin::new(&mut this.body).poll_frame(context).map_err(Into::into)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
