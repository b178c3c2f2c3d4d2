// Every operation of every provider, over real HTTP from another origin: what is typed is what is sent,
// and what is made is kept and can be played.

import assert from "node:assert/strict"
import { createHmac } from "node:crypto"
import { once } from "node:events"
import { createServer, request as connect } from "node:http"
import { inBrowser } from "./harness.mjs"
import { Studio, listen, unplug } from "./studio.mjs"

const KEY = "sk-of-the-tests-0123456789"

const SOUND = { operation: "Sound effect", fields: { Sound: "A dog barks twice", "Duration in seconds": "3.4" } }
const SPEECH = {
  operation: "Speech",
  fields: { Text: "The ferry leaves at nine.", Language: "en", Voice: "Anchor", Speed: "1.2" },
}
const VIDEO = {
  operation: "Video",
  fields: {
    Video: "A lighthouse at dusk",
    "Negative prompt": "people",
    Model: "kling-v2-6",
    Mode: "pro",
    "Aspect ratio": "9:16",
    "Duration in seconds": "5",
  },
}

/** The six axes of a camera that stands: each is sent, and one of them is not 0. */
const STILL = { horizontal: 0, vertical: 0, pan: 0, tilt: 0, roll: 0, zoom: 0 }

/** What each dialect is asked for, and the body that it gets, but for the name of the task. */
const DIALECTS = [
  {
    speaks: "Kling",
    made: [
      { ...SOUND, path: "/v1/audio/text-to-audio", body: { prompt: "A dog barks twice", duration: 3.4 } },
      {
        ...SPEECH,
        path: "/v1/audio/tts",
        body: { text: "The ferry leaves at nine.", voice_id: "oversea_male1", voice_language: "en", voice_speed: 1.2 },
      },
      {
        ...VIDEO,
        fields: { ...VIDEO.fields, "With sound": true },
        path: "/v1/videos/text2video",
        body: {
          model_name: "kling-v2-6",
          prompt: "A lighthouse at dusk",
          negative_prompt: "people",
          mode: "pro",
          aspect_ratio: "9:16",
          duration: "5",
          sound: "on",
        },
      },
    ],
  },
  {
    speaks: "CometAPI",
    quirks: ["--quirk", "relay-wrapper", "--quirk", "string-codes"],
    made: [
      { ...SOUND, path: "/kling/v1/audio/text-to-audio", body: { prompt: "A dog barks twice", duration: 3.4 } },
      {
        ...SPEECH,
        path: "/kling/v1/audio/tts",
        body: { text: "The ferry leaves at nine.", voice_id: "oversea_male1", voice_language: "en", voice_speed: 1.2 },
      },
      {
        operation: "Video",
        fields: {
          Video: "A paper boat",
          Model: "kling-v1",
          Mode: "std",
          "Duration in seconds": "5",
          "Prompt strength": "0.7",
          Camera: "Along or about one axis",
          "Camera's movement": "Closer (-) or wider",
          "Camera's amount": "-3",
        },
        path: "/kling/v1/videos/text2video",
        body: {
          model_name: "kling-v1",
          prompt: "A paper boat",
          mode: "std",
          duration: "5",
          cfg_scale: 0.7,
          camera_control: { type: "simple", config: { ...STILL, zoom: -3 } },
        },
      },
    ],
  },
  {
    speaks: "apimodels.app",
    quirks: ["--quirk", "code-in-200"],
    made: [
      {
        ...SOUND,
        path: "/api/v1/audio/generations",
        body: { model: "kling-sound-effects", prompt: "A dog barks twice", duration: "3.4" },
      },
      {
        ...SPEECH,
        path: "/api/v1/audio/generations",
        body: {
          model: "kling-tts",
          text: "The ferry leaves at nine.",
          voice_id: "oversea_male1",
          voice_language: "en",
          voice_speed: 1.2,
        },
      },
    ],
  },
]

