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
  await page.getByText("The browser's storage did not take a file. Make room, then look again at its take.").waitFor()
  await studio.play("Rain")
  await page.reload()
  await studio.play("Rain")
  await page.getByRole("button", { name: "Free up space" }).click()
  const dialog = page.getByRole("dialog", { name: "Free up space" })
  // There is room by what the browser says of itself, so nothing is proposed.
  await dialog.getByRole("checkbox", { name: /^Rain/, checked: false }).check()
  await page.evaluate(() => sessionStorage.removeItem("isFull"))
  await dialog.getByRole("button", { name: "Delete 1 take" }).click()
  await card.getByRole("button", { name: "Look again" }).click()
  await studio.isKept("Thunder")
  assert.equal(await studio.takes.getByRole("article").count(), 1)
  await page.getByText(/^Kept in this browser: .* used\.$/).waitFor()
})

inBrowser("room is made by what the user lets go, the least used first and no favourite", { timeout: 180_000 }, async ({ page, url }) => {
  // A take is a WAV and an MP3. Four fill it to more than four fifths, and two to less than three.
  await page.addInitScript(() => {
    const count = () => new Set([...document.querySelectorAll(".take a[download]")].map((link) => link.closest("li"))).size
    navigator.storage.estimate = async () => ({ usage: (2.5 + count()) * 578_000, quota: 8 * 578_000 })
  })
  const studio = new Studio(page)
  await studio.open(url)
  const prompts = ["Rain", "Thunder", "Wind", "Fire"]
  for (const prompt of prompts) {
    await studio.fill({ Sound: prompt, "Duration in seconds": "3" })
    await studio.generate.click()
    await studio.isKept(prompt)
  }
  const space = page.getByRole("button", { name: "Free up space" })
  await space.waitFor()
  await studio.play("Rain")
  const star = studio.card("Thunder").getByRole("button", { name: "Favourite Thunder" })
  await star.click()
  await studio.card("Thunder").getByRole("button", { name: "Favourite Thunder", pressed: true }).waitFor()
  await page.reload()
  await studio.card("Thunder").getByRole("button", { name: "Favourite Thunder", pressed: true }).waitFor()

  await space.click()
  const dialog = page.getByRole("dialog", { name: "Free up space" })
  const boxes = dialog.getByRole("checkbox")
  await boxes.first().waitFor()
  const names = () => boxes.evaluateAll((all) => all.map((box) => [box.closest("label").querySelector(".what").textContent, box.checked]))
  assert.deepEqual(await names(), [["Wind", true], ["Fire", true], ["Rain", false]])
  await dialog.getByText("Frees 1.2 MB: then 56 % full, 81 % now.").waitFor()

  // Nothing goes that is not confirmed, and nothing at all where nothing is chosen.
  await dialog.getByRole("checkbox", { name: /^Wind/ }).uncheck()
  await dialog.getByRole("checkbox", { name: /^Fire/ }).uncheck()
  await dialog.getByRole("button", { name: "Delete 0 takes" }).click({ force: true })
  await dialog.getByRole("checkbox", { name: /^Rain/ }).check()
  await dialog.getByRole("button", { name: "Delete 1 take" }).waitFor()
  await page.keyboard.press("Escape")
  await dialog.waitFor({ state: "hidden" })
  assert.equal(await studio.takes.getByRole("article").count(), 4)

  await space.click()
  assert.deepEqual(await names(), [["Wind", true], ["Fire", true], ["Rain", false]], "what was chosen is forgotten")
  await dialog.getByRole("button", { name: "Delete 2 takes" }).click()
  await dialog.waitFor({ state: "hidden" })
  await page.getByText(/^Kept in this browser: .* used\.$/).waitFor()
  assert.equal(await space.count(), 0)
  await page.waitForFunction(() => /^Kept in this browser/.test(document.activeElement.textContent), null, { timeout: 5_000 })
  await page.reload()
  await studio.play("Thunder")
  await studio.play("Rain")
  assert.equal(await studio.takes.getByRole("article").count(), 2)
})
