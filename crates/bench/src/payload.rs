//! Bodies as a provider sends them: the documented shape, with ids and links of the usual length.

/// The answer to a query of a task that has its sound.
pub(crate) fn finished_task() -> String {
    format!(
        r#"{{"code":0,"message":"SUCCEED","request_id":"CjhhZGjXqk0AAAAAB3mZ5A","data":{}}}"#,
        task(0)
    )
}

/// The answer to a query of a task that is being worked on.
pub(crate) fn task_under_way() -> String {
    let task = r#"{"task_id":"861254119619698760","task_status":"processing","task_status_msg":"","task_info":{"external_task_id":"foley-3f1c9a52d0b84e67"},"created_at":1773367502225,"updated_at":1773367502893}"#;
    format!(
        r#"{{"code":0,"message":"SUCCEED","request_id":"CjhhZGjXqk0AAAAAB3mZ5A","data":{task}}}"#
    )
}

/// The longest page that can be asked for, of tasks that have their sounds.
pub(crate) fn list_page() -> String {
    let tasks: Vec<String> = (0..500).map(task).collect();
    format!(
        r#"{{"code":0,"message":"SUCCEED","request_id":"CjhhZGjXqk0AAAAAB3mZ5A","data":[{}]}}"#,
        tasks.join(",")
    )
}

fn task(number: u64) -> String {
    let id = 861_254_119_619_698_760 + number;
    let url = |format| {
        let signature = "4f6d1c0b9e8a7d5c3b2a19087f6e5d4c".repeat(4);
        format!(
            "https://cdn.example.com/bs2/upload-audio/{id}/sound.{format}?x-kcdn-pid=112781&expires=1775959502&signature={signature}"
        )
    };
    format!(
        r#"{{"task_id":"{id}","task_status":"succeed","task_status_msg":"","task_info":{{"external_task_id":"foley-3f1c9a52d0b84e67"}},"task_result":{{"audios":[{{"id":"{id}1","url_mp3":"{}","url_wav":"{}","duration_mp3":"5.067","duration_wav":"5.0"}}]}},"final_unit_deduction":"0.25","created_at":1773367502225,"updated_at":1773367531840}}"#,
        url("mp3"),
        url("wav"),
    )
}