for (const { speaks, quirks = [], made } of DIALECTS) {
  inBrowser(`a provider that speaks as ${speaks} makes all that it can`, { timeout: 240_000 }, async ({ page, context, url, sandbox, videos }) => {
    const provider = await sandbox({ args: ["--key", KEY, ...quirks] })
    const creates = posts(context)
    const studio = new Studio(page)
    await studio.open(url)
    await studio.useCustom({ name: `My ${speaks}`, url: provider.url, speaks, key: KEY })
    for (const { operation, fields, path, body } of made) {
      await studio.make(operation)
      await studio.fill(fields)
      await studio.generate.click()
      const title = Object.values(fields)[0]
      if (operation === "Video") {
        const { width, height, seconds } = await studio.watch(title)
        assert.ok(Math.abs(seconds - 5) < 0.1, `${seconds} s`)
        if (fields["Aspect ratio"] === "9:16") assert.ok(Math.abs(height / width - 16 / 9) < 0.02, `${width} x ${height}`)
      } else {
        await studio.isKept(title)
        await studio.play(title)
      }
      const sent = creates.at(-1)
      assert.equal(sent.url(), `${provider.url}${path}`)
      assert.deepEqual(withoutNames(sent.postDataJSON()), body)
      const name = sent.postDataJSON().external_task_id
      if (speaks === "apimodels.app" || operation === "Speech") assert.equal(name, undefined, "it takes none")
      else assert.match(name, /^foley-[0-9a-f]{32}$/)
    }
    assert.equal(creates.length, made.length, "each once")
    // A video that is known by its address, at every provider.
    const host = await videos()
    await studio.make("Video sound")
    await studio.fill({
      "Video URL": `${host.url}/open/4.3-seconds.mov`,
      "Sound effects": "waves",
      Music: "slow piano",
      "ASMR mode": true,
    })
    await studio.generate.click()
    await studio.isKept(/waves/)
    const sent = creates.at(-1)
    assert.equal(sent.url(), `${provider.url}${speaks === "apimodels.app" ? made[0].path : made[0].path.replace("text-to", "video-to")}`)
    assert.deepEqual(withoutNames(sent.postDataJSON()), {
      ...(speaks === "apimodels.app" && { model: "kling-video-to-audio" }),
      video_url: `${host.url}/open/4.3-seconds.mov`,
      sound_effect_prompt: "waves",
      bgm_prompt: "slow piano",
      asmr_mode: true,
    })
    // All of it is still there, and plays, without the provider.
    await provider.stop()
    await page.reload()
    for (const { operation, fields } of made) {
      const title = Object.values(fields)[0]
      if (operation === "Video") await studio.watch(title)
      else await studio.play(title)
    }
  })
}

inBrowser("a video is given its sound in one press, by its video id", { timeout: 180_000 }, async ({ page, context, url, sandbox }) => {
  const provider = await sandbox({ args: ["--key", KEY] })
  const creates = posts(context)
  const answers = []
  context.on("response", (response) => answers.push(response))
  const studio = new Studio(page)
  await studio.open(url)
  await studio.useCustom({ url: provider.url, speaks: "Kling", key: KEY })
  await studio.make("Video")
  await studio.fill({ Video: "Waves under a pier", "Duration in seconds": "5" })
  await studio.generate.click()
  await studio.watch("Waves under a pier")
  await studio.card("Waves under a pier").getByRole("button", { name: "Sound for this video" }).click()
  await studio.generate.click()
  await page.waitForFunction(() => document.querySelectorAll("article").length === 2)
  const asked = answers.filter((answer) => /text2video\/./.test(answer.url()))
  const { data } = await asked.at(-1).json()
  const body = withoutNames(creates.at(-1).postDataJSON())
  assert.deepEqual(body, { video_id: data.task_result.videos[0].id })
  assert.notEqual(body.video_id, data.task_id)
  // Both are kept: the sound, and the video with the sound in it.
  const card = studio.takes.getByRole("article").first()
  await card.getByRole("button", { name: /^Play/ }).first().waitFor({ timeout: 60_000 })
  await card.getByRole("button", { name: "Show video" }).click()
  await card.getByRole("button", { name: /^Play video/ }).click()
  await plays(card.locator("video"))
  // Hidden and shown again it begins with its cover.
  await card.getByRole("button", { name: "Hide video" }).click()
  await card.getByRole("button", { name: "Show video" }).click()
  await card.getByRole("button", { name: /^Play video/ }).click()
  await plays(card.locator("video"))
  assert.equal(await card.getByRole("link", { name: /^Save MP4/ }).count(), 1)
  assert.ok((await card.getByRole("link", { name: /^Save (MP3|WAV)/ }).count()) >= 1)
})

