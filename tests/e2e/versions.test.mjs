// Pages of different versions on one store: what is kept is never in danger, and each says what to do.

import assert from "node:assert/strict"
import { inBrowser } from "./harness.mjs"
import { Studio } from "./studio.mjs"

inBrowser("what a page of the first schema kept is there, and whoever holds it open is waited for", async ({ page, context, url }) => {
  // A tab of the same origin that is no page of ours, and holds the store as the first schema had it.
  const older = await strange(context, url)
  await older.evaluate(async () => {
    const open = indexedDB.open("foley", 1)
    open.onupgradeneeded = () => ["jobs", "takes"].forEach((store) => open.result.createObjectStore(store))
    await new Promise((resolve) => (open.onsuccess = resolve))
    const job = {
      id: "0".repeat(31) + "1",
      provider: { id: "sandbox", name: "Sandbox", base_url: "https://sandbox.invalid", dialect: "kling", needs_key: false },
      request: { sound_effect: { prompt: "Rain of yesterday", duration: 30 } },
      external_task_id: "foley-1",
      submitted_at: Date.now(),
      stage: "cancelled",
    }
    const writes = open.result.transaction("jobs", "readwrite")
    writes.objectStore("jobs").put({ schema: 1, job }, job.id)
    await new Promise((resolve) => (writes.oncomplete = resolve))
    window.held = open.result
  })
  await page.goto(url)
  await page.getByRole("alert").getByText(/Foley is open in another tab, in an older version/).waitFor()
  await older.evaluate(() => window.held.close())
  await new Studio(page).card("Rain of yesterday").waitFor()
  assert.equal(await page.getByRole("alert").textContent(), "", "nothing is wrong any more")
})

inBrowser("a page that a newer one overtakes says so, and an older one touches nothing", async ({ page, context, url }) => {
  const studio = new Studio(page)
  await studio.open(url)
  await studio.describe("Rain", "3")
  await studio.generate.click()
  await studio.isKept("Rain")
  const newer = await strange(context, url)
  const stores = () =>
    newer.evaluate(async () => {
      const open = indexedDB.open("foley", 99)
      await new Promise((resolve, reject) => Object.assign(open, { onsuccess: resolve, onerror: reject }))
      const stores = [...open.result.objectStoreNames]
      const count = open.result.transaction("jobs").objectStore("jobs").count()
      await new Promise((resolve) => (count.onsuccess = resolve))
      open.result.close()
      return [stores, count.result]
    })
  const before = await stores()
  await page.getByRole("alert").getByText(/A newer Foley is open in another tab/).waitFor()
  await page.getByRole("button", { name: "Reload" }).click()
  await page.getByRole("alert").getByText(/A newer Foley has been here.*Nothing is lost/).waitFor()
  assert.deepEqual(await stores(), before)
  assert.deepEqual(before, [["jobs", "record", "takes"], 1])
})

/** A tab of the page's origin that is no page of ours. */
async function strange(context, url) {
  const address = new URL("strange.html", url).href
  await context.route(address, (route) =>
    route.fulfill({ contentType: "text/html", body: '<!doctype html><link rel="icon" href="data:,">' }),
  )
  const page = await context.newPage()
  await page.goto(address)
  return page
}
