//! The browser that tests run in, and the driver that steers it for the wasm tests.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::{apt, project::Project, search_path::on_path, step::step, version::Version};

const BROWSERS: &[&str] =
    &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const CHROME_ON_MAC: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
const DRIVER: &str = "chromedriver";
const ADVICE: &str = "install Chromium and its driver (Debian: `apt-get install chromium \
                      chromium-driver`), or say where they are by CHROMIUM and CHROMEDRIVER";

/// A browser and a driver that fit each other.
#[derive(Debug)]
pub(crate) struct Chromium {
    /// The browser.
    pub(crate) browser: PathBuf,
    /// Its WebDriver server.
    pub(crate) driver: PathBuf,
}

impl Chromium {
    /// Finds them, or installs them where this program may.
    pub(crate) fn set_up(project: &Project) -> Result<Self> {
        let chromium = match Self::find() {
            Some(found) => found,
            None => {
                install(project)?;
                Self::find().with_context(|| format!("there is still no Chromium: {ADVICE}"))?
            }
        };
        chromium.check()?;
        Ok(chromium)
    }

    fn find() -> Option<Self> {
        let browser = named_by("CHROMIUM")
            .or_else(|| BROWSERS.iter().find_map(|name| on_path(name)))
            .or_else(|| {
                let chrome = PathBuf::from(CHROME_ON_MAC);
                chrome.is_file().then_some(chrome)
            })?;
        let driver = named_by("CHROMEDRIVER").or_else(|| on_path(DRIVER))?;
        Some(Self { browser, driver })
    }

    /// A driver refuses a browser of another major version, in words that are hard to find.
    fn check(&self) -> Result<()> {
        let major = |program: &Path| {
            Version::of(program)
                .map(|version| version.major)
                .with_context(|| format!("{} does not say its version", program.display()))
        };
        let (browser, driver) = (major(&self.browser)?, major(&self.driver)?);
        ensure!(
            browser == driver,
            "{} is of version {driver}, but {} of {browser}: {ADVICE}",
            self.driver.display(),
            self.browser.display()
        );
        Ok(())
    }

    /// Writes what the driver is to start: the project's flags with this browser.
    pub(crate) fn capabilities(&self, project: &Project) -> Result<PathBuf> {
        let flags = project.path("tests/webdriver/chrome.json");
        let text = fs::read_to_string(&flags)
            .with_context(|| format!("{} can't be read", flags.display()))?;
        let mut capabilities: Value = serde_json::from_str(&text)
            .with_context(|| format!("{} is not JSON", flags.display()))?;
        capabilities["goog:chromeOptions"]["binary"] = self.browser.to_string_lossy().into();
        project.write_down("webdriver.json", &capabilities.to_string())
    }
}

fn named_by(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from)
}

fn install(project: &Project) -> Result<()> {
    if !apt::may_install(project) {
        bail!("there is no Chromium with a driver: {ADVICE}");
    }
    step("Installing Chromium and its driver", "1 to 2 min", || {
        apt::install(project, &["chromium", "chromium-driver"]).context(ADVICE)
    })
}
