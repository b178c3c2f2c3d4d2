//! Lists, which Kling alone has.

use foley_core::{Dialect, Operation, TaskStatus, wire};
use serde_json::json;

use crate::world::{World, effect, json, provider, video};

const PATH: &str = "/v1/audio/text-to-audio";

fn listed(world: &mut World, query: &str) -> Vec<String> {
    let tasks = wire::tasks(&world.get(&format!("{PATH}{query}"))).expect("a list");
    tasks.into_iter().map(|task| task.id.0).collect()
}

#[test]
fn a_list_begins_with_the_newest() {
    let mut world = World::new();
    let mut ids: Vec<String> = (0..35)
        .map(|_| {
            world.wait(1);
            world.create(Dialect::Kling, &effect("Rain")).expect("taken in").id.0
        })
        .collect();
    ids.reverse();
    assert_eq!(listed(&mut world, ""), ids[..30]);
    assert_eq!(listed(&mut world, "?pageNum=2"), ids[30..]);
    assert_eq!(listed(&mut world, "?pageNum=3"), [""; 0]);
    assert_eq!(listed(&mut world, "?pageNum=2&pageSize=10"), ids[10..20]);
    assert_eq!(listed(&mut world, "?pageSize=500"), ids);
    assert_eq!(listed(&mut world, "?pageNum=1000&pageSize=500"), [""; 0]);
}

#[test]
fn a_list_is_an_array_of_whole_tasks() {
    let mut world = World::new();
    let done = world.done(Dialect::Kling, &effect("Rain"));
    world.create(Dialect::Kling, &video("A beach")).expect("taken in");
    let raw = json(&world.get(PATH));
    let one = json(&world.get(&format!("{PATH}/{}", done.id)));
    assert_eq!(raw["data"], json!([one["data"]]));
    let page = wire::list(&provider(Dialect::Kling), Operation::Video, wire::Page::default());
    let videos = wire::tasks(&world.send(page.expect("it lists"))).expect("a list");
    assert_eq!(videos.len(), 1);
    assert!(videos.iter().all(|task| task.status == TaskStatus::Submitted));
}

#[test]
fn a_page_out_of_bounds_is_refused() {
    let mut world = World::new();
    for query in ["pageNum=0", "pageNum=1001", "pageSize=0", "pageSize=501", "pageNum=x"] {
        let error = wire::tasks(&world.get(&format!("{PATH}?{query}"))).expect_err("refused");
        assert_eq!((error.status, error.code.as_deref()), (Some(400), Some("1201")), "{query}");
    }
}
