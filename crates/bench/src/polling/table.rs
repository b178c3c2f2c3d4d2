//! Everybody waits for the same tasks; what that comes to, as tables in Markdown.

use std::fmt::Write as _;

use super::chance::Chance;
use super::durations::Durations;
use super::optimum::Optimum;
use super::policy::{Ours, at, every, three_and_a_bit, wait};
use super::{Figures, WORTH, Waited};

/// How many tasks make a history.
const HISTORY: usize = 20;
/// How many tasks each history is tried on.
const TRIED: usize = 50;

/// Who looks, and what that came to.
pub(super) type Row = (&'static str, Figures);

/// All tables, from so many histories each.
#[must_use]
pub fn report(seed: u64, histories: usize) -> String {
    let mut text = format!("Seed {seed}, {histories} histories of {HISTORY} tasks.\n");
    text.push_str(
        "\n| tasks | who looks | looks | late, mean | late, p95 | cost | to the optimum |\n",
    );
    text.push_str("| --- | --- | ---: | ---: | ---: | ---: | ---: |\n");
    for durations in steady() {
        write(&mut text, durations.name, &of_steady(&durations, seed, histories));
    }
    for (name, before, after) in changes() {
        write(&mut text, name, &of_change(&before, &after, seed, histories));
    }
    let _ = write!(
        text,
        "\nTimes in seconds. The cost is that of the looks, at {WORTH} s each, and the lateness. Ours \
         knows of a task what its looks saw, and no more, unless the provider tells its times. After \
         a change, what counts is the first {HISTORY} tasks of the new pace, learning on; the optimum \
         knows the new pace from the start.\n"
    );
    text.push_str(
        "\n| tasks | looks of every 5 s | its lateness | the optimum's with as many | |\n",
    );
    text.push_str("| --- | ---: | ---: | ---: | ---: |\n");
    for durations in steady() {
        let (looks, late, best) = at_five(&durations, seed, histories);
        let (name, ratio) = (durations.name, best / late);
        let _ = writeln!(text, "| {name} | {looks:.2} | {late:.2} | {best:.2} | {ratio:.2} |");
    }
    text
}

pub(super) fn steady() -> Vec<Durations> {
    vec![
        Durations::log_normal("30 s, sigma 0.3", 30.0, 0.3),
        Durations::log_normal("30 s, sigma 0.5", 30.0, 0.5),
        Durations::log_normal("30 s, sigma 0.8", 30.0, 0.8),
        Durations::mixture("30 s, and a tenth 120 s", vec![(0.9, 30.0, 0.3), (0.1, 120.0, 0.5)]),
    ]
}

pub(super) fn changes() -> Vec<(&'static str, Durations, Durations)> {
    let pace = |median| Durations::log_normal("", median, 0.3);
    vec![
        ("from 30 s to 90 s", pace(30.0), pace(90.0)),
        ("from 30 s to 10 s", pace(30.0), pace(10.0)),
        ("from 90 s to 8 s", pace(90.0), pace(8.0)),
    ]
}

fn write(text: &mut String, name: &str, rows: &[Row]) {
    let best = rows.last().map_or(1.0, |(_, figures)| figures.cost());
    for (who, figures) in rows {
        let Figures { looks, late, late_95 } = figures;
        let (cost, ratio) = (figures.cost(), figures.cost() / best);
        let _ = writeln!(
            text,
            "| {name} | {who} | {looks:.2} | {late:.2} | {late_95:.2} | {cost:.2} | {ratio:.2} |"
        );
    }
}

/// The tasks that are waited for after a history, and the histories.
fn drawn(durations: &Durations, chance: &mut Chance, count: usize) -> Vec<u64> {
    (0..count).map(|_| durations.draw(chance)).collect()
}

/// Those who learn nothing, on these tasks.
fn others(tasks: &[u64], chance: &mut Chance) -> Vec<Row> {
    let all = |waits: Vec<Waited>| Figures::of(&waits);
    let fixed = |span| all(tasks.iter().map(|task| wait(*task, every(span)).0).collect());
    let bit = tasks.iter().map(|task| wait(*task, three_and_a_bit(chance)).0).collect();
    let mut cold = Ours::new(1, false);
    vec![
        ("every 0.5 s", fixed(500)),
        ("every 2 s", fixed(2000)),
        ("every 5 s", fixed(5000)),
        ("every 3 s and up to a fifth", all(bit)),
        ("ours, cold: the ladder", all(tasks.iter().map(|task| cold.wait(*task).0).collect())),
    ]
}

fn best(durations: &Durations, tasks: &[u64]) -> Row {
    let optimum = Optimum::of(durations, WORTH);
    let waits: Vec<Waited> = tasks.iter().map(|task| wait(*task, at(&optimum.at)).0).collect();
    ("the optimum", Figures::of(&waits))
}

/// Everybody, where the pace stays. The optimum comes last.
pub(super) fn of_steady(durations: &Durations, seed: u64, histories: usize) -> Vec<Row> {
    let mut chance = Chance::new(seed);
    let (mut tasks, mut first) = (Vec::new(), Vec::new());
    let (mut after, mut after_told) = (Vec::new(), Vec::new());
    for _ in 0..histories {
        let (mut ours, mut told) =
            (Ours::new(chance.bits(), false), Ours::new(chance.bits(), true));
        for duration in drawn(durations, &mut chance, HISTORY) {
            first.push(ours.learn(duration));
            told.learn(duration);
        }
        let tried = drawn(durations, &mut chance, TRIED);
        after.extend(tried.iter().map(|task| ours.wait(*task).0));
        after_told.extend(tried.iter().map(|task| told.wait(*task).0));
        tasks.extend(tried);
    }
    let mut rows = others(&tasks, &mut chance);
    rows.push(("ours, the first 20 tasks", Figures::of(&first)));
    rows.push(("ours, after 20 tasks", Figures::of(&after)));
    rows.push(("ours, after 20 that the provider timed", Figures::of(&after_told)));
    rows.push(best(durations, &tasks));
    rows
}

/// Everybody, where the pace has just changed. The optimum comes last.
pub(super) fn of_change(
    before: &Durations,
    after: &Durations,
    seed: u64,
    histories: usize,
) -> Vec<Row> {
    let mut chance = Chance::new(seed);
    let (mut tasks, mut waits) = (Vec::new(), Vec::new());
    for _ in 0..histories {
        let mut ours = Ours::new(chance.bits(), false);
        for duration in drawn(before, &mut chance, HISTORY) {
            ours.learn(duration);
        }
        let new = drawn(after, &mut chance, HISTORY);
        waits.extend(new.iter().map(|task| ours.learn(*task)));
        tasks.extend(new);
    }
    let mut rows = others(&tasks, &mut chance);
    rows.push(("ours, misled by 20 tasks", Figures::of(&waits)));
    rows.push(best(after, &tasks));
    rows
}

/// What looking every five seconds comes to, and how late the optimum is with as many looks.
fn at_five(durations: &Durations, seed: u64, histories: usize) -> (f64, f64, f64) {
    let mut chance = Chance::new(seed);
    let tasks = drawn(durations, &mut chance, histories * TRIED);
    let waits: Vec<Waited> = tasks.iter().map(|task| wait(*task, every(5000)).0).collect();
    let Figures { looks, late, .. } = Figures::of(&waits);
    (looks, late, Optimum::with_looks(durations, looks).late)
}
