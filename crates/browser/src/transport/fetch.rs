//! Requests over the network, by the browser's `fetch`.

use foley_core::{HttpRequest, HttpResponse, Method};
use foley_engine::TransportError;
use futures::FutureExt;
use futures::future::LocalBoxFuture;
use gloo_net::http::RequestBuilder;
use web_sys::{
    AbortController, ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect,
    ResponseType,
};

use super::Transport;
use crate::words;

/// The browser's `fetch`, with no cookies, no cache and no referrer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fetch;

impl Transport for Fetch {
    fn send(
        &self,
        request: HttpRequest,
    ) -> LocalBoxFuture<'static, Result<HttpResponse, TransportError>> {
        exchange(request).map(|answer| answer.map_err(TransportError::Broken)).boxed_local()
    }
}

/// Aborts the call when it is dropped; after the call's end that changes nothing.
struct AbortOnDrop(AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn exchange(request: HttpRequest) -> Result<HttpResponse, String> {
    let controller = AbortOnDrop(AbortController::new().map_err(|thrown| words(&thrown))?);
    let mut builder = RequestBuilder::new(&request.url)
        .method(match request.method {
            Method::Get => gloo_net::http::Method::GET,
            Method::Post => gloo_net::http::Method::POST,
        })
        .cache(RequestCache::NoStore)
        .credentials(RequestCredentials::Omit)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .abort_signal(Some(&controller.0.signal()));
    // A key must not follow a redirect to wherever that leads.
    if request.header("authorization").is_some() {
        builder = builder.redirect(RequestRedirect::Manual);
    }
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    let call = match request.body {
        Some(body) => builder.body(body),
        None => builder.build(),
    };
    let response = call.map_err(|error| error.to_string())?.send().await;
    let response = response.map_err(|error| error.to_string())?;
    // The browser hides where a redirect that was not followed leads, and its status.
    let status = match response.type_() {
        ResponseType::Opaqueredirect => 302,
        _ => response.status(),
    };
    let body = response.binary().await.map_err(|error| error.to_string())?;
    Ok(HttpResponse { status, headers: response.headers().entries().collect(), body })
}
