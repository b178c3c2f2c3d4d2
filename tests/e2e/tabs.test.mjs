// Several tabs: each job is run by one of them and seen by all, whatever becomes of that one.

import assert from "node:assert/strict"
import { faulty } from "./faulty.mjs"
import { inBrowser } from "./harness.mjs"
import { Studio } from "./studio.mjs"

/** A provider whose tasks are under way until they are let go. */
async function held(sandbox, script = {}) {
  let isHeld = true
  const look = async ({ onwards, write }) => {
    const { status, headers, body } = await onwards()
    const answer = JSON.parse(body)
    if (isHeld && answer.data?.task_status) {
      answer.data.task_status = "processing"
      answer.data.task_result = {}
    }
    write(status, headers, JSON.stringify(answer))
  }
  const provider = await faulty(sandbox, { query: Array(1000).fill(look), ...script })
  return { ...provider, letGo: () => (isHeld = false) }
}

/** Two tabs, both open before anything is asked for, and a job that the first one runs. */
async function twoTabs({ page, context, url, sandbox }, script) {
  const provider = await held(sandbox, script)
  const first = new Studio(page)
  await first.open(url)
  await first.useCustom({ name: "Mine", url: provider.url, speaks: "Kling" })
  const second = new Studio(await context.newPage())
  await second.open(url)
  await first.fill({ Sound: "Rain", "Duration in seconds": "3" })
  return { provider, first, second }
}

inBrowser("a job is seen in every tab, and made once", async (fixture) => {
  const { provider, first, second } = await twoTabs(fixture)
  await first.generate.click()
  await first.card("Rain").getByText("Processing").waitFor()
  await second.card("Rain").getByText("Processing").waitFor()
  provider.letGo()
  for (const tab of [first, second]) await tab.isKept("Rain")
  await second.play("Rain")
  assert.equal(provider.asked("create").length, 1)
  // One tab fetches each of its formats, and both tabs have them.
  assert.deepEqual(provider.asked("file").map(({ url }) => url.replace(/.*\./, ".")), [".wav", ".mp3"])
})

inBrowser("a job goes on in another tab when its own is closed", async (fixture) => {
  const { provider, first, second } = await twoTabs(fixture)
  await first.generate.click()
  await second.card("Rain").getByText("Processing").waitFor()
  const looks = provider.asked("query").length
  await first.page.close()
  await provider.when("query", looks + 1)
  provider.letGo()
  await second.isKept("Rain")
  assert.equal(provider.asked("create").length, 1)
  assert.equal((await provider.tasks()).length, 1)
})

inBrowser("a tab that dies of a crash while its create is answered loses nothing", async (fixture) => {
  let answered
  const isAnswered = new Promise((resolve) => (answered = resolve))
  const slow = async ({ onwards }) => {
    await onwards()
    // The provider has it, and the answer is not on its way yet.
    answered()
    await new Promise(() => {})
  }
  const { provider, first, second } = await twoTabs(fixture, { create: [slow] })
  await first.generate.click()
  await isAnswered
  await first.page.close()
  provider.letGo()
  await second.isKept("Rain")
  assert.equal(provider.asked("create").length, 1)
  assert.equal((await provider.tasks()).length, 1)
})

inBrowser("what is asked in a tab that only shows a job is done", async (fixture) => {
  const { provider, first, second } = await twoTabs(fixture)
  await first.generate.click()
  await second.card("Rain").getByText("Processing").waitFor()
  await second.card("Rain").getByRole("button", { name: "Stop waiting" }).click()
  for (const tab of [first, second]) await tab.card("Rain").getByText("may still finish it").waitFor()
  provider.letGo()
  await second.card("Rain").getByRole("button", { name: "Look again" }).click()
  for (const tab of [first, second]) await tab.isKept("Rain")
  await first.card("Rain").getByRole("button", { name: "Delete" }).click()
  await second.card("Rain").waitFor({ state: "hidden" })
  assert.equal(provider.asked("create").length, 1)
})

inBrowser("a double click creates once, and so does its copy of a tab", async (fixture) => {
  const { provider, first } = await twoTabs(fixture)
  await first.generate.dblclick()
  await first.card("Rain").getByText("Processing").waitFor()
  // What a duplicated tab has is what the first one had: its session, too.
  const copied = fixture.context.waitForEvent("page")
  await first.page.evaluate(() => window.open(location.href))
  const copy = new Studio(await copied)
  await copy.card("Rain").getByText("Processing").waitFor()
  provider.letGo()
  for (const tab of [first, copy]) await tab.isKept("Rain")
  assert.equal(provider.asked("create").length, 1)
})

inBrowser("a page that nobody looks at asks less, and at once when it is seen again", async (fixture) => {
  const { provider, first, second } = await twoTabs(fixture)
  await second.page.close()
  await first.generate.click()
  await first.card("Rain").getByText("Processing").waitFor()
  // A headless browser shows all its tabs: what it would say of a hidden one is said for it.
  const isSeen = (hidden) =>
    first.page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden })
      document.dispatchEvent(new Event("visibilitychange"))
    }, hidden)
  await isSeen(true)
  const looks = provider.asked("query").length
  await provider.when("query", looks + 2)
  const [last, next] = provider.asked("query").slice(-2)
  assert.ok(next.at - last.at >= 9_500, `${next.at - last.at} ms between two looks`)
  provider.letGo()
  await isSeen(false)
  await first.isKept("Rain")
  assert.equal(provider.asked("create").length, 1)
})
