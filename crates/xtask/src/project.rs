//! Where things lie in the project, and which versions its lock file names.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow};

/// The project's folder, from which every other path follows.
#[derive(Clone, Debug)]
pub(crate) struct Project {
    root: PathBuf,
}

impl Project {
    /// The project that this program was built from.
    pub(crate) fn find() -> Result<Self> {
        let here = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root =
            here.ancestors().nth(2).filter(|root| root.join("Cargo.lock").is_file()).with_context(
                || {
                    format!(
                        "{} is not inside the project: run this as `cargo xtask` from a checkout",
                        here.display()
                    )
                },
            )?;
        Ok(Self { root: root.to_path_buf() })
    }

    /// A path below the project's folder.
    pub(crate) fn path(&self, below: impl AsRef<Path>) -> PathBuf {
        self.root.join(below)
    }

    /// The project's folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Where the project keeps tools of its own, and what is written down for them; not under
    /// version control.
    pub(crate) fn tools(&self) -> PathBuf {
        self.path(".tools")
    }

    /// Writes a file below [`tools`](Self::tools), and says where it is.
    pub(crate) fn write_down(&self, name: &str, text: &str) -> Result<PathBuf> {
        let path = self.tools().join(name);
        fs::create_dir_all(self.tools())
            .and_then(|()| fs::write(&path, text))
            .with_context(|| format!("{} can't be written", path.display()))?;
        Ok(path)
    }

    /// Where the built page lies.
    pub(crate) fn dist(&self) -> PathBuf {
        self.path("dist")
    }

    /// Where cargo builds, wherever it was told to: it put this program there, too.
    pub(crate) fn build_folder(&self) -> Result<PathBuf> {
        let program = env::current_exe().context("this program can't be found by itself")?;
        // <build folder>/<profile>/xtask; a test lies a folder deeper.
        let folder = program
            .ancestors()
            .find(|folder| folder.join("CACHEDIR.TAG").is_file())
            .map_or_else(|| self.path("target"), Path::to_path_buf);
        Ok(folder)
    }

    /// The version of a crate that Cargo.lock names.
    pub(crate) fn locked_version(&self, name: &str) -> Result<String> {
        let path = self.path("Cargo.lock");
        let lock = fs::read_to_string(&path)
            .with_context(|| format!("{} can't be read", path.display()))?;
        locked_version(&lock, name)
            .map(str::to_owned)
            .ok_or_else(|| anyhow!("Cargo.lock names no version of {name}"))
    }
}

/// The first version of a crate in the text of a Cargo.lock, whose `name` line stands right above.
fn locked_version<'a>(lock: &'a str, name: &str) -> Option<&'a str> {
    let wanted = format!("name = \"{name}\"");
    let mut lines = lock.lines();
    lines.find(|line| *line == wanted)?;
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.80\"\n\n\
                        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";

    #[test]
    fn a_crate_is_found_by_its_whole_name() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(LOCK, "wasm"), None);
    }

    #[test]
    fn the_project_locks_wasm_bindgen() {
        let project = Project::find().unwrap();
        assert!(project.locked_version("wasm-bindgen").is_ok());
    }
}