inBrowser("a pair of keys signs a token for each request, and stays", async ({ page, context, url, sandbox }) => {
  const pair = { access: "ak-of-the-tests", secret: "sk-that-signs-0123456789" }
  const provider = await sandbox({ args: ["--pair", `${pair.access}:${pair.secret}`] })
  const sent = []
  context.on("request", (request) => sent.push(request))
  const studio = new Studio(page)
  await studio.open(url)
  await studio.useCustom({ url: provider.url, speaks: "Kling", pair })
  await studio.fill({ Sound: "Rain", "Duration in seconds": "3" })
  await studio.generate.click()
  await studio.isKept("Rain")
  const tokens = []
  for (const request of sent) {
    const headers = await request.allHeaders()
    assert.ok(!JSON.stringify([request.url(), headers, request.postData()]).includes(pair.secret), "the secret is never sent")
    if (headers.authorization) tokens.push(headers.authorization.replace(/^Bearer /, ""))
  }
  assert.ok(tokens.length >= 2, "the create and what looked after it")
  for (const token of tokens) {
    const [head, claims, signature] = token.split(".")
    assert.deepEqual(decoded(head), { alg: "HS256", typ: "JWT" })
    const { iss, exp, nbf } = decoded(claims)
    assert.equal(iss, pair.access)
    assert.ok(nbf < Date.now() / 1000 && exp > Date.now() / 1000 && exp - nbf <= 1805, `${nbf} to ${exp}`)
    assert.equal(createHmac("sha256", pair.secret).update(`${head}.${claims}`).digest("base64url"), signature)
  }
})

inBrowser("providers of one's own are kept with their names, their paths and their ways of speaking", async ({ page, context, url, sandbox }) => {
  const provider = await sandbox({ args: ["--no-auth"] })
  const proxy = await proxyOf("/proxy/kling")
  proxy.leadTo(provider.url)
  const creates = posts(context)
  const studio = new Studio(page)
  await studio.open(url)
  await studio.useCustom({ name: "Through the proxy", url: proxy.url, speaks: "Kling", prefix: "/proxy/kling" })
  await studio.useCustom({ name: "The third", url: provider.url, speaks: "apimodels.app" })
  await page.reload()
  await studio.use("Through the proxy")
  await studio.fill({ Sound: "Wind", "Duration in seconds": "3" })
  await studio.generate.click()
  await studio.isKept("Wind")
  assert.equal(creates.at(-1).url(), `${proxy.url}/proxy/kling/v1/audio/text-to-audio`)
  await studio.use("The third")
  await studio.generate.click()
  await page.waitForFunction(() => document.querySelectorAll("article").length === 2)
  await studio.isKept("Wind")
  assert.equal(creates.at(-1).url(), `${provider.url}/api/v1/audio/generations`)
  await proxy.close()
})

inBrowser("who changes the provider keeps what was typed, and sees what is not taken", async ({ page, url, sandbox, context }) => {
  const provider = await sandbox({ args: ["--no-auth"] })
  const creates = posts(context)
  const studio = new Studio(page)
  await studio.open(url)
  await studio.useCustom({ name: "Straight", url: provider.url, speaks: "Kling" })
  await studio.fill({ Sound: "Wind in the reeds", "Duration in seconds": "3", "External id": "mine-1" })
  await studio.useCustom({ name: "Around", url: provider.url, speaks: "apimodels.app" })
  assert.equal(await studio.field("External id").inputValue(), "mine-1")
  await page.getByText("Around takes no external id: it stays here and is not sent.").waitFor()
  await studio.generate.click()
  await studio.isKept("Wind in the reeds")
  assert.equal(creates.at(-1).postDataJSON().external_task_id, undefined)
  await studio.use("Straight")
  assert.equal(await studio.field("External id").inputValue(), "mine-1")
})

inBrowser("a double click sends one create, also under an id of one's own", async ({ page, url, sandbox, context }) => {
  const provider = await sandbox({ args: ["--no-auth"] })
  const creates = posts(context)
  const studio = new Studio(page)
  await studio.open(url)
  await studio.useCustom({ url: provider.url, speaks: "Kling" })
  await studio.fill({ Sound: "Rain", "Duration in seconds": "3", "External id": "mine-1" })
  await studio.generate.dblclick()
  await studio.isKept("Rain")
  assert.deepEqual(creates.map((create) => create.postDataJSON().external_task_id), ["mine-1"])
})

inBrowser("a key is set for the provider that wants it, whoever is chosen", async ({ page, url, sandbox, context, expectError }) => {
  expectError(/401/)
  const mine = await sandbox({ args: ["--key", KEY, "--pace", "time:700:4000"] })
  const other = await sandbox({ args: ["--no-auth"] })
  const studio = new Studio(page)
  await studio.open(url)
  await studio.useCustom({ name: "Mine", url: mine.url, speaks: "Kling", key: KEY })
  await studio.fill({ Sound: "Rain", "Duration in seconds": "3" })
  await studio.generate.click()
  await studio.card("Rain").getByText(/submitted|processing/i).first().waitFor()
  await studio.useCustom({ name: "Other", url: other.url, speaks: "Kling" })
  await page.reload()
  const sent = []
  context.on("request", (request) => sent.push(request))
  await studio.card("Rain").getByRole("button", { name: "Set the key" }).click()
  assert.equal(await studio.settings.getByRole("combobox", { name: "Provider" }).inputValue(), "custom-1")
  await page.keyboard.type(KEY)
  await page.keyboard.press("Enter")
  await studio.isKept("Rain")
  for (const request of sent) {
    if (!request.url().startsWith(mine.url)) assert.equal((await request.allHeaders()).authorization, undefined)
  }
})

