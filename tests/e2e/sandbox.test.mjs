// The sandbox in the page: what it fetches and when, what it has understood, and what it makes of videos
// and prompts of every kind.

import assert from "node:assert/strict"
import { inBrowser } from "./harness.mjs"
import { Studio, listen, unplug } from "./studio.mjs"

/** The parts of the sandbox that were fetched, as their names end. */
function partsOf(context) {
  const parts = []
  context.on("request", (request) => {
    const part = /foley-sandbox-([a-z0-9]+)_bg\.wasm$/.exec(new URL(request.url()).pathname)
    if (part) parts.push(part[1])
  })
  return parts
}

async function make(studio, operation, fields) {
  await studio.make(operation)
  await studio.fill(fields)
  await studio.generate.click()
}

inBrowser("each part of the sandbox is fetched once, when it is first needed", { timeout: 180_000 }, async ({ page, context, url }) => {
  const parts = partsOf(context)
  await page.addInitScript(() => {
    window.told = []
    new MutationObserver(() => {
      for (const note of document.querySelectorAll(".note")) {
        if (note.textContent.startsWith("Fetching") && window.told.at(-1) !== note.textContent) window.told.push(note.textContent)
      }
    }).observe(document, { subtree: true, childList: true, characterData: true })
  })
  const studio = new Studio(page)
  await studio.open(url)
  await make(studio, "Sound effect", { Sound: "Rain", "Duration in seconds": "3" })
  await studio.isKept("Rain")
  await page.waitForFunction(() => document.querySelector(".note") === null || !document.querySelector(".note").textContent.startsWith("Fetching"))
  assert.deepEqual(parts, ["worker", "mp3"])
  await make(studio, "Speech", { Text: "早上好，世界。", Language: "zh" })
  await studio.isKept("早上好，世界。")
  assert.deepEqual(parts, ["worker", "mp3", "voice"])
  await make(studio, "Speech", { Text: "Good morning, world.", Language: "en" })
  await studio.isKept("Good morning, world.")
  assert.deepEqual(parts, ["worker", "mp3", "voice", "english"])
  await make(studio, "Video", { Video: "A harbour at night", "Duration in seconds": "5" })
  await studio.watch("A harbour at night")
  assert.deepEqual(parts, ["worker", "mp3", "voice", "english", "film"])
  const told = await page.evaluate(() => window.told)
  for (const part of ["the sandbox:", "MP3 encoder:", "voice:", "English voice:", "film maker:"]) {
    assert.ok(told.some((words) => words.includes(part)), `${part} is not among ${told}`)
  }
  // What is there works without a network, and nothing is fetched again.
  await context.setOffline(true)
  await make(studio, "Sound effect", { Sound: "Wind in a cave", "Duration in seconds": "3" })
  await studio.isKept("Wind in a cave")
  const { bytes } = await studio.save("Wind in a cave")
  assert.equal(listen(bytes).seconds, 3)
  await make(studio, "Speech", { Text: "Still here.", Language: "en" })
  await studio.isKept("Still here.")
  assert.equal(parts.length, 5)
})

inBrowser("a sound is as long as was asked, to the sample, in both formats", async ({ page, url }) => {
  const studio = new Studio(page)
  await studio.open(url)
  await studio.describe("Three knocks", "3.3")
  await studio.generate.click()
  await studio.isKept("Three knocks")
  for (const format of ["Save WAV", "Save MP3"]) {
    const { bytes } = await studio.save("Three knocks", format)
    const frames = await page.evaluate(async (bytes) => {
      const decoded = await new OfflineAudioContext(2, 1, 44_100).decodeAudioData(new Uint8Array(bytes).buffer)
      return decoded.length
    }, [...bytes])
    assert.equal(frames, 3.3 * 44_100, format)
    assert.ok(bytes.includes("Made by Foley's sandbox, not by Kling"), format)
  }
})

inBrowser("a card says what was understood, and what was not", async ({ page, url }) => {
  const studio = new Studio(page)
  await studio.open(url)
  const understood = async (prompt) => {
    await studio.describe(prompt, "3")
    await studio.generate.click()
    await studio.isKept(prompt)
    const line = studio.card(prompt).getByText(/^Understood as: /)
    return (await line.textContent()).replace("Understood as: ", "")
  }
  assert.equal(await understood("Heavy rain with distant thunder"), "heavy rain, distant thunder")
  assert.match(await understood("A qwertz"), /not understood: qwertz/)
})

inBrowser("somebody's video is dubbed, or refused as a provider would", { timeout: 240_000 }, async ({ page, url, videos }) => {
  const host = await videos()
  const studio = new Studio(page)
  await studio.open(url)
  await studio.make("Video sound")
  const dub = async (address, effect) => {
    await studio.fill({ "Video URL": address, "Sound effects": effect })
    await studio.generate.click()
  }
  await dub(`${host.url}/open/4.3-seconds.mov`, "a dog barks")
  const { width, height, seconds } = await studio.watch(/a dog barks/)
  assert.deepEqual({ width, height }, { width: 64, height: 36 }, "it is the video that was given")
  assert.ok(Math.abs(seconds - 4.3) < 0.06, `${seconds}`)
  const { bytes } = await studio.save(/a dog barks/)
  assert.equal(listen(bytes).seconds, 4.3)

  for (const [name, effect, words] of [
    ["open/2.9-seconds.mp4", "rain one", /between 3 and 20 seconds/],
    ["open/21-seconds.mp4", "rain two", /between 3 and 20 seconds/],
    ["open/page", "rain three", /not an MP4 or MOV/],
    ["open/cut-4.3-seconds.mov", "rain four", /not an MP4 or MOV/],
    ["open/large", "rain five", /cannot exceed 100 MB/],
    ["open/gone", "rain six", /can not be downloaded/],
  ]) {
    await dub(`${host.url}/${name}`, effect)
    await studio.card(new RegExp(effect)).getByText(words).waitFor({ timeout: 60_000 })
  }
  // It may not be read from here, and a provider would read it: a film of the sandbox's stands for it.
  await dub(`${host.url}/closed/4.3-seconds.mov`, "rain seven")
  const drawn = await studio.watch(/rain seven/)
  assert.ok(drawn.width >= 320 && Math.abs(drawn.seconds - 5) < 0.06, JSON.stringify(drawn))
})

inBrowser("any text makes a sound that can be heard", { timeout: 240_000 }, async ({ page, context, url }) => {
  await unplug(context, url)
  const studio = new Studio(page)
  await studio.open(url)
  for (const [prompt, name] of [
    ["🎉🔥💧", /🎉/],
    ["a".repeat(200), /^a{20}/],
    ["صوت المطر على السطح", /المطر/],
    ["rain\u0007 and \u200bwind", /rain/],
    ["Звук дождя и грома", /Звук/],
    ["99999999999 knocks", /knocks/],
  ]) {
    await studio.describe(prompt, "3")
    await studio.generate.click()
    await studio.isKept(name)
    const { bytes } = await studio.save(name)
    const heard = listen(bytes)
    assert.equal(heard.seconds, 3)
    assert.ok(heard.rms > 1e-4, `${prompt}: ${JSON.stringify(heard)}`)
  }
})
