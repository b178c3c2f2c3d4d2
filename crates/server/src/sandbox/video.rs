//! Somebody's video, fetched from wherever it is.

use std::sync::LazyLock;
use std::time::Duration;

use axum::body::Bytes;
use axum::http::uri::InvalidUri;
use axum::http::{Request, Response, Uri, header};
use foley_sandbox::Sight;
use foley_sandbox_studio::LARGEST_VIDEO;
use http_body_util::{BodyExt, Empty, LengthLimitError, Limited};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

use crate::https;

/// A whole video has to be there within this.
const PATIENCE: Duration = Duration::from_secs(60);
/// Who is sent on more often than this goes in a circle.
const MOST_REDIRECTS: usize = 5;

type Https = Client<HttpsConnector<HttpConnector>, Empty<Bytes>>;

/// The one client; none where this machine has no certificates to trust anybody by.
static CLIENT: LazyLock<Option<Https>> = LazyLock::new(|| {
    let connector = https::connector(HttpConnector::new(), https::Scheme::HttpsOrHttp).ok()?;
    Some(Client::builder(TokioExecutor::new()).build(connector))
});

/// Fetches a video of at most [`LARGEST_VIDEO`] bytes; what there is to be seen where it is not had.
pub(crate) async fn fetch(url: &str) -> Result<Vec<u8>, Sight> {
    let Some(client) = &*CLIENT else { return Err(Sight::Unseen) };
    let fetched = tokio::time::timeout(PATIENCE, follow(client, url)).await;
    fetched.unwrap_or(Err(Sight::Unreachable))
}

async fn follow(client: &Https, url: &str) -> Result<Vec<u8>, Sight> {
    let mut uri: Uri = url.parse().map_err(|_: InvalidUri| Sight::Unreachable)?;
    for _ in 0..=MOST_REDIRECTS {
        let request = Request::get(&uri).body(Empty::new()).map_err(|_| Sight::Unreachable)?;
        let response = client.request(request).await.map_err(|_| Sight::Unreachable)?;
        if response.status().is_success() {
            return read(response).await;
        }
        let next =
            response.headers().get(header::LOCATION).filter(|_| response.status().is_redirection());
        let next = next.and_then(|next| next.to_str().ok()).ok_or(Sight::Unreachable)?;
        uri = resolved(&uri, next).ok_or(Sight::Unreachable)?;
    }
    Err(Sight::Unreachable)
}

/// Where a redirect leads that may be written from where it is.
fn resolved(from: &Uri, to: &str) -> Option<Uri> {
    let to: Uri = to.parse().ok()?;
    let mut parts = to.clone().into_parts();
    parts.scheme = parts.scheme.or_else(|| from.scheme().cloned());
    parts.authority = parts.authority.or_else(|| from.authority().cloned());
    Uri::from_parts(parts).ok().filter(|_| to.path().starts_with('/'))
}

async fn read<Body>(response: Response<Body>) -> Result<Vec<u8>, Sight>
where
    Body: axum::body::HttpBody<Data = Bytes>,
    Body::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let most = usize::try_from(LARGEST_VIDEO).unwrap_or(usize::MAX);
    let body = Limited::new(response.into_body(), most);
    match BodyExt::collect(body).await {
        Ok(whole) => Ok(whole.to_bytes().to_vec()),
        Err(error) if error.is::<LengthLimitError>() => Err(Sight::TooLarge),
        Err(_) => Err(Sight::Unreachable),
    }
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::http::StatusCode;
    use axum::response::Redirect;
    use axum::routing::get;
    use tokio::net::TcpListener;

    use super::*;

    /// A host on loopback: a file, the way to it, the way round and round, and one that is too large.
    async fn host() -> String {
        let large = || async { vec![0; usize::try_from(LARGEST_VIDEO).unwrap() + 1] };
        let router = Router::new()
            .route("/file", get(|| async { "a video" }))
            .route("/there", get(|| async { Redirect::temporary("/file") }))
            .route("/round", get(|| async { Redirect::temporary("/round") }))
            .route("/gone", get(|| async { StatusCode::GONE }))
            .route("/large", get(large));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(async { axum::serve(listener, router).await });
        base
    }

    #[tokio::test]
    async fn a_file_is_had_whole_or_not_at_all() {
        let base = host().await;
        let fetched = async |path: &str| fetch(&format!("{base}{path}")).await;
        assert_eq!(fetched("/file").await, Ok(b"a video".to_vec()));
        assert_eq!(fetched("/there").await, Ok(b"a video".to_vec()));
        for nothing in ["/round", "/gone", "/nobody"] {
            assert_eq!(fetched(nothing).await, Err(Sight::Unreachable), "{nothing}");
        }
        assert_eq!(fetched("/large").await, Err(Sight::TooLarge));
        for nowhere in ["http://127.0.0.1:1/", "file:///etc/hosts", "nonsense", ""] {
            assert_eq!(fetch(nowhere).await, Err(Sight::Unreachable), "{nowhere}");
        }
    }

    #[test]
    fn a_redirect_is_read_from_where_it_is() {
        let from = Uri::from_static("https://a.example/b/c?d");
        let to = |to: &str| resolved(&from, to).map(|uri| uri.to_string());
        assert_eq!(to("/e?f").as_deref(), Some("https://a.example/e?f"));
        assert_eq!(to("http://g.example/h").as_deref(), Some("http://g.example/h"));
        assert_eq!(to("*"), None);
    }
}
