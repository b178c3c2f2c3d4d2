//! The one way out of this program: TLS that trusts whom the system trusts.

use std::io;

use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;

/// Whom a connection may be made to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    /// To who proves who he is.
    Https,
    /// Also to who does not.
    HttpsOrHttp,
}

/// Connections by TLS, over those that `http` makes.
///
/// # Errors
/// Where this machine has no certificates to trust anybody by.
pub(crate) fn connector<Resolver>(
    mut http: HttpConnector<Resolver>,
    scheme: Scheme,
) -> io::Result<HttpsConnector<HttpConnector<Resolver>>> {
    http.enforce_http(false);
    let builder = HttpsConnectorBuilder::new().with_native_roots()?;
    let builder = match scheme {
        Scheme::Https => builder.https_only(),
        Scheme::HttpsOrHttp => builder.https_or_http(),
    };
    Ok(builder.enable_http1().wrap_connector(http))
}
