//! `cargo xtask bench`: how fast the core is, natively and in wasm, beside what others would use; what the
//! engine takes with many jobs; how fast the sandbox makes its sounds; and what waiting costs.
//!
//! Nothing is asserted about time anywhere: figures are for reading, on a machine that is quiet.

mod engine;
mod synth;
mod table;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use clap::ValueEnum;
use serde_json::Value;

use self::{
    engine::Engine,
    synth::{Machine, Synth},
    table::Table,
};
use crate::{
    apt,
    chromium::Chromium,
    command::{cargo, command, output, run},
    fingerprint::names_in,
    npm, page,
    project::Project,
    rust_tools,
    search_path::{on_path, with_our_tools},
    step::{say, step},
    version::Version,
};

/// The crate with the cases.
const PACKAGE: &str = "foley-bench";

/// The crate with the cases of what makes sound, which is large.
const SOUND_PACKAGE: &str = "foley-bench-sound";

/// What Rust's wasm may use, as index.html tells wasm-opt for the page.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Bench {
    /// Answers decoded and requests validated, beside JSON.parse and zod.
    Decode,
    /// The engine with up to 10 000 live jobs: the time of each kind of event, and bytes.
    Engine,
    /// Looks and lateness of whoever waits for a task, beside the optimum. Nothing is timed.
    Polling,
    /// The sandbox's server beside a handler of constants, many clients at once, and the relay.
    Server,
    /// Each class of sounds, MP3, speech and clips, also in Chromium; and what the page's modules weigh.
    Synth,
}

/// Measures, prints a table and writes it down. `quick` is for seeing that it works: its figures
/// are rough. What is made up is made up from the seed.
pub(crate) fn bench(project: &Project, bench: Bench, quick: bool, seed: u64) -> Result<()> {
    match bench {
        Bench::Decode => decode(project, quick),
        Bench::Engine => engine(project, quick),
        Bench::Polling => polling(project, quick, seed),
        Bench::Server => server(project, quick),
        Bench::Synth => synth(project, quick),
    }
}

fn server(project: &Project, quick: bool) -> Result<()> {
    if on_path("wrk").is_none() {
        let advice = "wrk is not on PATH: install it (Debian: `apt-get install wrk`)";
        ensure!(apt::may_install(project), advice);
        step("Installing wrk", "10 s", || apt::install(project, &["wrk"]))?;
    }
    step("Building the server", "4 min", || {
        run(cargo(project.root()).args(["build", "--quiet", "--profile", "server"]).args([
            "--package",
            "foley-server",
            "--package",
            "foley-bench-server",
        ]))
    })?;
    let built = project.build_folder()?.join("server");
    let usually = if quick { "40 s" } else { "4 min" };
    let table = step("Measuring", usually, || {
        let mut measure = command(built.join("foley-bench-server"), project.root());
        measure.arg("measure").arg("--server").arg(built.join("foley-server"));
        if quick {
            measure.arg("--quick");
        }
        output(&mut measure)
    })?;
    finish(project, "server", &table)
}

/// Prints what waiting comes to, and writes it down.
fn polling(project: &Project, quick: bool, seed: u64) -> Result<()> {
    let usually = if quick { "5 s, and a minute to build" } else { "30 s, and a minute to build" };
    let tables = step("Waiting for made-up tasks", usually, || {
        let mut command = cargo(project.root());
        command.args(["bench", "--quiet", "--package", PACKAGE, "--bench", "polling"]).args([
            "--profile",
            "server",
            "--",
            "--seed",
            &seed.to_string(),
        ]);
        if quick {
            command.arg("--quick");
        }
        output(&mut command)
    })?;
    finish(project, "polling", &tables)
}

/// Prints a table, and writes it down.
fn finish(project: &Project, name: &str, table: &str) -> Result<()> {
    print!("{table}");
    let folder = project.build_folder()?.join("bench");
    fs::create_dir_all(&folder)?;
    let path = folder.join(name).with_extension("md");
    fs::write(&path, table).with_context(|| format!("{} can't be written", path.display()))?;
    say(format_args!("The same is in {}", path.display()));
    Ok(())
}

