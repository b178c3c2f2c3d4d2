//! The cases. Each begins with what the network or a form hands over, and ends with what the rest
//! of a program wants to know.
//!
//! A new decoder is one entry of [`DECODES`], a payload, and a schema of the same name in
//! `decode.mjs`.

use foley_core::{
    Capability, Dialect, HttpResponse, Operation, Request, Seconds, SoundEffect, validate, wire,
};

use crate::payload;

/// A body to be decoded.
#[derive(Clone, Copy, Debug)]
pub struct Decode {
    /// The case's name, also as a file's.
    pub name: &'static str,
    /// The body of the answer.
    pub body: fn() -> String,
    /// Decodes it, and says how many assets there were.
    pub decode: fn(Vec<u8>) -> usize,
}

/// Every decoder that is measured.
pub const DECODES: [Decode; 2] = [
    Decode {
        name: "finished-task",
        body: payload::finished_task,
        decode: |body| wire::task(&answer(body)).map_or(0, |task| task.assets.len()),
    },
    Decode {
        name: "list-of-500",
        body: payload::list_page,
        decode: |body| {
            let tasks = wire::tasks(&answer(body)).unwrap_or_default();
            tasks.iter().map(|task| task.assets.len()).sum()
        },
    },
];

/// The name of the case of [`violations`].
pub const VALIDATE: &str = "validate";

/// What a form holds, for [`violations`]: prompt, seconds, external id, callback.
pub const FORM: (&str, f64, &str, &str) = (
    "Soft ambient ocean waves at sunrise, with gulls far away.",
    5.3,
    "foley-3f1c9a52d0b84e67",
    "https://example.com/hooks/foley",
);

/// Makes a request of a form's four fields, and says how much is wrong with it.
#[must_use]
pub fn violations(prompt: &str, seconds: f64, external_task_id: &str, callback_url: &str) -> usize {
    let Ok(duration) = Seconds::try_from(seconds) else { return 1 };
    let request = Request::SoundEffect(SoundEffect {
        prompt: prompt.to_owned(),
        duration,
        external_task_id: Some(external_task_id.to_owned()),
        callback_url: Some(callback_url.to_owned()),
    });
    let capability = Capability::of(Dialect::Kling, Operation::SoundEffect);
    capability.map_or(1, |capability| validate(&request, capability).len())
}

const fn answer(body: Vec<u8>) -> HttpResponse {
    HttpResponse { status: 200, headers: Vec::new(), body }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is refused is refused quickly: a figure of that would be a lie.
    #[test]
    fn every_payload_is_taken() {
        for case in DECODES {
            let assets = (case.decode)((case.body)().into_bytes());
            assert!(assets > 0, "{}", case.name);
        }
        let (prompt, seconds, id, callback) = FORM;
        assert_eq!(violations(prompt, seconds, id, callback), 0);
        assert_eq!(violations("", 2.0, "", "nowhere"), 4);
    }
}
