// The playground through the relay: by its base URL alone, with a provider that answers no page.

import assert from "node:assert/strict"
import { inBrowser } from "./harness.mjs"
import { Studio, listen } from "./studio.mjs"

const KEY = "sk-that-no-page-is-to-see"

/** A provider that no page may read anything of, and a relay to it for the pages of an origin. */
async function behindRelay({ sandbox, relay }, origin, { speaks = "kling", args = [] } = {}) {
  const provider = await sandbox({ args: ["--key", KEY, "--rule", "on=any, no_cors=preflight", ...args] })
  const env = { [`FOLEY_${speaks.toUpperCase()}_KEY`]: KEY }
  const held = await relay({ args: ["--origin", origin, `--${speaks}-url`, provider.url], env })
  return { provider, base: `${held.url}/${speaks}`, relay: held }
}

/** What the page has asked whom, and with which headers. */
function asked(context) {
  const all = []
  context.on("request", (request) => all.push({ url: request.url(), headers: request.headers() }))
  return all
}

for (const [speaks, name] of [["kling", "Kling"], ["cometapi", "CometAPI"], ["apimodels", "apimodels.app"]]) {
  inBrowser(`a sound is made and kept through the relay, without a key in the page: ${name}`, async (fixture) => {
    const { page, context, url } = fixture
    const origin = new URL(url).origin
    const { provider, base, relay } = await behindRelay(fixture, origin, { speaks })
    const requests = asked(context)
    const studio = new Studio(page)
    await studio.open(url)
    await studio.useCustom({ url: base, speaks: name })
    await studio.describe("Rain", "3")
    await studio.generate.click()
    await studio.isKept("Rain")
    const { bytes } = await studio.save("Rain")
    assert.equal(listen(bytes).seconds, 3)
    const origins = new Set(requests.map(({ url }) => new URL(url).origin).filter((it) => it !== "null"))
    origins.delete(origin)
    assert.deepEqual([...origins], [relay.url], "nobody else was asked")
    assert.ok(!requests.some(({ url }) => url.startsWith(provider.url)))
    assert.ok(!requests.some(({ headers }) => "authorization" in headers), "no key left the page")
  })
}

inBrowser("without the relay the same provider can't be asked, and nothing is charged", async (fixture) => {
  const { page, url, expectError } = fixture
  expectError(/CORS policy/)
  expectError(/ERR_FAILED/)
  const { provider } = await behindRelay(fixture, new URL(url).origin)
  const studio = new Studio(page)
  await studio.open(url)
  await studio.useCustom({ url: provider.url, speaks: "Kling", key: KEY })
  await studio.describe("Rain", "3")
  const refused = page.waitForEvent("requestfailed", (request) => request.url().startsWith(provider.url))
  await studio.generate.click()
  await refused
  await studio.card("Rain").waitFor()
  // The page was told not to send it, so that nothing can have come of it.
  assert.deepEqual(await (await fetch(`${provider.url}/_sandbox/tasks`)).json(), [])
})

inBrowser("a page of another origin is refused by the relay", async (fixture) => {
  const { page, url, expectError } = fixture
  expectError(/CORS policy/)
  expectError(/ERR_FAILED/)
  const { base } = await behindRelay(fixture, "https://another.example")
  const studio = new Studio(page)
  await studio.open(url)
  const read = await page.evaluate(async (base) => {
    const answer = await fetch(`${base}/v1/audio/text-to-audio`).then((it) => it.status, (error) => error.name)
    return answer
  }, base)
  assert.equal(read, "TypeError")
})

inBrowser("a video that was made through the relay is given a sound by its address", { timeout: 180_000 }, async (fixture) => {
  const { page, url } = fixture
  const { base } = await behindRelay(fixture, new URL(url).origin)
  const studio = new Studio(page)
  await studio.open(url)
  await studio.useCustom({ url: base, speaks: "Kling" })
  await studio.make("Video")
  await studio.fill({ Video: "A harbour at night", "Duration in seconds": "5" })
  await studio.generate.click()
  await studio.watch("A harbour at night")
  await studio.card("A harbour at night").getByRole("button", { name: /Sound for this video/i }).click()
  await studio.generate.click()
  await page.getByRole("article").nth(1).waitFor()
  const sound = page.getByRole("article").first()
  await sound.getByRole("button", { name: /^(Play|Show)/ }).first().waitFor({ timeout: 60_000 })
})
