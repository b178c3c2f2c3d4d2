// A store that is nearly full, and one that is.
//
// Neither what the browser says of its room nor how much it gives can be made little from outside: so the
// page is told of little room, and refused in the words that browsers have for none.

import assert from "node:assert/strict"
import { inBrowser } from "./harness.mjs"
import { Studio } from "./studio.mjs"

inBrowser("little room is said before there is none", async ({ page, url }) => {
  await page.addInitScript(() => {
    navigator.storage.estimate = async () => ({ usage: 8_500_000, quota: 10_000_000 })
  })
  const studio = new Studio(page)
  await studio.open(url)
  await studio.fill({ Sound: "Rain", "Duration in seconds": "3" })
  await studio.generate.click()
  await page.getByText(/^The browser's storage is 85 % full \(8\.5 MB of 10 MB used\)/).waitFor({ timeout: 60_000 })
})

inBrowser("a full store loses nothing that it held, and says what to do", { timeout: 180_000 }, async ({ page, url }) => {
  await page.addInitScript(() => {
    const { put } = IDBObjectStore.prototype
    IDBObjectStore.prototype.put = function (value, key) {
      if (sessionStorage.isFull && value instanceof Blob) {
        throw new DOMException("The quota has been exceeded.", "QuotaExceededError")
      }
      return put.call(this, value, key)
    }
  })
  const studio = new Studio(page)
  await studio.open(url)
  const make = async (prompt) => {
    await studio.fill({ Sound: prompt, "Duration in seconds": "3" })
    await studio.generate.click()
  }
  await make("Rain")
  await studio.isKept("Rain")
  await page.getByText(/^Kept in this browser: .* used\.$/).waitFor()
  await page.evaluate(() => sessionStorage.setItem("isFull", "yes"))
  await make("Thunder")
  const card = studio.card("Thunder")
  await card.getByText(/The browser's storage did not take the file: make room, then look again/).waitFor({ timeout: 60_000 })
  await studio.play("Rain")
  await page.reload()
  await studio.play("Rain")
  await page.evaluate(() => sessionStorage.removeItem("isFull"))
  await card.getByRole("button", { name: "Look again" }).click()
  await studio.isKept("Thunder")
  assert.equal(await studio.takes.getByRole("article").count(), 2)
})