fn decode(project: &Project, quick: bool) -> Result<()> {
    rust_tools::wasm_target(project)?;
    rust_tools::wasm_bindgen(project)?;
    npm::packages(project)?;
    let folder = project.build_folder()?.join("bench");
    let module = step("Building the wasm side", "up to 1 min", || {
        wasm(project, &folder, PACKAGE, "nodejs")
    })?;
    let usually = if quick { "5 s, and a minute to build" } else { "20 s, and a minute to build" };
    let (warm_up, measurement, samples) =
        if quick { ("0.3", "0.7", "20") } else { ("2", "5", "100") };
    let times = Times { warm_up, measurement, samples };
    let native = step("Measuring natively", usually, || native(project, &folder, "decode", times))?;
    let (usually, rounds) = if quick { ("3 s", "15") } else { ("10 s", "150") };
    let node = step("Measuring under Node", usually, || {
        table::read(&node(project, "bench/decode.mjs", &module, rounds)?)
    })?;

    let table = Table {
        rows: table::rows(&node, &native)?,
        node: version_of(&npm::node()?)?,
        zod: installed(project, "zod")?,
        wasm_bytes: fs::metadata(module.with_file_name("foley_bench_bg.wasm"))?.len(),
    };
    finish(project, "decode", &table.to_string())
}

fn engine(project: &Project, quick: bool) -> Result<()> {
    rust_tools::wasm_target(project)?;
    rust_tools::wasm_bindgen(project)?;
    npm::packages(project)?;
    let folder = project.build_folder()?.join("bench");
    let module = step("Building the wasm side", "up to 1 min", || {
        wasm(project, &folder, PACKAGE, "nodejs")
    })?;
    let memory = step("Counting bytes", "a minute to build", || {
        output(cargo(project.root()).args(["bench", "--quiet", "--package", PACKAGE]).args([
            "--bench",
            "engine_memory",
            "--profile",
            "server",
        ]))
    })?;
    let (warm_up, measurement, samples) =
        if quick { ("0.1", "0.2", "10") } else { ("0.5", "1.5", "50") };
    let times = Times { warm_up, measurement, samples };
    let usually = if quick { "30 s" } else { "2 min" };
    let native = step("Measuring natively", usually, || native(project, &folder, "engine", times))?;
    let (usually, rounds) = if quick { ("3 s", "100") } else { ("10 s", "2000") };
    let node = step("Measuring under Node", usually, || {
        node(project, "bench/engine.mjs", &module, rounds)
    })?;
    let table = Engine::read(&native, &node, &memory, version_of(&npm::node()?)?)?;
    finish(project, "engine", &table.to_string())
}

fn synth(project: &Project, quick: bool) -> Result<()> {
    rust_tools::wasm_target(project)?;
    rust_tools::wasm_bindgen(project)?;
    npm::packages(project)?;
    let chromium = Chromium::set_up(project)?;
    page::build(project)?;
    let folder = project.build_folder()?.join("bench");
    let module = step("Building the wasm side", "1 to 2 min", || {
        // As the page's workers have it; Node takes it, too.
        wasm(project, &folder, SOUND_PACKAGE, "web")
    })?;
    let load = fs::read_to_string("/proc/loadavg").ok();
    let load = load.and_then(|load| load.split(' ').next().map(str::to_owned));
    let rounds = if quick { 3 } else { 15 };
    let usually = if quick { "20 s" } else { "1 min" };
    let native = step("Measuring natively", &format!("{usually}, and a minute to build"), || {
        output(
            cargo(project.root())
                .args(["bench", "--quiet", "--package", SOUND_PACKAGE, "--bench", "synth"])
                .args(["--profile", "server", "--", "--rounds", &rounds.to_string()]),
        )
    })?;
    let script = |name: &str| {
        output(
            command(npm::node()?, project.root())
                .arg(project.path("crates/bench-sound").join(name))
                .arg(&module)
                .arg(rounds.to_string())
                .env("CHROMIUM", &chromium.browser),
        )
    };
    let node = step("Measuring under Node", usually, || script("node.mjs"))?;
    let worker = step("Measuring in Chromium", usually, || script("chromium.mjs"))?;
    let sizes = output(
        command(npm::node()?, project.root())
            .arg(project.path("crates/bench-sound/sizes.mjs"))
            .arg(project.dist()),
    )?;
    let machine = Machine {
        node: version_of(&npm::node()?)?,
        chromium: version_of(&chromium.browser)?,
        rounds,
        load,
    };
    let table = Synth::read([&native, &node, &worker], &sizes, machine)?;
    finish(project, "synth", &table.to_string())
}

