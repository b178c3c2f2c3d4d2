// Several jobs at a provider that takes few at once: they wait for their turn, which the user may change.

import assert from "node:assert/strict"
import { faulty } from "./faulty.mjs"
import { inBrowser } from "./harness.mjs"
import { Studio } from "./studio.mjs"

const FULL = JSON.stringify({ code: 1303, message: "parallel task over resource pack limit", request_id: "r" })

/** A provider that takes two tasks at once, each of which takes so long. */
async function takesTwo(sandbox, work) {
  let provider
  const step = async ({ onwards, write }) => {
    const tasks = await provider.tasks()
    if (tasks.filter((task) => task.task_status !== "succeed").length >= 2) return write(429, {}, FULL)
    const { status, headers, body } = await onwards()
    write(status, headers, body)
  }
  provider = await faulty(sandbox, { create: Array(200).fill(step), work })
  return provider
}

async function makes(studio, prompts) {
  for (const prompt of prompts) {
    await studio.fill({ Sound: prompt, "Duration in seconds": "3" })
    await studio.generate.click()
    await studio.card(prompt).waitFor()
  }
}

/** The prompts of the creates that were taken in, in their order. */
const takenIn = (provider) =>
  provider.asked("create").filter((one) => one.status === 200).map((one) => JSON.parse(one.body).prompt)

inBrowser("more sounds than the provider takes at once are all made, in their order", async (fixture) => {
  fixture.expectError(/429/)
  const { page, url, sandbox } = fixture
  const provider = await takesTwo(sandbox, 300)
  const studio = new Studio(page)
  await studio.open(url)
  await studio.useCustom({ name: "Mine", url: provider.url, speaks: "Kling" })
  const prompts = ["Rain", "Wind", "Fire", "Waves", "Thunder", "Birds", "Bells"]
  await makes(studio, prompts)
  for (const prompt of prompts) await studio.isKept(prompt)
  assert.deepEqual(takenIn(provider), prompts)
  assert.equal((await provider.tasks()).length, prompts.length)
})

inBrowser("the queue is paused, reordered, reloaded, and goes on", async (fixture) => {
  fixture.expectError(/429/)
  const { page, url, sandbox } = fixture
  const provider = await takesTwo(sandbox, 1000)
  const studio = new Studio(page)
  await studio.open(url)
  await studio.useCustom({ name: "Mine", url: provider.url, speaks: "Kling" })
  await makes(studio, ["Rain", "Wind", "Fire", "Waves"])
  const queue = page.locator(".queue")
  await queue.getByRole("button", { name: "Pause" }).click()
  await queue.getByText("Paused: what runs goes on, and nothing new is sent.").waitFor()
  await makes(studio, ["Thunder", "Birds", "Bells"])
  const before = takenIn(provider)
  const waiting = ["Rain", "Wind", "Fire", "Waves", "Thunder", "Birds", "Bells"].filter((it) => !before.includes(it))
  for (const prompt of before) await studio.isKept(prompt)
  await queue.getByText(`${waiting.length} wait for their turn`).waitFor()

  // The last goes first, and then behind the next; another is no longer wanted.
  const press = (prompt, name) => studio.card(prompt).getByRole("button", { name, exact: true }).click()
  await studio.card("Bells").getByText(`behind ${waiting.length - 1}`).waitFor()
  await press("Bells", "Make it next")
  await studio.card("Bells").getByText("behind").waitFor({ state: "hidden" })
  await press("Bells", "Later")
  await studio.card("Bells").getByText("behind 1").waitFor()
  await press("Birds", "Stop waiting")
  await studio.card("Birds").getByText("You stopped it before it was sent.").waitFor()

  await page.reload()
  await queue.getByText(`${waiting.length - 1} wait for their turn`).waitFor()
  await studio.card("Bells").getByText("behind 1").waitFor()
  assert.deepEqual(takenIn(provider), before, "a pause is one after a reload, too")
  await queue.getByRole("button", { name: "Go on" }).click()
  const others = waiting.filter((it) => it !== "Bells" && it !== "Birds")
  const order = [others[0], "Bells", ...others.slice(1)]
  for (const prompt of order) await studio.isKept(prompt)
  await queue.waitFor({ state: "hidden" })
  assert.deepEqual(takenIn(provider), [...before, ...order])

  await studio.card("Birds").getByRole("button", { name: "Send it" }).click()
  await studio.isKept("Birds")
})
