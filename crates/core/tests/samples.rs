//! Every payload that the providers' pages print for what we speak, decoded and compared field by
//! field. Where each sample is from stands in `samples/README.md`.

#![allow(clippy::expect_used, reason = "a test may fail loudly")]

use foley_core::wire;
use foley_core::{
    ApiError, Asset, AssetFormat, HttpResponse, Origin, Provider, Request, Retry, Seconds,
    SoundEffect, Task, TaskId, TaskStatus, UnixMillis,
};
use serde_json::Value;

fn decode(body: &str) -> Result<Task, ApiError> {
    wire::task(&HttpResponse { status: 200, headers: Vec::new(), body: body.as_bytes().to_vec() })
}

fn sent(provider: &Provider, prompt: &str, tenths: u32) -> Value {
    let request = Request::SoundEffect(SoundEffect {
        prompt: prompt.to_owned(),
        duration: Seconds::from_tenths(tenths),
        external_task_id: None,
        callback_url: None,
    });
    let body = wire::create(provider, &request, "").body.expect("a create has a body");
    serde_json::from_str(&body).expect("our own JSON")
}

#[test]
fn cometapi_create_request() {
    let sample = include_str!("samples/cometapi-text-to-audio-create.request.json");
    let sample: Value = serde_json::from_str(sample).expect("JSON");
    assert_eq!(sent(&Provider::cometapi(), "Soft ambient ocean waves at sunrise.", 50), sample);
}

/// Kling's page sends its optional fields as empty texts; we leave them out, which says the same.
#[test]
fn kling_create_request() {
    let sample = include_str!("samples/kling-text-to-audio-create.request.json");
    let mut sample: Value = serde_json::from_str(sample).expect("JSON");
    sample.as_object_mut().expect("an object").retain(|_, value| value != "");
    let prompt = "Fireworks sound during Chinese New Year celebration";
    assert_eq!(sent(&Provider::kling(), prompt, 30), sample);
}

#[test]
fn cometapi_create_response() {
    let sample = include_str!("samples/cometapi-text-to-audio-create.response.json");
    let body: Value = serde_json::from_str(sample).expect("JSON");
    let expected = Task {
        id: TaskId("861254119619698760".to_owned()),
        external_id: None,
        status: TaskStatus::Submitted,
        status_message: None,
        created_at: Some(UnixMillis(1_773_367_502_225)),
        updated_at: Some(UnixMillis(1_773_367_502_225)),
        assets: Vec::new(),
        deduction: None,
        request_id: None,
        raw: body["data"].clone(),
    };
    assert_eq!(decode(sample), Ok(expected));
}

#[test]
fn kling_create_response() {
    let sample = include_str!("samples/kling-text-to-audio-create.response.json");
    let body: Value = serde_json::from_str(sample).expect("JSON");
    let expected = Task {
        id: TaskId("string".to_owned()),
        external_id: Some("string".to_owned()),
        status: TaskStatus::Unknown("string".to_owned()),
        status_message: None,
        created_at: Some(UnixMillis(1_722_769_557_708)),
        updated_at: Some(UnixMillis(1_722_769_557_708)),
        assets: Vec::new(),
        deduction: None,
        request_id: Some("string".to_owned()),
        raw: body["data"].clone(),
    };
    assert_eq!(decode(sample), Ok(expected));
}

#[test]
fn kling_query_response() {
    let sample = include_str!("samples/kling-text-to-audio-query.response.json");
    let body: Value = serde_json::from_str(sample).expect("JSON");
    let asset = |format| Asset {
        id: Some("string".to_owned()),
        url: "string".to_owned(),
        format,
        duration: None,
    };
    let expected = Task {
        id: TaskId("string".to_owned()),
        external_id: Some("string".to_owned()),
        status: TaskStatus::Unknown("string".to_owned()),
        status_message: Some("string".to_owned()),
        created_at: Some(UnixMillis(1_722_769_557_708)),
        updated_at: Some(UnixMillis(1_722_769_557_708)),
        assets: vec![asset(AssetFormat::Wav), asset(AssetFormat::Mp3)],
        deduction: Some("string".to_owned()),
        request_id: Some("string".to_owned()),
        raw: body["data"].clone(),
    };
    assert_eq!(decode(sample), Ok(expected));
}

/// These pages print 123 for the code, and a code that is not 0 is a refusal, whatever else is there.
#[test]
fn a_code_that_is_not_zero_is_a_refusal() {
    for (sample, request_id) in [
        (include_str!("samples/cometapi-video-to-audio-create.response.json"), None),
        (include_str!("samples/cometapi-text2video-create.response.json"), Some("<string>")),
    ] {
        let error = decode(sample).expect_err("a refusal");
        assert_eq!(error.origin, Origin::Provider);
        assert_eq!(error.retry, Retry::Never);
        assert_eq!(error.code.as_deref(), Some("123"));
        assert_eq!(error.message, "<string>");
        assert_eq!(error.request_id.as_deref(), request_id);
    }
}
