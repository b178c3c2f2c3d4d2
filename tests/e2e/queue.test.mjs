// Several jobs at a provider that takes few at once: they wait for their turn, which the user may change.

import assert from "node:assert/strict"
import { faulty } from "./faulty.mjs"
import { inBrowser } from "./harness.mjs"
import { Studio } from "./studio.mjs"

const FULL = JSON.stringify({ code: 1303, message: "parallel task over resource pack limit", request_id: "r" })

/** A provider that takes two tasks at once, none of which is done before it is let go. */
async function takesTwo(sandbox) {
  let isHeld = true
  const isOver = new Set()
  let taken = 0
  const create = async ({ onwards, write }) => {
    if (taken - isOver.size >= 2) return write(429, {}, FULL)
    taken += 1
    const { status, headers, body } = await onwards()
    write(status, headers, body)
  }
  const query = async ({ onwards, write }) => {
    const { status, headers, body } = await onwards()
    const answer = JSON.parse(body)
    if (isHeld) Object.assign(answer.data, { task_status: "processing", task_result: {} })
    else if (answer.data.task_status === "succeed") isOver.add(answer.data.task_id)
    write(status, headers, JSON.stringify(answer))
  }
  const provider = await faulty(sandbox, { create: Array(200).fill(create), query: Array(2000).fill(query) })
  /** The prompts of the creates that were taken in, in their order. */
  const order = () =>
    provider.asked("create").filter((one) => one.status === 200).map((one) => JSON.parse(one.body).prompt)
  return { ...provider, order, letGo: () => (isHeld = false) }
}

async function makes(studio, prompts) {
  for (const prompt of prompts) {
    await studio.fill({ Sound: prompt, "Duration in seconds": "3" })
    await studio.generate.click()
    await studio.card(prompt).waitFor()
  }
}

inBrowser("more sounds than the provider takes at once are all made, in their order", async (fixture) => {
  fixture.expectError(/429/)
  const { page, url, sandbox } = fixture
  const provider = await takesTwo(sandbox)
  const studio = new Studio(page)
  await studio.open(url)
  await studio.useCustom({ name: "Mine", url: provider.url, speaks: "Kling" })
  const prompts = ["Rain", "Wind", "Fire", "Waves", "Thunder", "Birds", "Bells"]
  await makes(studio, prompts)
  await studio.page.locator(".queue").getByText("5 wait for their turn").waitFor()
  provider.letGo()
  for (const prompt of prompts) await studio.isKept(prompt)
  // Two may leave at once, and then either may arrive first.
  const isOff = (prompt, place) => Math.abs(prompts.indexOf(prompt) - place) > 1
  assert.deepEqual(provider.order().filter(isOff), [])
  assert.equal((await provider.tasks()).length, prompts.length)
})

inBrowser("the queue is paused, reordered, reloaded, and goes on", async (fixture) => {
  fixture.expectError(/429/)
  const { page, url, sandbox } = fixture
  const provider = await takesTwo(sandbox)
  const studio = new Studio(page)
  await studio.open(url)
  await studio.useCustom({ name: "Mine", url: provider.url, speaks: "Kling" })
  await makes(studio, ["Rain", "Wind", "Fire", "Waves"])
  const queue = page.locator(".queue")
  await queue.getByRole("button", { name: "Pause" }).click()
  await queue.getByText("Paused: what runs goes on, and nothing new is sent.").waitFor()
  await makes(studio, ["Thunder", "Birds", "Bells"])
  provider.letGo()
  const before = provider.order()
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
  assert.deepEqual(provider.order(), before, "a pause is one after a reload, too")
  await queue.getByRole("button", { name: "Go on" }).click()
  const others = waiting.filter((it) => it !== "Bells" && it !== "Birds")
  const order = [others[0], "Bells", ...others.slice(1)]
  for (const prompt of order) await studio.isKept(prompt)
  await queue.waitFor({ state: "hidden" })
  // All that are left may leave at once, and then any may arrive first.
  assert.deepEqual(provider.order().toSorted(), [...before, ...order].toSorted())

  await studio.card("Birds").getByRole("button", { name: "Send it" }).click()
  await studio.isKept("Birds")
})

inBrowser("nothing is sent without a network, and all of it once there is one", async (fixture) => {
  const { page, context, url, sandbox } = fixture
  const provider = await faulty(sandbox)
  const studio = new Studio(page)
  await studio.open(url)
  await studio.useCustom({ name: "Mine", url: provider.url, speaks: "Kling" })
  await context.setOffline(true)
  await makes(studio, ["Rain", "Wind"])
  await page.locator(".queue").getByText("There is no network").waitFor()
  await studio.card("Wind").getByText("behind 1").waitFor()
  assert.equal(provider.asked("create").length, 0)
  await context.setOffline(false)
  for (const prompt of ["Rain", "Wind"]) await studio.isKept(prompt)
  assert.equal(provider.asked("create").length, 2)
})
