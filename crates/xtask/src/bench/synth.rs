//! How much faster than it plays the sandbox makes what it makes, as tables in Markdown.

use std::fmt;

use anyhow::{Context, Result, ensure};

use super::table::time;

/// What every class of sounds is to reach in wasm.
const AIM: f64 = 150.0;

/// All that was measured.
#[derive(Debug)]
pub(super) struct Synth {
    rows: Vec<Row>,
    sizes: Vec<Size>,
    machine: Machine,
}

/// What it was measured with.
#[derive(Clone, Debug, Default)]
pub(super) struct Machine {
    /// Node's version.
    pub(super) node: String,
    /// Chromium's version.
    pub(super) chromium: String,
    /// How often each was made.
    pub(super) rounds: u32,
    /// How many programs wanted to run, where that is known.
    pub(super) load: Option<String>,
}

/// What is made, and how.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    case: String,
    native: Made,
    node: Made,
    worker: Made,
}

/// Seconds of something, and the median of the nanoseconds that making it took.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Made {
    seconds: f64,
    nanoseconds: f64,
}

impl Made {
    /// Seconds made in a second.
    fn factor(self) -> f64 {
        self.seconds * 1e9 / self.nanoseconds
    }
}

/// A file of the page's, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Size {
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

impl Synth {
    /// Puts together what the three sides and sizes.mjs wrote.
    pub(super) fn read(
        [native, node, worker]: [&str; 3],
        sizes: &str,
        machine: Machine,
    ) -> Result<Self> {
        let native = made(native)?;
        let node = made(node)?;
        let worker = made(worker)?;
        let row = |(case, native): &(String, Made)| {
            let find = |side: &[(String, Made)], what: &str| {
                let found = side.iter().find(|(known, _)| known == case).map(|(_, made)| *made);
                found.with_context(|| format!("{case} was not measured {what}"))
            };
            Ok(Row {
                case: case.clone(),
                native: *native,
                node: find(&node, "under Node")?,
                worker: find(&worker, "in Chromium")?,
            })
        };
        let rows = native.iter().map(row).collect::<Result<_>>()?;
        let sizes = sizes.lines().map(size).collect::<Result<_>>()?;
        Ok(Self { rows, sizes, machine })
    }

    /// What is slower in wasm than a class is to be, the slowest first.
    fn below(&self) -> Vec<&Row> {
        let slower = |row: &Row| row.node.factor().min(row.worker.factor());
        let mut below: Vec<&Row> = self.rows.iter().filter(|row| slower(row) < AIM).collect();
        below.sort_by(|one, other| slower(one).total_cmp(&slower(other)));
        below
    }
}

/// Reads lines of a case, seconds, and nanoseconds.
fn made(lines: &str) -> Result<Vec<(String, Made)>> {
    lines
        .lines()
        .map(|line| {
            let wrong = || format!("a bench of the sounds wrote {line:?}");
            let fields: Vec<&str> = line.split('\t').collect();
            let [case, seconds, nanoseconds] = fields[..] else { anyhow::bail!(wrong()) };
            let made = Made {
                seconds: seconds.parse().with_context(wrong)?,
                nanoseconds: nanoseconds.parse().with_context(wrong)?,
            };
            ensure!(made.seconds > 0.0 && made.nanoseconds > 0.0, "{case} made nothing");
            Ok((case.to_owned(), made))
        })
        .collect()
}

/// Reads a line of a name and three numbers.
fn size(line: &str) -> Result<Size> {
    let wrong = || format!("sizes.mjs wrote {line:?}");
    let fields: Vec<&str> = line.split('\t').collect();
    let [name, raw, gzip, brotli] = fields[..] else { anyhow::bail!(wrong()) };
    Ok(Size {
        name: name.to_owned(),
        raw: raw.parse().with_context(wrong)?,
        gzip: gzip.parse().with_context(wrong)?,
        brotli: brotli.parse().with_context(wrong)?,
    })
}

