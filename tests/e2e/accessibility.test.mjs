// What holds at every width and in both lights: axe finds nothing, nothing sticks out at the side,
// and the keyboard goes all the way.

import assert from "node:assert/strict"
import { findings } from "./findings.mjs"
import { inBrowser } from "./harness.mjs"
import { Studio } from "./studio.mjs"

/** How far the page can be scrolled sideways. */
function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
}

for (const colorScheme of ["light", "dark"]) {
  inBrowser(`axe finds nothing, and nothing sticks out, in the ${colorScheme}`, { colorScheme }, async ({ page, url }) => {
    // So that there is something to say of it.
    await page.addInitScript(() => {
      navigator.storage.estimate = async () => ({ usage: 8_500_000, quota: 10_000_000 })
    })
    const studio = new Studio(page)
    await studio.open(url)
    const looks = async (where) => {
      for (const width of [1440, 768, 360, 320]) {
        await page.setViewportSize({ width, height: 800 })
        assert.deepEqual(await findings(page), [], `${where} at ${width}`)
        assert.ok((await overflow(page)) <= 0, `${where} sticks out at ${width}`)
      }
      await page.setViewportSize({ width: 1440, height: 900 })
    }
    await looks("the empty page")
    await studio.describe("Rain [sbx:fate=risk]", "3")
    await studio.generate.click()
    await studio.describe("A long walk along a windy beach, with waves that break one after the other", "3")
    await studio.generate.click()
    await studio.isKept("A long walk")
    await studio.card("Rain").getByText(/risk control/).waitFor()
    await looks("a page with a take and a failure")
    await studio.card("A long walk").getByRole("button", { name: "Details" }).click()
    await studio.card("A long walk").getByText("SHA-256").first().waitFor()
    await looks("a take with its details")
    await page.getByRole("button", { name: "Free up space" }).click()
    await page.getByRole("dialog", { name: "Free up space" }).getByRole("checkbox").waitFor()
    await looks("what may go to make room")
    await page.getByRole("button", { name: "Cancel" }).click()
    await studio.describe("", "abc")
    await studio.generate.click()
    await looks("a page with violations")
    await page.getByRole("button", { name: "Settings" }).first().click()
    await studio.settings.waitFor()
    await looks("the settings")
  })

  inBrowser(`the same of all that there is to make, in the ${colorScheme}`, { colorScheme, timeout: 240_000 }, async ({ page, url }) => {
    const studio = new Studio(page)
    await studio.open(url)
    const looks = async (where) => {
      for (const width of [1440, 360]) {
        await page.setViewportSize({ width, height: 800 })
        assert.deepEqual(await findings(page), [], `${where} at ${width}`)
        assert.ok((await overflow(page)) <= 0, `${where} sticks out at ${width}`)
      }
      await page.setViewportSize({ width: 1440, height: 900 })
    }
    await studio.make("Video")
    await studio.fill({ Video: "A harbour at night", Camera: "simple" })
    await looks("the form of a video, with its camera")
    await studio.fill({ Camera: "" })
    await studio.generate.click()
    await studio.watch("A harbour at night")
    await studio.card("A harbour at night").getByRole("button", { name: "Sound for this video" }).click()
    await looks("the form of a sound for a video, and a video")
    await studio.generate.click()
    await studio.takes.getByRole("button", { name: "Show video" }).click({ timeout: 60_000 })
    await studio.make("Speech")
    await looks("the form of speech, and a sound with its video")
    await studio.make("Video")
    await page.getByRole("button", { name: "Tasks at Sandbox" }).click()
    await page.getByRole("dialog", { name: "Tasks at Sandbox" }).getByText("Page 1").waitFor()
    await looks("the tasks")
    await page.getByRole("button", { name: "Done" }).click()
    await page.getByRole("button", { name: "Settings" }).first().click()
    await studio.settings.getByRole("combobox", { name: "Provider" }).selectOption({ label: "Kling" })
    await studio.settings.getByRole("radio", { name: "Access key and secret key" }).check()
    await looks("the settings with a pair of keys")
  })
}

inBrowser("the whole main job by keyboard alone", async ({ page, url }) => {
  const studio = new Studio(page)
  await studio.open(url)
  const tabTo = async (target) => {
    for (let step = 0; step < 60; step++) {
      if (await target.evaluate((element) => element === document.activeElement)) return
      await page.keyboard.press("Tab")
    }
    assert.fail("the keyboard does not reach it")
  }
  await tabTo(studio.prompt)
  await page.keyboard.type("Wind in the trees")
  await page.keyboard.press("Control+Enter")
  await studio.isKept("Wind in the trees")
  await tabTo(studio.playButton("Wind in the trees"))
  await page.keyboard.press("Space")
  await page.waitForFunction(() => document.querySelector("audio").currentTime > 0.2)
  await page.keyboard.press("Space")
  await page.waitForFunction(() => document.querySelector("audio").paused)
})
