//! `cargo xtask licences`: whether all that others wrote may be used here, comes from where it
//! should, and comes once. deny.toml says what may.

use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{
    command::{cargo, run},
    installed::{Tool, same_line, set_up},
    project::Project,
    search_path::with_our_tools,
    step::say,
};

/// Under which the development tools from npm may be. None of them is shipped.
const FOR_TOOLS: &[&str] =
    &["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MPL-2.0", "Unlicense"];
/// What names them.
const LOCKS: [&str; 2] = ["package-lock.json", "tests/clients/package-lock.json"];

/// Checks the crates by cargo-deny, and what each package-lock.json names.
pub(crate) fn check(project: &Project) -> Result<()> {
    set_up(
        project,
        &[Tool {
            package: "cargo-deny",
            programs: &["cargo-deny"],
            version: "0.20.2",
            will_do: same_line,
            options: &["--locked"],
            usually: "1 to 2 min, once",
        }],
    )?;
    run(cargo(project.root())
        .args(["deny", "check", "licenses", "bans", "sources"])
        .env("PATH", with_our_tools(project)?))
    .context("deny.toml says what may be used; the tool's words are above")?;

    let mut count = 0;
    for lock in LOCKS {
        let path = project.path(lock);
        let lock = fs::read_to_string(&path)
            .with_context(|| format!("{} can't be read", path.display()))?;
        let (named, refused) = packages(&lock)?;
        if !refused.is_empty() {
            bail!("from npm, these are under no licence that is allowed: {}", refused.join(", "));
        }
        count += named;
    }
    say(format_args!("{count} packages from npm, all under allowed licences"));
    Ok(())
}

/// How many packages a package-lock.json names, and those that may not be used.
fn packages(lock: &str) -> Result<(usize, Vec<String>)> {
    let lock: Value = serde_json::from_str(lock).context("package-lock.json is not JSON")?;
    let packages = lock["packages"]
        .as_object()
        .context("package-lock.json has no `packages`: write it anew by `npm install`")?;
    let others = packages.iter().filter(|(path, _)| !path.is_empty());
    let refused = others
        .clone()
        .filter_map(|(path, package)| {
            let licence = package["license"].as_str().unwrap_or("none");
            let name = path.strip_prefix("node_modules/").unwrap_or(path);
            (!FOR_TOOLS.contains(&licence)).then(|| format!("{name} ({licence})"))
        })
        .collect();
    Ok((others.count(), refused))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_without_an_allowed_licence_is_named() {
        let lock = r#"{ "packages": {
            "": { "license": "whatever we like" },
            "node_modules/good": { "license": "MIT" },
            "node_modules/bad": { "license": "AGPL-3.0" },
            "node_modules/silent": {}
        } }"#;
        let (count, refused) = packages(lock).unwrap();
        assert_eq!(count, 3);
        assert_eq!(refused, ["bad (AGPL-3.0)", "silent (none)"]);
    }

    #[test]
    fn a_lock_of_another_form_is_refused() {
        assert!(packages("{}").is_err());
        assert!(packages("no JSON").is_err());
    }
}
