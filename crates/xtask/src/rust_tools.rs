//! The tools of the Rust side: the wasm target, Trunk, and wasm-bindgen's programs. One that is on
//! `PATH` in a usable version is used; else it is built into `.tools/`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};

use crate::{
    command::{cargo, command, output, run},
    project::Project,
    search_path::{on_path, program_in},
    step::step,
    version::Version,
};

/// The name of the target.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The Trunk that is built where there is none.
const TRUNK: &str = "0.21.14";

/// The last release line whose command line and attributes were seen to work here.
const TRUNK_LINE: (u64, u64) = (0, 21);

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
            format!(
                "without rustup, install the standard library for {WASM} the way your Rust came"
            )
        })
    })
}

/// Makes sure that there is a Trunk and a wasm-bindgen that fit.
pub(crate) fn builders(project: &Project) -> Result<()> {
    let bindgen = project.locked_version("wasm-bindgen")?;
    let mut built = false;
    if !has(project, "trunk", is_our_trunk) {
        built = true;
        step(
            &format!("Building Trunk {TRUNK} into .tools"),
            "2 to 4 min, once",
            || {
                // Without its default features Trunk can download nothing, and it needn't: all
                // that it would want is on the PATH that it is started with.
                install(
                    project,
                    "trunk",
                    TRUNK,
                    &["--locked", "--no-default-features"],
                )
            },
        )?;
    }
    if !has_bindgen(project, &bindgen) {
        built = true;
        step(
            &format!("Building wasm-bindgen {bindgen} into .tools"),
            "1 to 2 min, once",
            // Not `--locked`: its lock file names a release that the registry no longer has.
            || install(project, "wasm-bindgen-cli", &bindgen, &[]),
        )?;
    }
    if built {
        // What was compiled on the way is a gigabyte that nothing needs again. If it stays, it
        // stays: it does no harm.
        fs::remove_dir_all(build_folder(project)).ok();
    }
    ensure!(
        has_bindgen(project, &bindgen),
        "wasm-bindgen was built, but it does not say that it is {bindgen}: remove .tools and try again"
    );
    Ok(())
}

fn has_bindgen(project: &Project, exactly: &str) -> bool {
    let wanted = Version::parse(exactly);
    // The page is built by one, the tests are run by the other, and they come together.
    ["wasm-bindgen", "wasm-bindgen-test-runner"]
        .iter()
        .all(|program| has(project, program, |found| Some(found) == wanted))
}

fn is_our_trunk(found: Version) -> bool {
    (found.major, found.minor) == TRUNK_LINE
}

/// Whether the program that would be started is one that will do.
fn has(project: &Project, program: &str, will_do: impl Fn(Version) -> bool) -> bool {
    program_in(&project.tools().join("bin"), program)
        .or_else(|| on_path(program))
        .and_then(|path| Version::of(&path))
        .is_some_and(will_do)
}

fn install(project: &Project, name: &str, version: &str, options: &[&str]) -> Result<()> {
    // These are tools: compiled quickly, they run quickly enough. Both are built in one folder,
    // so that what they share is compiled once.
    run(cargo(project.root())
        .args(["install", name, "--debug", "--force"])
        .args(["--version", &format!("={version}")])
        .args(options)
        .arg("--root")
        .arg(project.tools())
        .arg("--target-dir")
        .arg(build_folder(project))
        .env("CARGO_PROFILE_DEV_DEBUG", "false")
        .env("CARGO_INCREMENTAL", "0"))
    .with_context(|| {
        format!("{name} {version} could not be built: it needs the network and a C compiler")
    })
}

fn build_folder(project: &Project) -> PathBuf {
    project.tools().join("build")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trunks_of_the_known_line_will_do() {
        let will_do = |text| Version::parse(text).is_some_and(is_our_trunk);
        assert!(will_do("0.21.0"));
        assert!(will_do(TRUNK));
        assert!(!will_do("0.22.1"));
        assert!(!will_do("0.20.3"));
    }
}
