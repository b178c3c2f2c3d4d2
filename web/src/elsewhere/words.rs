//! A task in plain words. Pure.

use foley_core::{Task, TaskStatus};

/// How far a task is, with the provider's reason where it has one.
#[must_use]
pub(super) fn status(task: &Task) -> String {
    let status = match &task.status {
        TaskStatus::Submitted => "Submitted",
        TaskStatus::Processing => "Processing",
        TaskStatus::Succeeded => "Done",
        TaskStatus::Failed => "Failed",
        TaskStatus::Unknown(word) => word,
    };
    match task.status_message.as_deref() {
        Some(words) => format!("{status}: {words}"),
        None => status.to_owned(),
    }
}

/// The ways in which an id that was pasted can't be one.
///
/// # Errors
/// What is wrong with it, for the user.
pub(super) fn task_id(text: &str) -> Result<String, String> {
    let id = text.trim();
    if id.is_empty() {
        Err("Paste the task's id, as the provider gave it.".to_owned())
    } else if id.contains(|c: char| c.is_whitespace() || c.is_control()) {
        Err("A task's id has no spaces in it: paste it again without them.".to_owned())
    } else if id == "." || id == ".." {
        // In a path they lead elsewhere.
        Err("This is no task's id: paste it as the provider gave it.".to_owned())
    } else {
        Ok(id.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_says_how_far_it_is_and_why() {
        let task = |body: &str| foley_core::wire::callback(body.as_bytes()).expect("a task");
        let running = task(r#"{"task_id":"1","task_status":"processing"}"#);
        assert_eq!(status(&running), "Processing");
        let failed = task(r#"{"task_id":"1","task_status":"failed","task_status_msg":"risk"}"#);
        assert_eq!(status(&failed), "Failed: risk");
        let paused = task(r#"{"task_id":"1","task_status":"paused"}"#);
        assert_eq!(status(&paused), "paused");
    }

    #[test]
    fn an_id_is_one_word() {
        assert_eq!(task_id(" 861254119619698760\n"), Ok("861254119619698760".to_owned()));
        assert!(task_id("").is_err());
        assert!(task_id("861 254").is_err());
        assert!(task_id(".").is_err() && task_id("..").is_err());
    }
}
