//! What was measured, as a table in Markdown.

use std::fmt;

use anyhow::{Context, Result};
use serde_json::Value;

/// One case. Times are medians, in nanoseconds; what has none does not do that.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    case: String,
    /// How long the body is.
    bytes: Option<u64>,
    native: Option<f64>,
    wasm: Option<f64>,
    parse: Option<f64>,
    zod: Option<f64>,
}

/// All cases, and what they ran with.
#[derive(Debug)]
pub(super) struct Table {
    /// The cases.
    pub(super) rows: Vec<Row>,
    /// Node's version.
    pub(super) node: String,
    /// zod's version.
    pub(super) zod: String,
    /// How large the wasm module with all cases is.
    pub(super) wasm_bytes: u64,
}

/// Reads what decode.mjs wrote.
pub(super) fn read(json: &str) -> Result<Vec<Row>> {
    let rows: Vec<Value> = serde_json::from_str(json).context("decode.mjs wrote no list")?;
    rows.iter()
        .map(|row| {
            Ok(Row {
                case: row["name"].as_str().context("a case has no name")?.to_owned(),
                bytes: row["bytes"].as_u64(),
                native: None,
                wasm: row["wasm"].as_f64(),
                parse: row["parse"].as_f64(),
                zod: row["zod"].as_f64(),
            })
        })
        .collect()
}

/// The rows with the native medians put beside them, by the cases' names.
pub(super) fn rows(node: &[Row], native: &[(String, f64)]) -> Result<Vec<Row>> {
    node.iter()
        .map(|row| {
            let (_, median) = native
                .iter()
                .find(|(case, _)| *case == row.case)
                .with_context(|| format!("{} was not measured natively", row.case))?;
            Ok(Row { native: Some(*median), ..row.clone() })
        })
        .collect()
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "| case | body | ours, native | ours, wasm (Node) | JSON.parse | JSON.parse + zod | zod : wasm |"
        )?;
        writeln!(f, "| --- | ---: | ---: | ---: | ---: | ---: | ---: |")?;
        for row in &self.rows {
            let bytes = row.bytes.map_or("–".to_owned(), |bytes| format!("{bytes} B"));
            let [native, wasm, parse, zod] = [row.native, row.wasm, row.parse, row.zod].map(time);
            let ratio = row
                .zod
                .zip(row.wasm)
                .map_or("–".to_owned(), |(zod, wasm)| format!("{:.2}", zod / wasm));
            let case = &row.case;
            writeln!(f, "| {case} | {bytes} | {native} | {wasm} | {parse} | {zod} | {ratio} |")?;
        }
        writeln!(
            f,
            "\nMedians. Every call but `validate` begins with the body's bytes: wasm copies them into \
             its memory, JSON.parse reads them as UTF-8 first. Ours ends with a task inside of the \
             module, zod with an object. `validate` begins with four fields, and zod with an object \
             of them. A ratio over 1 means that ours is faster. Node {}, zod {}, module with all benches {} bytes \
             after wasm-opt.",
            self.node, self.zod, self.wasm_bytes
        )
    }
}

/// With three digits that mean something.
pub(super) fn time(nanoseconds: Option<f64>) -> String {
    let Some(time) = nanoseconds else { return "–".to_owned() };
    let (time, unit) = match time {
        ..1e3 => (time, "ns"),
        1e3..1e6 => (time / 1e3, "µs"),
        _ => (time / 1e6, "ms"),
    };
    let places = match time {
        ..10.0 => 2,
        10.0..100.0 => 1,
        _ => 0,
    };
    format!("{time:.places$} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const NODE: &str = r#"[
        { "name": "finished-task", "bytes": 900, "wasm": 8000, "parse": 2500.0, "zod": 10000 },
        { "name": "validate", "wasm": 512.3, "zod": 999.9 }
    ]"#;

    #[test]
    fn each_case_is_a_row() {
        let native = [("validate".to_owned(), 61.24), ("finished-task".to_owned(), 2_345_678.0)];
        let table = Table {
            rows: rows(&read(NODE).unwrap(), &native).unwrap(),
            node: "20.0.0".to_owned(),
            zod: "4.0.0".to_owned(),
            wasm_bytes: 1,
        };
        let text = table.to_string();
        let rows: Vec<&str> = text.lines().skip(2).take(2).collect();
        assert_eq!(
            rows,
            [
                "| finished-task | 900 B | 2.35 ms | 8.00 µs | 2.50 µs | 10.0 µs | 1.25 |",
                "| validate | – | 61.2 ns | 512 ns | – | 1000 ns | 1.95 |",
            ]
        );
    }

    #[test]
    fn a_case_that_one_side_lacks_is_named() {
        let error = rows(&read(NODE).unwrap(), &[]).unwrap_err().to_string();
        assert_eq!(error, "finished-task was not measured natively");
    }
}
