//! One short text for the names and contents of many files, to see whether any was changed.

use std::{
    ffi::OsString,
    fs,
    hash::{DefaultHasher, Hasher},
    path::Path,
};

use anyhow::{Context, Result};

/// Folders whose contents come from elsewhere, or from ourselves.
const NOT_SOURCES: &[&str] = &["target", "node_modules", "dist"];

/// Files and folders, read so far.
#[derive(Debug)]
pub(crate) struct Fingerprint {
    hasher: DefaultHasher,
}

impl Fingerprint {
    /// Of nothing yet.
    pub(crate) fn new() -> Self {
        Self { hasher: DefaultHasher::new() }
    }

    /// Adds a text, such as a version.
    pub(crate) fn add_text(&mut self, text: &str) {
        self.add_bytes(text.as_bytes());
    }

    /// Adds a file, or all that a folder holds, by contents and by the path below `root`. What
    /// does not exist is a fact like any other.
    pub(crate) fn add(&mut self, root: &Path, below: &Path) -> Result<()> {
        let path = root.join(below);
        if path.is_dir() {
            return self.add_folder(root, below);
        }
        self.add_text(&below.to_string_lossy());
        match fs::read(&path) {
            Ok(contents) => self.add_bytes(&contents),
            Err(_) if !path.exists() => self.hasher.write_u8(0),
            Err(error) => {
                return Err(error).with_context(|| format!("{} can't be read", path.display()));
            }
        }
        Ok(())
    }

    /// The text: the same for the same files.
    pub(crate) fn finish(self) -> String {
        format!("{:016x}", self.hasher.finish())
    }

    fn add_folder(&mut self, root: &Path, below: &Path) -> Result<()> {
        for name in names_in(&root.join(below))? {
            let text = name.to_string_lossy();
            // A dot begins what editors and systems leave behind.
            if text.starts_with('.') || NOT_SOURCES.contains(&&*text) {
                continue;
            }
            self.add(root, &below.join(name))?;
        }
        Ok(())
    }

    /// With the length first, so that `ab` + `c` is not `a` + `bc`.
    fn add_bytes(&mut self, bytes: &[u8]) {
        self.hasher.write_usize(bytes.len());
        self.hasher.write(bytes);
    }
}

/// What a folder holds, by name, in the same order wherever it is listed.
pub(crate) fn names_in(folder: &Path) -> Result<Vec<OsString>> {
    let mut names = fs::read_dir(folder)
        .and_then(|entries| {
            entries.map(|entry| Ok(entry?.file_name())).collect::<Result<Vec<_>, _>>()
        })
        .with_context(|| format!("{} can't be listed", folder.display()))?;
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use std::{env, path::PathBuf, process};

    use super::*;

    /// A folder that is gone after the test.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = env::temp_dir().join(format!("foley-{name}-{}", process::id()));
            fs::create_dir_all(path.join("source/target")).unwrap();
            Self(path)
        }

        fn write(&self, below: &str, contents: &str) {
            fs::write(self.0.join(below), contents).unwrap();
        }

        fn fingerprint(&self) -> String {
            let mut fingerprint = Fingerprint::new();
            fingerprint.add(&self.0, "source".as_ref()).unwrap();
            fingerprint.add(&self.0, "alone".as_ref()).unwrap();
            fingerprint.finish()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).ok();
        }
    }

    #[test]
    fn it_changes_with_contents_names_and_presence() {
        let folder = Folder::new("changes");
        folder.write("source/a", "one");
        let before = folder.fingerprint();
        assert_eq!(before, folder.fingerprint());

        folder.write("source/a", "two");
        let contents = folder.fingerprint();
        folder.write("source/b", "");
        let names = folder.fingerprint();
        folder.write("alone", "");
        let presence = folder.fingerprint();
        let all = [&before, &contents, &names, &presence];
        for (index, one) in all.iter().enumerate() {
            assert!(!all[..index].contains(one), "{all:?}");
        }
    }

    #[test]
    fn what_is_built_and_what_is_hidden_does_not_count() {
        let folder = Folder::new("ignores");
        let before = folder.fingerprint();
        folder.write("source/target/built", "x");
        folder.write("source/.swap", "x");
        assert_eq!(before, folder.fingerprint());
    }
}
