// A job's log: saved from its card, without any key, and replayed by the engine as it is.
//
// With FOLEY_LOGS=FOLDER the logs are left there, to be added to crates/engine/tests/replays.

import assert from "node:assert/strict"
import { execFile } from "node:child_process"
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { inBrowser } from "./harness.mjs"
import { root } from "./places.mjs"
import { Studio } from "./studio.mjs"

const KEY = "sk-of-the-tests-0123456789"
const PAIR = { access: "access-of-the-tests", secret: "secret-of-the-tests" }

let logs = 0

// The engine may have to be compiled for it.
const SLOW = { timeout: 300_000 }

inBrowser("a kept job's log is saved and replays", SLOW, async ({ page, url }) => {
  const studio = new Studio(page)
  await studio.open(url)
  await studio.describe("Rain, on a tin roof", "3")
  await studio.generate.click()
  await studio.isKept("Rain, on a tin roof")
  const { name, text, lines } = await studio.log("Rain, on a tin roof")
  assert.match(name, /^foley-rain-on-a-tin-roof-[0-9a-f]{8}\.jsonl$/)
  assert.match(lines[0].made_by, /^Foley \d/)
  assert.equal(lines[0].provider.id, "sandbox")
  assert.deepEqual(happenings(lines).slice(0, 5), ["submitted", "entered", "stored", "sent", "answered"])
  assert.ok(lines.at(-1).what.entered.stage.kept, "it ends with the take")
  assert.match(await replay(text), /: \d+ entries replayed, 0 left out; it ends as Kept/)

  const other = text.replaceAll('"status":200', '"status":403')
  await assert.rejects(replay(other), /goes differently/, "another answer is another story")
})

inBrowser("a log goes on after a reload, and tells of what the user did", SLOW, async ({ page, url }) => {
  const studio = new Studio(page)
  await studio.open(url)
  await studio.describe("Wind", "3")
  await studio.generate.click()
  await studio.card("Wind").getByText(/submitted|processing/i).first().waitFor()
  await page.reload()
  const card = studio.card("Wind")
  await card.getByRole("button", { name: "Stop waiting" }).click()
  await card.getByRole("button", { name: "Look again" }).click()
  await studio.isKept("Wind")
  const { text, lines } = await studio.log("Wind")
  for (const what of ["submitted", "restored", "stopped", "resumed", "kept"]) {
    assert.ok(happenings(lines).includes(what), `${what} in ${happenings(lines)}`)
  }
  assert.match(await replay(text), /0 left out; it ends as Kept/)
})

for (const [what, args, credential] of [
  ["key", ["--key", KEY], { key: KEY }],
  ["pair of keys", ["--pair", `${PAIR.access}:${PAIR.secret}`], { pair: PAIR }],
]) {
  inBrowser(`a ${what} that the provider repeats is in no log`, SLOW, async ({ page, context, url, sandbox, expectError }) => {
    expectError(/503/)
    const provider = await sandbox({ args })
    // The first look is answered by somebody who says all that he was told, everywhere.
    const repeated = []
    await context.route(`${provider.url}/v1/audio/text-to-audio/*`, async (route) => {
      const { authorization } = await route.request().allHeaders()
      if (repeated.length > 0 || !authorization) return route.fallback()
      repeated.push(authorization)
      await route.fulfill({
        status: 503,
        headers: {
          "access-control-allow-origin": "*",
          "access-control-expose-headers": "*",
          "content-type": "application/json",
          "x-request-id": authorization,
        },
        body: JSON.stringify({ code: 5001, message: `no: ${authorization}, ${Object.values(PAIR)}`, request_id: authorization }),
      })
    })
    const studio = new Studio(page)
    await studio.open(url)
    await studio.useCustom({ url: provider.url, speaks: "Kling", ...credential })
    await studio.describe("Rain", "3")
    await studio.generate.click()
    await studio.isKept("Rain")
    assert.equal(repeated.length, 1)
    const { text } = await studio.log("Rain")
    assert.ok(text.includes("Bearer [key]"), "it was repeated, and is written down without it")
    const [token] = repeated[0].split(" ").slice(-1)
    for (const secret of what === "key" ? [KEY] : [...Object.values(PAIR), token, token.split(".")[2]]) {
      assert.ok(!text.includes(secret), secret)
    }
    assert.match(await replay(text), /0 left out; it ends as Kept/)
  })
}

/** What happened, each in a word. */
function happenings(lines) {
  return lines.slice(1).map(({ what }) => (typeof what === "string" ? what : Object.keys(what)[0]))
}

/** What `cargo xtask replay` says of a log. */
async function replay(text) {
  const folder = await mkdtemp(join(tmpdir(), "foley-log-"))
  try {
    const file = join(folder, "log.jsonl")
    await writeFile(file, text)
    const done = promisify(execFile)("cargo", ["xtask", "replay", file], { cwd: root })
    if (process.env.FOLEY_LOGS) await copyFile(file, join(process.env.FOLEY_LOGS, `page-${++logs}.jsonl`))
    const { stdout } = await done.catch((error) => {
      throw new Error(`${error.stdout}${error.stderr}`)
    })
    return stdout
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
