//! The two endpoints as the least that axum can do: constants.

use std::io::Write;

use anyhow::Result;
use axum::Router;
use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tokio::net::TcpListener;

/// Where both are.
pub(crate) const PATH: &str = "/v1/audio/text-to-audio";

/// What is sent to the one.
pub(crate) const CREATE: &str =
    r#"{"prompt":"Rain on a tin roof, and a dog barks twice in the distance","duration":5}"#;

/// The same, with a number in it that is another each time.
pub(crate) const CREATE_NTH: &str =
    r#"{"prompt":"Rain on a tin roof, and a dog barks NTH times in the distance","duration":5}"#;

const CREATED: &str = r#"{"code":0,"data":{"created_at":1790000000000,"task_id":"861234567890123456","task_info":{},"task_status":"submitted","updated_at":1790000000000},"message":"SUCCEED","request_id":"f3a1c0de-0000-4000-8000-000000000000"}"#;

const FOUND: &str = r#"{"code":0,"data":{"created_at":1790000000000,"final_balance_deduction":{"list_price":"0","quota":"0"},"final_unit_deduction":"0","task_id":"861234567890123456","task_info":{},"task_result":{"audios":[{"duration_mp3":"5.0","duration_wav":"5.0","id":"881234567890123456","url_mp3":"http://127.0.0.1:8790/assets/861234567890123456.mp3","url_wav":"http://127.0.0.1:8790/assets/861234567890123456.wav"}]},"task_status":"succeed","task_status_msg":"","updated_at":1790000003000},"message":"SUCCEED","request_id":"f3a1c0de-0000-4000-8000-000000000000"}"#;

/// Serves until the process is ended.
pub(crate) async fn serve() -> Result<()> {
    let created = post(async |body: Body| -> Response {
        // It is read, as whoever answers it would.
        let _ = axum::body::to_bytes(body, 65_536).await;
        json(CREATED)
    });
    let router = Router::new()
        .route(PATH, created)
        .route(&format!("{PATH}/{{id}}"), get(async || json(FOUND)));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    writeln!(std::io::stdout(), "listening on http://{}", listener.local_addr()?)?;
    axum::serve(listener, router).await?;
    Ok(())
}

fn json(body: &'static str) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}
