// The playground as a person uses it: by what is written on it.

import assert from "node:assert/strict"
import { readFile } from "node:fs/promises"

/** How long a sandbox's task may take to be kept, on a busy machine. */
const READY_WITHIN = 60_000

/** The playground on a page. Each method is something that a person does or sees. */
export class Studio {
  constructor(page) {
    this.page = page
    this.prompt = page.getByRole("textbox", { name: "Sound", exact: true })
    this.duration = page.getByRole("textbox", { name: "Duration in seconds" })
    this.generate = page.getByRole("button", { name: /^Generate/ })
    this.takes = page.getByRole("list", { name: "Takes" })
    this.settings = page.getByRole("dialog", { name: "Settings" })
  }

  async open(url) {
    await this.page.goto(url)
    await this.generate.waitFor()
  }

  async describe(prompt, seconds) {
    await this.prompt.fill(prompt)
    if (seconds !== undefined) await this.duration.fill(seconds)
  }

  /** The card of a take, by its prompt; the newest where there are several. */
  card(prompt) {
    return this.page.getByRole("article", { name: prompt }).first()
  }

  async isKept(prompt) {
    await this.playButton(prompt).waitFor({ timeout: READY_WITHIN })
  }

  playButton(prompt) {
    return this.card(prompt).getByRole("button", { name: /^Play/ })
  }

  seek(prompt) {
    return this.card(prompt).getByRole("slider", { name: /^Seek/ })
  }

  /** Plays a take and waits until its sound really moves on. */
  async play(prompt) {
    await this.playButton(prompt).click()
    await this.card(prompt).getByRole("button", { name: /^Pause/ }).waitFor()
    await this.page.waitForFunction(() => document.querySelector("audio").currentTime > 0.2)
  }

  /** Plays a kept video until its picture moves, and says what it is. */
  async watch(prompt) {
    const card = this.card(prompt)
    const [play, show] = ["Play video", "Show video"].map((name) => card.getByRole("button", { name: new RegExp(`^${name}`) }))
    await play.or(show).first().waitFor({ timeout: READY_WITHIN })
    if (await show.isVisible()) await show.click()
    await play.click()
    return card.locator("video").evaluate(
      (video) =>
        new Promise((resolve, reject) => {
          video.addEventListener("error", () => reject(new Error(video.error.message)))
          const look = () => {
            const { currentTime, videoWidth: width, videoHeight: height, duration: seconds } = video
            if (currentTime > 0.2 && width > 0) resolve({ width, height, seconds })
            else requestAnimationFrame(look)
          }
          look()
        }),
    )
  }

  /** The state of the one player. */
  player() {
    return this.page.evaluate(() => {
      const players = document.querySelectorAll("audio")
      const { currentTime, duration, paused, src } = players[0]
      return { count: players.length, currentTime, duration, paused, src }
    })
  }

  /** Downloads a take, as WAV where nothing else is said: its file's name and its bytes. */
  async save(prompt, format = /^Save WAV/) {
    const download = this.page.waitForEvent("download")
    await this.card(prompt).getByRole("link", { name: format }).click()
    const file = await download
    return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
  }

  /** Downloads a job's log: its file's name and its lines. */
  async log(prompt) {
    const download = this.page.waitForEvent("download")
    const details = this.card(prompt).getByRole("button", { name: "Details", expanded: false })
    if (await details.isVisible()) await details.click()
    await this.card(prompt).getByRole("button", { name: "Save its log" }).click()
    const file = await download
    const text = await readFile(await file.path(), "utf8")
    return { name: file.suggestedFilename(), text, lines: text.trimEnd().split("\n").map((line) => JSON.parse(line)) }
  }

  /** Chooses a provider by its name. */
  async use(name) {
    await this.page.getByRole("button", { name: "Settings" }).first().click()
    await this.settings.getByRole("combobox", { name: "Provider" }).selectOption({ label: name })
    await this.settings.getByRole("button", { name: "Done" }).click()
    await this.settings.waitFor({ state: "hidden" })
  }

