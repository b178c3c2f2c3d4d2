//! Names of hosts, looked up for files: none that leads inside is connected to.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};

use foley_relay::may_fetch;
use hyper_util::client::legacy::connect::dns::Name;
use tower::Service;

/// A resolver that leaves out every address that files may not be fetched from. What it hands out is
/// what is connected to, so that a name can't lead elsewhere in between.
#[derive(Clone, Debug)]
pub(crate) struct PublicOnly<Resolver>(pub(crate) Resolver);

/// A name leads to no public address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LeadsInside;

impl fmt::Display for LeadsInside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name leads to no public address")
    }
}

impl std::error::Error for LeadsInside {}

impl LeadsInside {
    /// Whether this is the reason for an error.
    pub(crate) fn is_why(error: &(dyn std::error::Error + 'static)) -> bool {
        let told = |error: &(dyn std::error::Error + 'static)| {
            let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
            inner.is_some_and(<dyn std::error::Error + Send + Sync>::is::<Self>)
        };
        std::iter::successors(Some(error), |error| error.source()).any(told)
    }
}

impl<Resolver> Service<Name> for PublicOnly<Resolver>
where
    Resolver: Service<Name, Future: Send + 'static>,
    Resolver::Response: Iterator<Item = SocketAddr>,
    Resolver::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Self::Response>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.0.poll_ready(context).map_err(io::Error::other)
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let found = self.0.call(name);
        Box::pin(async move {
            let found = found.await.map_err(io::Error::other)?;
            let public: Vec<_> = found.filter(|address| may_fetch(address.ip())).collect();
            if public.is_empty() {
                return Err(io::Error::other(LeadsInside));
            }
            Ok(public.into_iter())
        })
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use axum::body::Bytes;
    use http_body_util::Empty;
    use hyper_util::client::legacy::Client;
    use hyper_util::client::legacy::connect::HttpConnector;
    use hyper_util::rt::TokioExecutor;
    use tokio::net::TcpListener;
    use tower::service_fn;

    use super::*;

    /// A resolver by which every name leads to these.
    fn leads_to(
        addresses: &'static [&'static str],
    ) -> impl Service<
        Name,
        Response = std::vec::IntoIter<SocketAddr>,
        Error = Infallible,
        Future: Send + 'static,
    > + Clone
    + Send {
        service_fn(move |_: Name| async move {
            let all =
                addresses.iter().map(|address| SocketAddr::new(address.parse().expect("good"), 0));
            Ok(all.collect::<Vec<_>>().into_iter())
        })
    }

    async fn found(addresses: &'static [&'static str]) -> Result<Vec<String>, bool> {
        let name = "name.example".parse().expect("a name");
        let found = PublicOnly(leads_to(addresses)).call(name).await;
        let found = found.map_err(|error| LeadsInside::is_why(&error))?;
        Ok(found.map(|address| address.ip().to_string()).collect())
    }

    #[tokio::test]
    async fn a_name_that_leads_inside_is_refused() {
        for inside in
            ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:192.168.0.1", "fd00::1"]
        {
            let addresses: &'static [&'static str] = Box::leak(Box::new([inside]));
            assert_eq!(found(addresses).await, Err(true), "{inside}");
        }
    }

    #[tokio::test]
    async fn of_several_addresses_those_inside_are_left_out() {
        let mixed = ["127.0.0.1", "1.1.1.1", "10.0.0.1", "2606:4700:4700::1111"];
        let mixed: &'static [&'static str] = Box::leak(Box::new(mixed));
        let public = ["1.1.1.1", "2606:4700:4700::1111"].map(str::to_owned);
        assert_eq!(found(mixed).await, Ok(public.into()));
    }

    /// With the client that files are fetched by: nobody is connected to.
    #[tokio::test]
    async fn nobody_inside_is_connected_to_by_a_name() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let connector = HttpConnector::new_with_resolver(PublicOnly(leads_to(&["127.0.0.1"])));
        let client: Client<_, Empty<Bytes>> =
            Client::builder(TokioExecutor::new()).build(connector);
        let uri = format!("http://rebound.example:{port}/").parse().expect("good");
        tokio::select! {
            answer = client.get(uri) => {
                let error = answer.expect_err("it leads inside");
                assert!(LeadsInside::is_why(&error), "{error:?}");
            }
            _ = listener.accept() => panic!("it was connected to"),
        }
    }
}
