// What the page's sandbox is told to let go wrong, in the settings, and how the page takes it.

import assert from "node:assert/strict"
import { findings } from "./findings.mjs"
import { inBrowser } from "./harness.mjs"
import { Studio } from "./studio.mjs"

/** The part of the settings where faults are chosen, open. */
async function faults(studio) {
  await studio.page.getByRole("button", { name: "Settings" }).first().click()
  await studio.settings.waitFor()
  const part = studio.settings.getByRole("group").filter({ hasText: "Let things go wrong" })
  if (!(await part.evaluate((part) => part.open))) await part.getByText("Let things go wrong").click()
  return {
    choose: async (what, often = "Every time") => {
      await part.getByRole("combobox", { name: "What goes wrong" }).selectOption({ label: what })
      await part.getByRole("combobox", { name: "How often" }).selectOption({ label: often })
      await part.getByRole("button", { name: "Add" }).click()
    },
    rule: part.getByRole("textbox", { name: "Rule" }),
    list: part.getByRole("list", { name: "What goes wrong now" }),
    part,
    close: async () => {
      await studio.settings.getByRole("button", { name: "Done" }).click()
      await studio.settings.waitFor({ state: "hidden" })
    },
  }
}

async function make(studio, prompt) {
  await studio.describe(prompt, "3")
  await studio.generate.click()
}

inBrowser("what goes wrong is chosen in the settings, seen on the card, and taken back", async ({ page, url }) => {
  const studio = new Studio(page)
  await studio.open(url)
  let wrong = await faults(studio)
  await wrong.choose("The task fails")
  await wrong.list.getByText("fate=fail").waitFor()
  assert.equal(await wrong.rule.inputValue(), "")
  assert.deepEqual(await findings(page), [])
  await wrong.close()
  await make(studio, "Rain")
  await studio.card("Rain").getByText(/failed/i).first().waitFor()
  // It holds for as long as nobody takes it back, whatever becomes of the page.
  await page.reload()
  wrong = await faults(studio)
  await wrong.list.getByText("fate=fail").waitFor()
  await wrong.list.getByRole("button", { name: "Remove: fate=fail" }).click()
  await wrong.part.getByText("Nothing goes wrong.").waitFor()
  await wrong.close()
  await make(studio, "Wind")
  await studio.isKept("Wind")
})

inBrowser("a create whose answer is lost is found again, and asked for once", async ({ page, url }) => {
  const studio = new Studio(page)
  await studio.open(url)
  const wrong = await faults(studio)
  await wrong.choose("The answer to a create is lost", "The next request")
  await wrong.choose("A gateway’s page comes instead", "The next request")
  await wrong.list.getByText("(1 left)").nth(1).waitFor()
  await wrong.close()
  await make(studio, "Rain")
  await studio.isKept("Rain")
  const again = await faults(studio)
  await again.list.getByText("(0 left)").nth(1).waitFor()
  assert.equal(await studio.takes.getByRole("article").count(), 1)
})

inBrowser("what is chosen while another is being added is not lost", async ({ page, url }) => {
  const studio = new Studio(page)
  await studio.open(url)
  const wrong = await faults(studio)
  // All in one turn of the page, so that no answer can come in between.
  await wrong.part.evaluate((part) => {
    const write = (text) => {
      const input = part.querySelector("#fault-rule")
      input.value = text
      input.dispatchEvent(new Event("input", { bubbles: true }))
    }
    write("fate=risk")
    part.querySelector("button").click()
    write("fate=fail")
  })
  await wrong.list.getByText("fate=risk, next=1").waitFor()
  assert.equal(await wrong.rule.inputValue(), "fate=fail")
})

inBrowser("a rule that can't be read says why, and stays to be mended", async ({ page, url }) => {
  const studio = new Studio(page)
  await studio.open(url)
  const wrong = await faults(studio)
  await wrong.part.getByRole("button", { name: "Add" }).click()
  await wrong.part.getByText("Choose what goes wrong").waitFor()
  await wrong.rule.fill("status=99")
  await wrong.rule.press("Enter")
  await wrong.part.getByText("400 to 599").waitFor()
  assert.equal(await wrong.rule.inputValue(), "status=99")
  await wrong.rule.fill("status=599")
  await wrong.rule.press("Enter")
  await wrong.list.getByText("status=599, next=1").waitFor()
  assert.equal(await wrong.part.getByText("400 to 599").count(), 0)
})