  /** A field of the form, by what is written on it. */
  field(label) {
    return this.page.locator("form.composer .fields").getByLabel(label, { exact: true })
  }

  /** Fills fields in by their labels: texts are typed, names chosen, switches set. */
  async fill(texts) {
    for (const [label, value] of Object.entries(texts)) {
      const field = this.field(label)
      if (!(await field.isVisible())) await this.page.locator("form.composer details.more > summary").click()
      const kind = await field.evaluate((element) => element.type)
      if (kind === "checkbox") await field.setChecked(value)
      else if (kind === "select-one") await field.selectOption(await this.#optionOf(field, value))
      else await field.fill(value)
    }
  }

  /** The value of the option that is called this, or that has this value. */
  async #optionOf(field, name) {
    const options = await field.locator("option").evaluateAll((options) =>
      options.map(({ value, label, textContent }) => [value, label || textContent]),
    )
    const found = options.find(([value, label]) => value === name || label === name)
    assert.ok(found, `${name} is none of ${options.map(([, label]) => label).join(", ")}`)
    return found[0]
  }

  /** Shows the form of an operation, by its name. */
  async make(operation) {
    await this.page.getByRole("radio", { name: operation, exact: true }).check()
  }

  /**
   * Chooses the provider of the user's own that has this name, or adds it; and sets what is given of
   * it. A pair of keys is `{ access, secret }`.
   */
  async useCustom({ name = "Custom", url, speaks, prefix, key, pair }) {
    await this.page.getByRole("button", { name: "Settings" }).first().click()
    const providers = this.settings.getByRole("combobox", { name: "Provider" })
    if (await providers.getByRole("option", { name, exact: true }).count()) {
      await providers.selectOption({ label: name })
    } else {
      await this.settings.getByRole("button", { name: "Add a provider" }).click()
      await this.settings.getByRole("textbox", { name: "Name" }).fill(name)
    }
    if (speaks) await this.settings.getByRole("combobox", { name: "Speaks" }).selectOption({ label: speaks })
    if (url !== undefined) await this.settings.getByRole("textbox", { name: "Base URL" }).fill(url)
    if (prefix !== undefined) await this.settings.getByRole("textbox", { name: "Path prefix" }).fill(prefix)
    if (pair !== undefined) {
      await this.settings.getByRole("radio", { name: "Access key and secret key" }).check()
      await this.settings.getByRole("textbox", { name: "Access key" }).fill(pair.access)
      await this.settings.getByRole("textbox", { name: "Secret key" }).fill(pair.secret)
    }
    if (key !== undefined) await this.settings.getByRole("textbox", { name: "Key" }).fill(key)
    await this.settings.getByRole("button", { name: "Done" }).click()
    await this.settings.waitFor({ state: "hidden" })
  }
}

/** What a WAV file of 16 bits sounds like, in figures. */
export function listen(bytes) {
  assert.equal(bytes.toString("latin1", 0, 4), "RIFF")
  assert.equal(bytes.toString("latin1", 8, 16), "WAVEfmt ")
  const channels = bytes.readUInt16LE(22)
  const rate = bytes.readUInt32LE(24)
  assert.equal(bytes.readUInt16LE(34), 16)
  assert.equal(bytes.toString("latin1", 36, 40), "data")
  const samples = bytes.readUInt32LE(40) / 2
  let peak = 0
  let sum = 0
  for (let index = 0; index < samples; index++) {
    const sample = bytes.readInt16LE(44 + index * 2) / 32768
    peak = Math.max(peak, Math.abs(sample))
    sum += sample * sample
  }
  const seconds = samples / channels / rate
  return { channels, rate, seconds, peak, rms: Math.sqrt(sum / samples) }
}

/** Lets nothing but the page's own origin be asked for anything. */
export async function unplug(context, url) {
  const origin = new URL(url).origin
  const asked = []
  await context.route(
    (target) => target.protocol.startsWith("http") && target.origin !== origin,
    (route) => {
      asked.push(route.request().url())
      return route.abort()
    },
  )
  return asked
}
