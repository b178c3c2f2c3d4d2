//! Workers that the sandbox's worker has in its turn, each fetched when it is first needed: they make
//! what takes long, or takes much code, and know nothing of each other.

use std::rc::Rc;

use futures::future::LocalBoxFuture;
use futures::{FutureExt, StreamExt};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::sandbox_host::tell_loading;
use crate::worker::{Client, FromWorker, Host, OTHER_VERSION, number_of};

/// Something to be made, or looked at, on its way into a worker.
#[derive(Serialize, Deserialize)]
struct Ask<Order> {
    id: u32,
    order: Order,
}

/// A worker that makes things, running or not. The page is told how much of it has come.
pub struct Maker<Made>(Client<Result<Made, String>>);

impl<Made: DeserializeOwned + 'static> Maker<Made> {
    /// A worker that is started from this script when it is first needed.
    #[must_use]
    pub fn new(url: &str) -> Self {
        Self(Client::new(url.to_owned(), Rc::new(tell_loading)))
    }

    /// Has something made. An error says why it can't be.
    pub fn make<Order: Serialize>(
        &self,
        order: Order,
    ) -> LocalBoxFuture<'static, Result<Made, String>> {
        let made = self.0.ask(|id| Ask { id, order });
        async move { made.await? }.boxed_local()
    }
}

/// Makes what it is asked for, one after the other, until the worker ends.
pub async fn serve_orders<Order: DeserializeOwned, Made: Serialize>(
    make: impl AsyncFn(Order) -> Result<Made, String>,
) {
    let Some(host) = Host::new() else { return };
    let mut asks = host.asks();
    while let Some(message) = asks.next().await {
        host.say(&match serde_wasm_bindgen::from_value(message.clone()) {
            Ok(Ask { id, order }) => FromWorker::Answered { id, response: make(order).await },
            Err(_) => match number_of(&message) {
                Some(id) => FromWorker::Answered { id, response: Err(OTHER_VERSION.to_owned()) },
                None => FromWorker::Unread,
            },
        });
    }
}
