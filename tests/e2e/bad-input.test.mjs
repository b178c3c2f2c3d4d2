// Bad input: each says at its field what is wrong and what is allowed, at once, without a request,
// and nothing typed is lost.

import assert from "node:assert/strict"
import { inBrowser } from "./harness.mjs"
import { Studio } from "./studio.mjs"

/** The sentence that a field is described by. */
async function sentence(field) {
  return field.evaluate((element) =>
    (element.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .map((id) => document.getElementById(id)?.textContent ?? "")
      .join(" "),
  )
}

async function isWrong(field, pattern) {
  await field.page().waitForFunction(
    (element) => element.getAttribute("aria-invalid") === "true",
    await field.elementHandle(),
  )
  assert.match(await sentence(field), pattern)
}

inBrowser("a bad prompt is said to be bad, and nothing is sent", async ({ page, url }) => {
  const studio = new Studio(page)
  await studio.open(url)
  const cases = [
    ["", /1 to 200 characters/],
    ["   \n ", /white space/],
    ["a".repeat(201), /201 characters.*200.*take out 1/],
  ]
  for (const [prompt, words] of cases) {
    await studio.prompt.fill(prompt)
    await studio.generate.click()
    await isWrong(studio.prompt, words)
    assert.equal(await studio.prompt.inputValue(), prompt, "nothing typed is lost")
  }
  assert.equal(await studio.takes.getByRole("article").count(), 0)
})

inBrowser("a bad duration is said to be bad, and nothing is sent", async ({ page, url }) => {
  const studio = new Studio(page)
  await studio.open(url)
  await studio.prompt.fill("Rain")
  const cases = [
    ["2.9", /3 to 10 seconds/],
    ["10.1", /3 to 10 seconds/],
    ["NaN", /number of seconds from 3 to 10/],
    ["abc", /number of seconds from 3 to 10/],
    ["5.25", /tenths/],
    ["", /duration is missing/],
  ]
  for (const [seconds, words] of cases) {
    await studio.duration.fill(seconds)
    await studio.generate.click()
    await isWrong(studio.duration, words)
    assert.equal(await studio.duration.inputValue(), seconds, "nothing typed is lost")
  }
  assert.equal(await studio.takes.getByRole("article").count(), 0)
  await studio.duration.fill("5,3")
  await studio.generate.click()
  await studio.card("Rain").waitFor()
})

inBrowser("Enter sends from where one types, and not from where one chooses", async ({ page, url }) => {
  const studio = new Studio(page)
  await studio.open(url)
  await studio.prompt.fill("Rain")
  await page.getByRole("radio", { name: "Sound effect" }).press("Enter")
  await page.getByRole("slider", { name: "Duration" }).press("Enter")
  assert.equal(await studio.takes.getByRole("article").count(), 0)
  await studio.duration.press("Enter")
  await studio.card("Rain").waitFor()
  assert.equal(await studio.takes.getByRole("article").count(), 1)
})

inBrowser("a bad base URL or key is said to be bad in the settings", async ({ page, url }) => {
  const studio = new Studio(page)
  await studio.open(url)
  await page.getByRole("button", { name: "Settings" }).first().click()
  await studio.settings.getByRole("button", { name: "Add a provider" }).click()
  const baseUrl = studio.settings.getByRole("textbox", { name: "Base URL" })
  for (const [text, words] of [
    ["api.cometapi.com", /whole address/],
    ["http://api.cometapi.com", /https/],
    ["https://me:secret@example.com", /user name or password/],
  ]) {
    await baseUrl.fill(text)
    await isWrong(baseUrl, words)
    assert.equal(await baseUrl.inputValue(), text)
  }
  await baseUrl.fill("http://localhost:8790")
  const key = studio.settings.getByRole("textbox", { name: "Key" })
  for (const text of ["sk-12 34", "sk-1234 "]) {
    await key.fill(text)
    await isWrong(key, /spaces or line breaks/)
    assert.equal(await key.inputValue(), text)
  }
  await key.fill("")
  // A field of one line would join what a line break has torn, and say nothing.
  await key.evaluate((element) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData("text/plain", "sk-12\n34")
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }))
  })
  await isWrong(key, /spaces or line breaks/)
})

inBrowser("a key belongs to the provider that it was pasted for", async ({ page, url }) => {
  const studio = new Studio(page)
  await studio.open(url)
  const chip = page.getByRole("banner")
  await page.getByRole("button", { name: "Settings" }).first().click()
  const provider = studio.settings.getByRole("combobox", { name: "Provider" })
  await provider.selectOption({ label: "CometAPI" })
  await studio.settings.getByRole("textbox", { name: "Key" }).fill("sk-of-cometapi")
  await provider.selectOption({ label: "Kling" })
  assert.equal(await studio.settings.getByRole("textbox", { name: "Key" }).inputValue(), "")
  await studio.settings.getByRole("button", { name: "Done" }).click()
  await chip.getByText("no key").waitFor()
  await studio.use("CometAPI")
  await chip.getByText("key in memory").waitFor()
})
