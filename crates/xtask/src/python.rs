//! Python, and what comes from PyPI: a virtual environment of the project's own.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::{
    apt,
    command::{command, run},
    fingerprint::Fingerprint,
    project::Project,
    search_path::on_path,
    step::step,
    version::Version,
};

/// From here on it has what the clients use that are tested.
const OLDEST: (u64, u64) = (3, 11);
const ADVICE: &str = "install Python 3.11 or later with its venv module (Debian: `apt-get install \
                      python3-venv`), or see https://www.python.org";
/// What each is installed with: all that they need is named, so nothing else is looked for.
const LISTS: [(&str, &[&str]); 2] = [
    ("tests/clients/requirements.txt", &[]),
    ("tests/clients/requirements-any-python.txt", &["--ignore-requires-python"]),
];

/// Makes sure that there is an environment with all that is named, and says where its Python is.
pub(crate) fn set_up(project: &Project) -> Result<PathBuf> {
    let folder = project.tools().join("python");
    let program = if cfg!(windows) {
        folder.join("Scripts").join("python.exe")
    } else {
        folder.join("bin").join("python")
    };
    let system = system(project)?;
    let mut wanted = Fingerprint::new();
    wanted.add_text(&format!("{:?}", Version::of(&system)));
    for (list, _) in LISTS {
        wanted.add(project.root(), list.as_ref())?;
    }
    let wanted = wanted.finish();
    // Inside the folder that it speaks of, so that who removes the one removes the other.
    let stamp = folder.join(".foley-stamp");
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(program);
    }
    step("Installing schemathesis and other clients from PyPI", "20 to 40 s", || {
        fs::remove_dir_all(&folder).ok();
        let venv = || run(command(&system, project.root()).args(["-m", "venv"]).arg(&folder));
        // Debian has the module in a package of its own.
        if venv().is_err() {
            install(project)?;
            venv().context(ADVICE)?;
        }
        for (list, options) in LISTS {
            run(command(&program, project.root())
                .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
                .args(["--no-deps", "--requirement", list])
                .args(options))
            .context("pip could not install: it needs the network")?;
        }
        fs::write(&stamp, wanted).context(".tools can't be written to")?;
        Ok(program)
    })
}

/// The machine's own Python.
fn system(project: &Project) -> Result<PathBuf> {
    let find = || on_path("python3").or_else(|| on_path("python"));
    let found = match find() {
        Some(found) => found,
        None => {
            install(project)?;
            find().with_context(|| format!("there is no Python: {ADVICE}"))?
        }
    };
    let version = Version::of(&found)
        .with_context(|| format!("{} does not say its version: {ADVICE}", found.display()))?;
    let Version { major, minor, .. } = version;
    ensure!((major, minor) >= OLDEST, "Python {major}.{minor} is too old: {ADVICE}");
    Ok(found)
}

fn install(project: &Project) -> Result<()> {
    if !apt::may_install(project) {
        bail!("there is no Python with a venv module: {ADVICE}");
    }
    step("Installing Python's venv module", "10 to 60 s", || {
        apt::install(project, &["python3", "python3-venv"]).context(ADVICE)
    })
}
