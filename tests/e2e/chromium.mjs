// Starting the machine's Chromium, with the same flags as the wasm tests.

import { existsSync, readFileSync } from "node:fs"
import { delimiter, join } from "node:path"
import { chromium } from "playwright-core"
import { root } from "./places.mjs"

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]

/**
 * A browser with an empty profile in the folder `profile`. What is returned is Playwright's
 * context; closing it ends the browser. `options` are Playwright's for a new context.
 */
export function launch(profile, options = {}) {
  return chromium.launchPersistentContext(profile, {
    executablePath: executable(),
    args: flags(),
    ...options,
  })
}

// Playwright chooses between headless and not by itself.
function flags() {
  const text = readFileSync(join(root, "tests/webdriver/chrome.json"), "utf8")
  const { args } = JSON.parse(text)["goog:chromeOptions"]
  return args.filter((flag) => !flag.startsWith("--headless"))
}

// `cargo xtask test` says which; a test that is run by hand looks for itself.
function executable() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM
  const folders = (process.env.PATH ?? "").split(delimiter)
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync)
  if (!found) throw new Error("no Chromium on PATH: install it, or set CHROMIUM to its path")
  return found
}
