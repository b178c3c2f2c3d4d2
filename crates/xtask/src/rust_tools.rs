//! What the Rust side of the page is built with: the wasm target, Trunk, and wasm-bindgen.

use std::path::Path;

use anyhow::{Context, Result};

use crate::{
    command::{command, output, run},
    installed::{Tool, same_line, set_up},
    project::Project,
    step::step,
};

/// The name of the target.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Makes sure that the standard library for wasm is there.
pub(crate) fn wasm_target(project: &Project) -> Result<()> {
    let mut rustc = command("rustc", project.root());
    let sysroot = output(rustc.args(["--print", "sysroot"]))
        .context("there is no rustc: install Rust from https://rustup.rs")?;
    let library = Path::new(sysroot.trim()).join("lib/rustlib").join(WASM);
    if library.is_dir() {
        return Ok(());
    }
    step("Adding Rust's wasm target", "about 10 s", || {
        run(command("rustup", project.root()).args(["target", "add", WASM])).with_context(|| {
            format!("without rustup, install the standard library for {WASM} as your Rust came")
        })
    })
}

/// Makes sure that there is a Trunk and a wasm-bindgen that fit.
pub(crate) fn builders(project: &Project) -> Result<()> {
    let trunk = Tool {
        package: "trunk",
        programs: &["trunk"],
        version: "0.21.14",
        // The last line whose command line and attributes were seen to work here.
        will_do: same_line,
        // Without its default features it can't download anything, and it needn't: what it would
        // want is on the PATH that it is started with.
        options: &["--locked", "--no-default-features"],
        usually: "2 to 4 min, once",
    };
    set_up(project, &[trunk, wasm_bindgen_cli(&project.locked_version(WASM_BINDGEN)?)])
}

/// Makes sure that there is a wasm-bindgen that fits.
pub(crate) fn wasm_bindgen(project: &Project) -> Result<()> {
    set_up(project, &[wasm_bindgen_cli(&project.locked_version(WASM_BINDGEN)?)])
}

/// The crate whose version decides which command line is needed.
const WASM_BINDGEN: &str = "wasm-bindgen";

const fn wasm_bindgen_cli(version: &str) -> Tool<'_> {
    Tool {
        package: "wasm-bindgen-cli",
        // One builds the page, the other runs the tests.
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        version,
        // It reads what the crate of that name has left in the module, and each version leaves it
        // another way.
        will_do: |found, built| found == built,
        // Not `--locked`: its lock file names a release that registries may lack.
        options: &[],
        usually: "1 to 2 min, once",
    }
}
