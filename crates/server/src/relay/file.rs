//! A file, passed through as it comes: nothing of it is kept here.

use axum::body::Body;
use axum::http::header;
use axum::response::Response;
use foley_relay::{Exchange, FileCall, Refusal, Relay};
use http_body_util::Limited;

use crate::deadline::Deadline;
use crate::relay::answer::carried;
use crate::relay::upstream::{Upstream, texts};

/// Who is sent on more often than this goes in a circle.
const MOST_REDIRECTS: usize = 5;

/// Fetches a file, wherever it is sent on to, and hands its bytes through.
pub(crate) async fn fetch(
    relay: &Relay,
    upstream: &Upstream,
    exchange: &Exchange,
    mut file: FileCall,
) -> Result<Response, Refusal> {
    let most = upstream.times.largest_file;
    for _ in 0..=MOST_REDIRECTS {
        let response = upstream.file(&file).await?;
        let status = response.status();
        let location = response.headers().get(header::LOCATION);
        if let Some(location) = location.filter(|_| status.is_redirection()) {
            let location = location.to_str().map_err(|_| Refusal::FileNotHad)?;
            file = relay.sent_on(file, location)?;
            continue;
        }
        let (parts, body) = response.into_parts();
        let head = relay.file_answered(exchange, status.as_u16(), &texts(&parts.headers), most)?;
        if !status.is_success() {
            return Ok(carried(head));
        }
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let bytes = Limited::new(Deadline::new(body, upstream.times.file), most);
        return Ok(carried(head).map(|_| Body::new(bytes)));
    }
    Err(Refusal::FileNotHad)
}