inBrowser("what one tab sets is not undone by another, and each keeps what is typed in it", async ({ page, context, url }) => {
  const [one, two] = [new Studio(page), new Studio(await context.newPage())]
  await one.open(url)
  await two.open(url)
  await one.useCustom({ name: "From one", url: "http://127.0.0.1:9", speaks: "Kling" })
  await two.use("CometAPI")
  await one.prompt.fill("Typed in one")
  await two.prompt.fill("Typed in two")
  await one.page.reload()
  assert.equal(await one.prompt.inputValue(), "Typed in one")
  await one.use("From one")
})

inBrowser("bytes that are gone are said to be gone", async ({ page, url }) => {
  const studio = new Studio(page)
  await studio.open(url)
  await studio.fill({ Sound: "Rain", "Duration in seconds": "3" })
  await studio.generate.click()
  await studio.isKept("Rain")
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        const open = indexedDB.open("foley")
        open.onsuccess = () => {
          const database = open.result
          const writing = database.transaction("takes", "readwrite")
          writing.objectStore("takes").clear()
          writing.oncomplete = () => resolve(database.close())
        }
      }),
  )
  await studio.card("Rain").getByRole("link", { name: "Save WAV" }).click()
  await studio.card("Rain").getByText("The browser no longer has this take's bytes.").waitFor()
})

inBrowser("what a page may not read plays where it is, and is kept once it may", async ({ page, url, sandbox, expectError }) => {
  expectError(/blocked by CORS policy|ERR_FAILED/)
  // The files' host lets no page read them, as many do.
  const proxy = await proxyOf("", (headers, path) => {
    if (path.startsWith("/assets/")) delete headers["access-control-allow-origin"]
  })
  const provider = await sandbox({ args: ["--no-auth", "--base-url", proxy.url] })
  proxy.leadTo(provider.url)
  const studio = new Studio(page)
  await studio.open(url)
  await studio.useCustom({ name: "Mine", url: proxy.url, speaks: "Kling" })
  await studio.fill({ Sound: "Rain", "Duration in seconds": "3" })
  await studio.generate.click()
  const card = studio.card("Rain")
  await card.getByText(/could not read it/).waitFor({ timeout: 60_000 })
  assert.match(await card.getByRole("link", { name: "Open WAV" }).getAttribute("href"), /\/assets\/.*\.wav/)
  const audio = card.locator("audio")
  await audio.evaluate((element) => element.play())
  await plays(audio)
  proxy.changeNothing()
  await page.reload()
  await studio.card("Rain").getByRole("button", { name: "Try to keep it" }).click()
  await studio.isKept("Rain")
  await proxy.close()
})

inBrowser("a limit that a provider's pages disagree on is a warning that can be passed over", async ({ page, url, sandbox, context }) => {
  const provider = await sandbox({ args: ["--no-auth"] })
  const creates = posts(context)
  const studio = new Studio(page)
  await studio.open(url)
  await studio.useCustom({ url: provider.url, speaks: "apimodels.app" })
  const prompt = "rain ".repeat(60).trim()
  await studio.fill({ Sound: prompt, "Duration in seconds": "3" })
  await page.getByText(/^Check: .*200/).waitFor()
  await page.getByRole("button", { name: /^Generate anyway/ }).click()
  await studio.takes.getByRole("button", { name: /^Play/ }).waitFor({ timeout: 60_000 })
  assert.equal(creates.at(-1).postDataJSON().prompt, prompt)
})

