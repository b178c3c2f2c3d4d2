//! What is done to an answer on its way out.

use foley_core::HttpResponse;
use serde_json::Value;

use super::knobs::Damage;
use crate::reply::numbers_to_texts;
use crate::{Carriage, Reply};

/// The page of a gateway that has no answer from whoever is behind it.
pub(crate) fn gateway(status: u16) -> HttpResponse {
    let body = format!(
        "<html>\r\n<head><title>{status}</title></head>\r\n<body>\r\n<center><h1>{status}</h1></center>\
         \r\n<hr><center>the sandbox, as a gateway</center>\r\n</body>\r\n</html>\r\n"
    );
    page(status, body)
}

pub(crate) fn page(status: u16, body: String) -> HttpResponse {
    HttpResponse {
        status,
        headers: vec![("content-type".to_owned(), "text/html; charset=utf-8".to_owned())],
        body: body.into_bytes(),
    }
}

/// Does it to an answer.
pub(crate) fn damage(reply: &mut Reply, damage: Damage) {
    let response = &mut reply.response;
    match damage {
        Damage::Malformed => {
            response.body.pop();
            response.body.extend(b",");
        }
        Damage::Truncated => cut(reply),
        Damage::Html => *response = gateway(502),
        Damage::Empty => response.body.clear(),
        Damage::Plain => {
            for (name, value) in &mut response.headers {
                if name == "content-type" {
                    "text/plain".clone_into(value);
                }
            }
        }
        Damage::NoId => drift(response, |fields| {
            for name in ["task_id", "taskId", "id"] {
                fields.remove(name);
            }
        }),
        Damage::UnknownStatus => drift(response, |fields| {
            for name in ["task_status", "state"] {
                if let Some(status) = fields.get_mut(name) {
                    *status = Value::from("paused");
                }
            }
        }),
        Damage::NumbersAsText => {
            if let Ok(mut body) = serde_json::from_slice(&response.body) {
                numbers_to_texts(&mut body);
                response.body = body.to_string().into_bytes();
            }
        }
    }
}

/// Ends an answer in its middle.
pub(crate) fn cut(reply: &mut Reply) {
    let whole = reply.response.body.len();
    reply.response.body.truncate(whole / 2);
    reply.carriage = Carriage::Cut(whole);
}

type Fields = serde_json::Map<String, Value>;

/// Changes every object of a body that has fields of a task.
fn drift(response: &mut HttpResponse, change: impl Fn(&mut Fields)) {
    fn each(value: &mut Value, change: &impl Fn(&mut Fields)) {
        match value {
            Value::Object(fields) => {
                change(fields);
                fields.values_mut().for_each(|value| each(value, change));
            }
            Value::Array(values) => values.iter_mut().for_each(|value| each(value, change)),
            _ => {}
        }
    }
    if let Ok(mut body) = serde_json::from_slice::<Value>(&response.body) {
        each(&mut body, &change);
        response.body = body.to_string().into_bytes();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = r#"{"code":0,"data":{"task_id":"86","task_status":"succeed"}}"#;

    fn damaged(how: Damage) -> Reply {
        let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        let response = HttpResponse { status: 200, headers, body: BODY.into() };
        let mut reply = Reply::from(response);
        damage(&mut reply, how);
        reply
    }

    fn text(how: Damage) -> String {
        String::from_utf8(damaged(how).response.body).expect("text")
    }

    #[test]
    fn each_damage_does_what_it_says() {
        assert!(serde_json::from_str::<Value>(&text(Damage::Malformed)).is_err());
        assert_eq!(damaged(Damage::Truncated).carriage, Carriage::Cut(BODY.len()));
        assert!(BODY.starts_with(&text(Damage::Truncated)));
        assert_eq!(damaged(Damage::Html).response.status, 502);
        assert_eq!(text(Damage::Empty), "");
        let plain = damaged(Damage::Plain).response;
        assert_eq!(plain.header("content-type"), Some("text/plain"));
        assert_eq!(text(Damage::NoId), r#"{"code":0,"data":{"task_status":"succeed"}}"#);
        let unknown = r#"{"code":0,"data":{"task_id":"86","task_status":"paused"}}"#;
        assert_eq!(text(Damage::UnknownStatus), unknown);
        assert!(text(Damage::NumbersAsText).starts_with(r#"{"code":"0""#));
    }
}
