//! What an engine with many live jobs takes, as a table in Markdown.

use std::fmt;

use anyhow::{Context, Result};
use serde_json::Value;

use super::table::time;

/// What was measured.
#[derive(Debug)]
pub(super) struct Engine {
    crowds: Vec<Crowd>,
    rows: Vec<Row>,
    /// What a job of the largest crowd takes in wasm's memory.
    wasm_bytes: f64,
    node: String,
}

/// So many jobs, and what each takes, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Crowd {
    jobs: u64,
    resident: u64,
    stored: u64,
    /// For how many times the engine wants a timer.
    timers: u64,
}

/// What happens, and its medians in nanoseconds, natively and in wasm, for each crowd.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    case: String,
    medians: Vec<(f64, f64)>,
}

impl Engine {
    /// Puts together what criterion, engine.mjs and the bench of the memory wrote.
    pub(super) fn read(
        native: &[(String, f64)],
        node_json: &str,
        memory: &str,
        node: String,
    ) -> Result<Self> {
        let measured: Value =
            serde_json::from_str(node_json).context("engine.mjs wrote no object")?;
        let wasm_bytes = measured["bytesPerJob"].as_f64().context("no bytes were measured")?;
        let wasm = measured["medians"].as_array().context("no medians were measured")?;
        let wasm: Vec<(&str, f64)> = wasm
            .iter()
            .filter_map(|case| Some((case["name"].as_str()?, case["wasm"].as_f64()?)))
            .collect();
        let crowds = memory.lines().map(crowd).collect::<Result<Vec<Crowd>>>()?;
        let largest = crowds.iter().map(|crowd| crowd.jobs).max().context("there is no crowd")?;
        let end = format!("-{largest}");
        let cases = wasm.iter().filter_map(|(name, _)| name.strip_suffix(&end));
        let row = |case: &str| {
            let median = |crowd: &Crowd| {
                let name = format!("{case}-{}", crowd.jobs);
                let native = native.iter().find(|(known, _)| *known == name);
                let (_, native) =
                    native.with_context(|| format!("{name} was not measured natively"))?;
                let wasm = wasm.iter().find(|(known, _)| *known == name);
                let (_, wasm) = wasm.with_context(|| format!("{name} was not measured in wasm"))?;
                Ok((*native, *wasm))
            };
            let medians = crowds.iter().map(median).collect::<Result<_>>()?;
            Ok(Row { case: case.to_owned(), medians })
        };
        let rows = cases.map(row).collect::<Result<_>>()?;
        Ok(Self { crowds, rows, wasm_bytes, node })
    }
}

/// Reads a line of four numbers.
fn crowd(line: &str) -> Result<Crowd> {
    let numbers = line.split(' ').map(str::parse).collect::<Result<Vec<u64>, _>>();
    match numbers.as_deref() {
        Ok([jobs, resident, stored, timers]) => {
            Ok(Crowd { jobs: *jobs, resident: *resident, stored: *stored, timers: *timers })
        }
        _ => anyhow::bail!("the bench of the memory wrote {line:?}"),
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "| live jobs |")?;
        for Crowd { jobs, .. } in &self.crowds {
            write!(f, " {jobs}, native | {jobs}, wasm (Node) |")?;
        }
        write!(f, "\n| --- |{}\n", " ---: | ---: |".repeat(self.crowds.len()))?;
        for row in &self.rows {
            write!(f, "| {} |", row.case)?;
            for (native, wasm) in &row.medians {
                write!(f, " {} | {} |", time(Some(*native)), time(Some(*wasm)))?;
            }
            writeln!(f)?;
        }
        writeln!(f, "\n| live jobs | bytes in memory, each | bytes of its record | timers |")?;
        writeln!(f, "| ---: | ---: | ---: | ---: |")?;
        for Crowd { jobs, resident, stored, timers } in &self.crowds {
            writeln!(f, "| {jobs} | {resident} | {stored} | {timers} |")?;
        }
        writeln!(
            f,
            "\nMedians of one event, with all that the engine then wants done taken from it. Of twenty jobs, \
             eight have a look due, four have one out, five wait for their turn, two have a file on the way \
             and one runs in another tab, over four accounts. Nothing is learned: the tasks were not \
             watched from the start. Bytes in memory are native ones, by a counting allocator; in wasm, \
             memory grew by {:.0} for each of the most jobs. A record is counted as JSON. However many \
             jobs there are, the engine asks for one timer, so no other way of waiting stands beside it: a \
             timer or a future for each task would do a small part of this, and the rest of it would be \
             the same. Node {}.",
            self.wasm_bytes, self.node
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NODE: &str = r#"{ "bytesPerJob": 1234.4, "medians": [
        { "name": "wake-100", "wasm": 2500 }, { "name": "wake-1000", "wasm": 26000.0 }
    ] }"#;
    const MEMORY: &str = "100 2760 669 1\n1000 2371 670 1\n";

    fn native() -> Vec<(String, f64)> {
        vec![("wake-1000".to_owned(), 5600.0), ("wake-100".to_owned(), 999.0)]
    }

    #[test]
    fn each_case_is_a_row_and_each_crowd_two_columns() {
        let table = Engine::read(&native(), NODE, MEMORY, "20.0.0".to_owned()).unwrap();
        let text = table.to_string();
        let rows: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).collect();
        assert_eq!(
            rows,
            [
                "| live jobs | 100, native | 100, wasm (Node) | 1000, native | 1000, wasm (Node) |",
                "| --- | ---: | ---: | ---: | ---: |",
                "| wake | 999 ns | 2.50 µs | 5.60 µs | 26.0 µs |",
                "| live jobs | bytes in memory, each | bytes of its record | timers |",
                "| ---: | ---: | ---: | ---: |",
                "| 100 | 2760 | 669 | 1 |",
                "| 1000 | 2371 | 670 | 1 |",
            ]
        );
        assert!(text.contains("grew by 1234 for each"));
    }

    #[test]
    fn what_was_not_measured_is_named() {
        let error = |native: &[_], memory| {
            Engine::read(native, NODE, memory, String::new()).unwrap_err().to_string()
        };
        assert_eq!(error(&native()[..1], MEMORY), "wake-100 was not measured natively");
        let more = "100 1 1 1\n1000 1 1 1\n10000 1 1";
        assert_eq!(error(&native(), more), "the bench of the memory wrote \"10000 1 1\"");
    }
}