/// How long criterion takes for each case, in seconds, and how many samples it takes in that time.
#[derive(Clone, Copy, Debug)]
struct Times {
    warm_up: &'static str,
    measurement: &'static str,
    samples: &'static str,
}

/// Builds a crate's cases as the page is built, and returns the JavaScript that loads them.
fn wasm(project: &Project, folder: &Path, package: &str, target: &str) -> Result<PathBuf> {
    run(cargo(project.root())
        .args(["build", "--quiet", "--release", "--package", package, "--lib"])
        .args(["--target", rust_tools::WASM]))?;
    let name = package.replace('-', "_");
    let built = project.build_folder()?.join(rust_tools::WASM).join("release");
    let out = folder.join("wasm").join(package);
    let path = with_our_tools(project)?;
    run(command("wasm-bindgen", project.root())
        .args(["--target", target, "--no-typescript", "--out-dir"])
        .arg(&out)
        .arg(built.join(&name).with_extension("wasm"))
        .env("PATH", &path))?;
    let module = out.join(format!("{name}_bg.wasm"));
    run(command("wasm-opt", project.root())
        .args(["-Oz"])
        .args(FEATURES)
        .arg(&module)
        .arg("-o")
        .arg(&module)
        .env("PATH", path))?;
    Ok(out.join(name).with_extension("js"))
}

/// Medians by case, in nanoseconds, as criterion wrote them down.
fn native(
    project: &Project,
    folder: &Path,
    bench: &str,
    times: Times,
) -> Result<Vec<(String, f64)>> {
    let Times { warm_up, measurement, samples } = times;
    let home = folder.join("criterion").join(bench);
    // A case that is no more would be read for one that is.
    fs::remove_dir_all(&home).ok();
    output(
        cargo(project.root())
            // As the server is built: what is native here is not built for size.
            .args(["bench", "--quiet", "--package", PACKAGE, "--bench", bench])
            .args(["--profile", "server", "--", "--noplot", "--quiet"])
            .args(["--warm-up-time", warm_up, "--measurement-time", measurement])
            .args(["--sample-size", samples])
            .env("CRITERION_HOME", &home),
    )?;
    names_in(&home)?
        .into_iter()
        .filter(|name| home.join(name).join("new/estimates.json").is_file())
        .map(|name| {
            let path = home.join(&name).join("new/estimates.json");
            let estimates: Value = serde_json::from_str(&fs::read_to_string(&path)?)?;
            let median = estimates["median"]["point_estimate"]
                .as_f64()
                .with_context(|| format!("{} has no median", path.display()))?;
            Ok((name.to_string_lossy().into_owned(), median))
        })
        .collect()
}

/// What a script below crates/ writes of the module.
fn node(project: &Project, script: &str, module: &Path, rounds: &str) -> Result<String> {
    output(
        command(npm::node()?, project.root())
            .arg(project.path("crates").join(script))
            .arg(module)
            .arg(rounds),
    )
}

fn version_of(program: &Path) -> Result<String> {
    let Version { major, minor, patch } = Version::of(program)
        .with_context(|| format!("{} does not say its version", program.display()))?;
    Ok(format!("{major}.{minor}.{patch}"))
}

/// The version of a package in node_modules.
fn installed(project: &Project, package: &str) -> Result<String> {
    let path = project.path("node_modules").join(package).join("package.json");
    let text =
        fs::read_to_string(&path).with_context(|| format!("{} can't be read", path.display()))?;
    let manifest: Value = serde_json::from_str(&text)?;
    manifest["version"].as_str().map(str::to_owned).context("it names no version")
}
