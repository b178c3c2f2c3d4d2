//! The tests that are compiled to wasm and run in a headless browser.

use std::process::Command;

use anyhow::Result;

use super::{counted, counts::Counts};
use crate::{
    chromium::Chromium, command::cargo, fingerprint::names_in, project::Project, rust_tools,
    search_path::with_our_tools, step::say,
};

/// A page full of tests may well be slow on a busy machine.
const SECONDS_FOR_ONE_PROGRAM: &str = "180";

/// Drivers that wasm-bindgen's runner would prefer to Chromium's.
const OTHER_DRIVERS: &[&str] = &[
    "CHROMEDRIVER_REMOTE",
    "GECKODRIVER",
    "GECKODRIVER_REMOTE",
    "SAFARIDRIVER",
    "SAFARIDRIVER_REMOTE",
];

/// What only a browser can show.
pub(super) fn browser(project: &Project) -> Result<Counts> {
    let mut tests = cargo_test(project)?;
    for package in ["foley-browser", "foley-web"] {
        tests.args(["--package", package]);
    }
    // Examples in the documentation are for reading here: each would be a browser of its own.
    counted(tests.arg("--tests"), Counts::of_cargo)
}

/// The `golden` tests of pure crates once more, now in wasm: they compare with what is written
/// down, so both worlds make the same bytes.
pub(super) fn same_bytes(project: &Project) -> Result<Counts> {
    let packages = golden(project)?;
    if packages.is_empty() {
        say("There is no crates/*/tests/golden.rs, so nothing is compared");
        return Ok(Counts::default());
    }
    let mut tests = cargo_test(project)?;
    for package in packages {
        tests.args(["--package", &package]);
    }
    counted(tests.args(["--test", "golden"]), Counts::of_cargo)
}

fn golden(project: &Project) -> Result<Vec<String>> {
    let crates = project.path("crates");
    Ok(names_in(&crates)?
        .into_iter()
        .filter(|name| crates.join(name).join("tests/golden.rs").is_file())
        .map(|name| format!("foley-{}", name.to_string_lossy()))
        .collect())
}

fn cargo_test(project: &Project) -> Result<Command> {
    rust_tools::wasm_target(project)?;
    rust_tools::builders(project)?;
    let chromium = Chromium::set_up(project)?;
    let mut tests = cargo(project.root());
    tests
        .args(["test", "--target", rust_tools::WASM, "--no-fail-fast"])
        .env("PATH", with_our_tools(project)?)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
        .env("CHROMEDRIVER", &chromium.driver)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", chromium.capabilities(project)?)
        .env("WASM_BINDGEN_TEST_TIMEOUT", SECONDS_FOR_ONE_PROGRAM)
        // A failed test tells where; this would add where the runner was when it gave up.
        .env("RUST_BACKTRACE", "0");
    for driver in OTHER_DRIVERS {
        tests.env_remove(driver);
    }
    Ok(tests)
}