inBrowser("tasks of elsewhere are listed page by page, and taken up", async ({ page, url, sandbox }) => {
  const provider = await sandbox({ args: ["--key", KEY, "--pace", "time:10:10"] })
  const create = async (number) => {
    const response = await fetch(`${provider.url}/v1/audio/text-to-audio`, {
      method: "POST",
      headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json" },
      body: JSON.stringify({ prompt: `Wind ${number}`, duration: 3, external_task_id: `night-${number}` }),
    })
    return (await response.json()).data.task_id
  }
  const ids = []
  for (let number = 0; number < 23; number++) ids.push(await create(number))
  const studio = new Studio(page)
  await studio.open(url)
  await studio.useCustom({ name: "Work", url: provider.url, speaks: "Kling", key: KEY })
  await page.getByRole("button", { name: "Tasks at Work" }).click()
  const dialog = page.getByRole("dialog", { name: "Tasks at Work" })
  const rows = dialog.getByRole("list", { name: "Tasks" }).getByRole("listitem")
  await rows.nth(19).waitFor()
  assert.equal(await rows.count(), 20)
  await dialog.getByRole("button", { name: "Older" }).click()
  await dialog.getByText("Page 2").waitFor()
  await dialog.getByText("Your id: night-0").waitFor()
  assert.equal(await rows.count(), 3)
  await dialog.getByRole("button", { name: `Take up ${ids[0]}` }).evaluate((button) => {
    button.focus()
    button.click()
    button.click()
  })
  await dialog.getByText("Here", { exact: true }).waitFor()
  assert.equal(await page.evaluate(() => document.activeElement.textContent), ids[0], "the focus stays there")
  // And by an id alone, of which nothing else is known.
  await dialog.getByRole("textbox", { name: "Task id" }).fill(ids[1])
  await dialog.getByRole("button", { name: "Take up", exact: true }).click()
  await dialog.getByText(`${ids[1]} is taken up`).waitFor()
  await dialog.getByRole("textbox", { name: "Task id" }).fill(ids[1])
  await dialog.getByRole("button", { name: "Take up", exact: true }).click()
  await dialog.getByText(`${ids[1]} is among your takes already`).waitFor()
  await dialog.getByRole("button", { name: "Done" }).click()
  await page.waitForFunction(() => document.querySelectorAll("article button.play").length === 2)
  const { bytes } = await studio.save(new RegExp(ids[0]))
  assert.equal(listen(bytes).seconds, 3)
})

inBrowser("without a key and a network the page speaks and films by itself", { timeout: 180_000 }, async ({ page, context, url }) => {
  const fetched = []
  context.on("request", (request) => fetched.push(request.url()))
  const asked = await unplug(context, url)
  const isStudio = (url) => /foley-sandbox-(voice|english|film)/.test(url)
  const studio = new Studio(page)
  await studio.open(url)
  await studio.fill({ Sound: "Rain", "Duration in seconds": "3" })
  await studio.generate.click()
  await studio.isKept("Rain")
  assert.deepEqual(fetched.filter(isStudio), [], "who makes sounds only never downloads it")
  await studio.make("Speech")
  await studio.fill(SPEECH.fields)
  await studio.generate.click()
  await studio.isKept(SPEECH.fields.Text)
  await studio.play(SPEECH.fields.Text)
  assert.ok(fetched.some(isStudio) && page.workers().some((worker) => isStudio(worker.url())))
  await studio.make("Video")
  await studio.fill({ Video: "A night train", "Duration in seconds": "5" })
  await studio.generate.click()
  await studio.watch("A night train")
  await studio.card("A night train").getByRole("button", { name: "Sound for this video" }).click()
  await studio.fill({ "Sound effects": "a train on its rails" })
  await studio.generate.click()
  await studio.isKept(/a train on its rails/)
  await studio.play(/a train on its rails/)
  assert.deepEqual(asked, [], "nobody else was asked for anything")
})

/** A proxy that serves another server's paths below its own, and may change the headers of its answers. */
async function proxyOf(prefix, change = () => {}) {
  let target
  let changes = change
  const server = createServer((request, response) => {
    if (!request.url.startsWith(`${prefix}/`)) return response.writeHead(404).end()
    const { method, headers } = request
    const path = request.url.slice(prefix.length)
    const onwards = connect(target + path, { method, headers }, (answer) => {
      changes(answer.headers, path)
      response.writeHead(answer.statusCode, answer.headers)
      answer.pipe(response)
    })
    request.pipe(onwards)
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    leadTo: (url) => (target = url),
    changeNothing: () => (changes = () => {}),
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  }
}

/** The requests that make something, as they are sent. */
function posts(context) {
  const posts = []
  context.on("request", (request) => {
    if (request.method() === "POST") posts.push(request)
  })
  return posts
}

/** A body without the name that the engine gave its task. */
function withoutNames({ external_task_id, ...body }) {
  return body
}

async function plays(video) {
  await video.evaluate(
    (element) =>
      new Promise((resolve) => {
        const look = () => (element.currentTime > 0.2 ? resolve() : requestAnimationFrame(look))
        look()
      }),
  )
}

function decoded(part) {
  return JSON.parse(Buffer.from(part, "base64url").toString())
}