impl fmt::Display for Synth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Machine { node, chromium, rounds, load } = &self.machine;
        writeln!(
            f,
            "How many seconds are made in a second: medians of {rounds} takes of 5 s, or of a sentence. \
             Native is the profile `server`; wasm is one module with everything, by the profile `release` \
             with its level for each package, and wasm-opt -Oz, as the page's modules are. *The first* is what \
             a module does first, from its bytes on, compiling included; natively, what a program does \
             first. Node {node}, Chromium {chromium}, in a module worker.{}\n",
            load.as_ref().map_or(String::new(), |load| format!(" Load average before: {load}."))
        )?;
        writeln!(f, "| made | native | wasm (Node) | wasm (Chromium) | time in Chromium |")?;
        writeln!(f, "| --- | ---: | ---: | ---: | ---: |")?;
        for Row { case, native, node, worker } in &self.rows {
            let [native, node, in_worker] = [native, node, worker].map(|made| times(made.factor()));
            let took = time(Some(worker.nanoseconds));
            writeln!(f, "| {case} | {native} | {node} | {in_worker} | {took} |")?;
        }
        let below = self.below();
        writeln!(f, "\nBelow {} in wasm: {}.", times(AIM), names(&below))?;
        writeln!(f, "\n| file | bytes | gzip | brotli |\n| --- | ---: | ---: | ---: |")?;
        for Size { name, raw, gzip, brotli } in &self.sizes {
            writeln!(f, "| {name} | {raw} | {gzip} | {brotli} |")?;
        }
        Ok(())
    }
}

fn names(rows: &[&Row]) -> String {
    if rows.is_empty() {
        return "none".to_owned();
    }
    let name = |row: &&Row| {
        let slower = row.node.factor().min(row.worker.factor());
        format!("{} ({})", row.case, times(slower))
    };
    rows.iter().map(name).collect::<Vec<_>>().join("; ")
}

/// A factor, with two or three digits that mean something.
fn times(factor: f64) -> String {
    if factor < 10.0 { format!("{factor:.1}×") } else { format!("{factor:.0}×") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NATIVE: &str = "rain, the first\t5\t20000000\nrain\t5\t10000000\nclip\t5\t1000000000\n";
    const NODE: &str = "rain\t5\t25000000\nclip\t5\t2500000000\nrain, the first\t5\t80000000";
    const WORKER: &str = "clip\t5\t2000000000\nrain, the first\t5\t30000000\nrain\t5\t33400000";

    fn machine(load: Option<&str>) -> Machine {
        Machine {
            node: "20.0.0".to_owned(),
            chromium: "150.0.1".to_owned(),
            rounds: 7,
            load: load.map(str::to_owned),
        }
    }

    #[test]
    fn each_case_is_a_row_and_so_is_each_file() {
        let sizes = "a.js\t300\t200\t100\na_bg.wasm\t3000\t2000\t1000";
        let table = Synth::read([NATIVE, NODE, WORKER], sizes, machine(Some("0.10"))).unwrap();
        let text = table.to_string();
        let rows: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).collect();
        assert_eq!(
            rows,
            [
                "| made | native | wasm (Node) | wasm (Chromium) | time in Chromium |",
                "| --- | ---: | ---: | ---: | ---: |",
                "| rain, the first | 250× | 62× | 167× | 30.0 ms |",
                "| rain | 500× | 200× | 150× | 33.4 ms |",
                "| clip | 5.0× | 2.0× | 2.5× | 2000 ms |",
                "| file | bytes | gzip | brotli |",
                "| --- | ---: | ---: | ---: |",
                "| a.js | 300 | 200 | 100 |",
                "| a_bg.wasm | 3000 | 2000 | 1000 |",
            ]
        );
        assert!(text.contains("medians of 7 takes"));
        assert!(text.contains("Node 20.0.0, Chromium 150.0.1"));
        assert!(text.contains("Load average before: 0.10."));
        // Before it is rounded, 150× is not quite that.
        assert!(text.contains("clip (2.0×); rain, the first (62×); rain (150×)."), "{text}");
    }

    #[test]
    fn where_nothing_is_slow_that_is_said() {
        let [native, node, worker] = ["rain\t5\t10000000"; 3];
        let table = Synth::read([native, node, worker], "", machine(None)).unwrap();
        let text = table.to_string();
        assert!(text.contains("Below 150× in wasm: none."));
        assert!(!text.contains("Load average"));
    }

    #[test]
    fn what_was_not_measured_is_named() {
        let error = |sides, sizes| {
            format!("{:#}", Synth::read(sides, sizes, Machine::default()).unwrap_err())
        };
        let [one, none] = ["rain\t5\t10000000", ""];
        assert_eq!(error([one, none, one], ""), "rain was not measured under Node");
        assert_eq!(error([one, one, none], ""), "rain was not measured in Chromium");
        assert_eq!(error(["rain\t0\t1", one, one], ""), "rain made nothing");
        assert_eq!(error(["rain\t5", one, one], ""), "a bench of the sounds wrote \"rain\\t5\"");
        assert_eq!(error([one; 3], "a.js\t1\t2"), "sizes.mjs wrote \"a.js\\t1\\t2\"");
    }
}
