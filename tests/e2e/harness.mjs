// What an end-to-end test stands on: the built page on a port of its own, a browser that has never
// seen it, and a failure for every error that the browser reports, asked for or not.
//
//   import { inBrowser } from "./harness.mjs"
//
//   inBrowser("the button does it", async ({ page, url }) => {
//     await page.goto(url)
//     ...
//   })

import assert from "node:assert/strict"
import { mkdir, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { test } from "node:test"
import { launch } from "./chromium.mjs"
import { dist, results } from "./places.mjs"
import { relayServer, sandboxServer } from "./sandbox-server.mjs"
import { videoHost } from "./videos.mjs"
import { serve } from "../../crates/xtask/serve.mjs"

export { launch } from "./chromium.mjs"
export { sandboxServer } from "./sandbox-server.mjs"
export { serve } from "../../crates/xtask/serve.mjs"

// No main job takes longer, even on a busy machine; a test that hangs should say so the same day.
const TIMEOUT = 120_000

/**
 * A test with a page. `body` gets
 * - `page`, `context`: Playwright's, empty and new;
 * - `url`: where the built page is served;
 * - `errors`: what the browser reported as an error so far;
 * - `expectError(pattern)`: such an error is part of this test, and must come;
 * - `sandbox(options)`: a sandbox server as of sandbox-server.mjs, ended with the test;
 * - `relay(options)`: a relay, as of sandbox-server.mjs, ended with the test;
 * - `videos()`: a host of videos as of videos.mjs, ended with the test.
 *
 * Options: `dir` is served instead of dist/, `timeout` is in milliseconds, and every other one is
 * Playwright's for a new context (`viewport`, `colorScheme`, `reducedMotion`, ...).
 */
export function inBrowser(name, ...rest) {
  const body = rest.pop()
  const { dir = dist, timeout = TIMEOUT, ...contextOptions } = rest[0] ?? {}
  test(name, async () => {
    // What was started, to be ended in the opposite order whatever happens.
    const ends = []
    try {
      const profile = await mkdtemp(join(tmpdir(), "foley-e2e-"))
      ends.push(() => rm(profile, { recursive: true, force: true, maxRetries: 5 }))
      const server = await serve(dir)
      ends.push(() => server.close())
      const context = await launch(profile, contextOptions)
      ends.push(() => context.close())

      const page = context.pages()[0] ?? (await context.newPage())
      const reported = watchErrors(context)
      const sandbox = async (options) => {
        const sandbox = await sandboxServer(options)
        ends.push(() => sandbox.stop())
        return sandbox
      }
      const relay = async (options) => {
        const relay = await relayServer(options)
        ends.push(() => relay.stop())
        return relay
      }
      const videos = async () => {
        const host = await videoHost()
        ends.push(host.close)
        return host
      }
      try {
        const fixture = { page, context, url: server.url, sandbox, relay, videos, ...reported.forTest }
        await within(timeout, body(fixture))
        reported.check()
      } catch (error) {
        if (reported.errors.length > 0) console.error("the browser reported", reported.errors)
        await screenshots(context, name)
        throw error
      }
    } finally {
      for (const end of ends.reverse()) await end()
    }
  })
}

// Node's own limit would give up on the test and leave its browser running.
async function within(timeout, body) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${timeout} ms`)), timeout)
  })
  try {
    await Promise.race([body, late])
  } finally {
    clearTimeout(timer)
  }
}

// Everything that a developer would see in red: uncaught errors, and errors on the console, which
// is where the browser also tells of resources that did not load.
function watchErrors(context) {
  const errors = []
  const expected = []
  context.on("weberror", (event) => errors.push(`uncaught: ${event.error().stack}`))
  context.on("console", (message) => {
    if (message.type() === "error") {
      errors.push(`console: ${message.text()} (${message.location().url})`)
    }
  })
  return {
    errors,
    forTest: { errors, expectError: (pattern) => expected.push(pattern) },
    check() {
      const unexpected = errors.filter((error) => !expected.some((one) => one.test(error)))
      assert.deepEqual(unexpected, [], "the browser reported errors")
      const missing = expected.filter((one) => !errors.some((error) => one.test(error)))
      assert.deepEqual(missing, [], "errors that were expected did not come")
    },
  }
}

// A picture of each open page, named after the test. It never hides the error that asked for it.
async function screenshots(context, name) {
  const base = name.toLowerCase().replace(/[^a-z0-9]+/g, "-")
  await mkdir(results, { recursive: true })
  for (const [index, page] of context.pages().entries()) {
    const path = join(results, index === 0 ? `${base}.png` : `${base}-${index}.png`)
    try {
      await page.screenshot({ path, fullPage: true, timeout: 5_000 })
      console.error(`see ${path}`)
    } catch (error) {
      console.error(`no screenshot: ${error.message}`)
    }
  }
}
