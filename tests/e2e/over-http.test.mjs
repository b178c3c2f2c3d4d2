// The main job over the network: a provider on another origin, real fetches, preflights included.

import assert from "node:assert/strict"
import { inBrowser } from "./harness.mjs"
import { Studio, listen } from "./studio.mjs"

const KEY = "sk-of-the-tests-0123456789"

for (const [speaks, path] of [["Kling", "/v1/"], ["CometAPI", "/kling/v1/"]]) {
  inBrowser(`a provider that speaks as ${speaks} does the main job`, async ({ page, context, url, sandbox }) => {
    const provider = await sandbox({ args: ["--key", KEY] })
    const sent = []
    context.on("request", (request) => sent.push(request))
    const preflights = await preflightsOf(context, page)
    const studio = new Studio(page)
    await studio.open(url)
    await studio.useCustom({ url: provider.url, speaks, key: KEY })
    await studio.describe("Wind in the trees", "4.3")
    await studio.generate.click()
    await studio.isKept("Wind in the trees")
    const { bytes } = await studio.save("Wind in the trees")
    assert.equal(listen(bytes).seconds, 4.3)

    const creates = sent.filter((request) => request.method() === "POST")
    assert.equal(creates.length, 1)
    assert.equal(creates[0].url(), `${provider.url}${path}audio/text-to-audio`)
    const body = creates[0].postData()
    assert.match(body, /"duration":4\.3[,}]/)
    assert.ok(preflights.length > 0, "the browser asked first")

    // The key goes to the provider's API, and nowhere else.
    for (const request of sent) {
      const authorization = (await request.allHeaders()).authorization
      const toApi = request.url().startsWith(`${provider.url}${path}`)
      assert.equal(authorization, toApi ? `Bearer ${KEY}` : undefined, request.url())
      assert.ok(!request.url().includes(KEY), "no key in a URL")
    }
    assert.ok(!(await everythingStored(page)).includes(KEY), "no key in any store")
  })
}

// In the page it is optimised wasm, on the server native code: same prompt, same bytes.
inBrowser("the sandbox makes the same bytes in the page and on the server", async ({ page, url, sandbox }) => {
  const provider = await sandbox({ args: ["--no-auth"] })
  const studio = new Studio(page)
  await studio.open(url)
  for (const prompt of ["Soft ambient ocean waves at sunrise.", "Heavy rain, distant thunder, a campfire and birds"]) {
    const made = []
    for (const label of ["Sandbox", "Custom"]) {
      if (label === "Custom") await studio.useCustom({ url: provider.url, speaks: "Kling" })
      else await studio.use("Sandbox")
      await studio.describe(prompt, "5")
      const before = await studio.takes.getByRole("link", { name: "Save MP3" }).count()
      await studio.generate.click()
      await studio.takes.getByRole("link", { name: "Save MP3" }).nth(before).waitFor({ timeout: 60_000 })
      made.push([await studio.save(prompt), await studio.save(prompt, "Save MP3")].map(({ bytes }) => bytes))
    }
    for (const format of [0, 1]) assert.ok(made[0][format].equals(made[1][format]), `${prompt} ${format}`)
  }
})

inBrowser("a wrong key shows the provider's words and charges nothing", async ({ page, url, sandbox, expectError }) => {
  expectError(/401/)
  const provider = await sandbox({ args: ["--key", KEY] })
  const studio = new Studio(page)
  await studio.open(url)
  await studio.useCustom({ url: provider.url, speaks: "Kling", key: "sk-wrong" })
  await studio.describe("Rain", "3")
  await studio.generate.click()
  const card = studio.card("Rain")
  await card.getByText(/Authentication failed/).waitFor()
  await card.getByText(/not charged/i).waitFor()
  await card.getByText(/1000/).first().waitFor()
  assert.equal(await studio.prompt.inputValue(), "Rain")
})

inBrowser("a job over the network goes on after a reload, without its key until that is given again", async ({ page, url, sandbox, expectError }) => {
  expectError(/401/)
  const provider = await sandbox({ args: ["--key", KEY, "--pace", "time:700:4000"] })
  const studio = new Studio(page)
  await studio.open(url)
  await studio.useCustom({ url: provider.url, speaks: "Kling", key: KEY })
  await studio.describe("Rain", "3")
  await studio.generate.click()
  await studio.card("Rain").getByText(/submitted|processing/i).first().waitFor()
  await page.reload()
  await studio.card("Rain").getByText(/Authorization is empty/).waitFor()
  await studio.useCustom({ key: KEY })
  await studio.isKept("Rain")
})

inBrowser("a provider that can't be reached loses no job", async ({ page, url, sandbox, expectError }) => {
  expectError(/ERR_CONNECTION_REFUSED/)
  const gone = await sandbox()
  await gone.stop()
  const studio = new Studio(page)
  await studio.open(url)
  await studio.useCustom({ url: gone.url, speaks: "Kling", key: KEY })
  await studio.describe("Rain", "3")
  await studio.generate.click()
  await studio.card("Rain").waitFor()
  await page.reload()
  await studio.card("Rain").waitFor()
})

inBrowser("a refused prompt fails with the provider's reason", async ({ page, url }) => {
  const studio = new Studio(page)
  await studio.open(url)
  await studio.describe("Rain [sbx:fate=risk]", "3")
  await studio.generate.click()
  await studio.card(/Rain/).getByText(/Failure to pass the risk control system/).waitFor()
})

/** The preflights that a page's requests bring about, which Playwright does not report. */
async function preflightsOf(context, page) {
  const preflights = []
  const session = await context.newCDPSession(page)
  await session.send("Network.enable")
  session.on("Network.requestWillBeSent", ({ type, request }) => {
    if (type === "Preflight" || request.method === "OPTIONS") preflights.push(request.url)
  })
  return preflights
}

/** Everything that the page has stored, as one text. */
function everythingStored(page) {
  return page.evaluate(async () => {
    const all = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie]
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise((resolve, reject) => {
        const open = indexedDB.open(name)
        open.onsuccess = () => resolve(open.result)
        open.onerror = () => reject(open.error)
      })
      for (const store of database.objectStoreNames) {
        const rows = await new Promise((resolve, reject) => {
          const get = database.transaction(store).objectStore(store).getAll()
          get.onsuccess = () => resolve(get.result)
          get.onerror = () => reject(get.error)
        })
        all.push(JSON.stringify(rows))
      }
      database.close()
    }
    return all.join("\n")
  })
}
