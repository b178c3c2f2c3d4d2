// What is kept of a sound: every format that its provider has, each as what it is, with a hash.

import assert from "node:assert/strict"
import { createHash } from "node:crypto"
import { once } from "node:events"
import { createServer } from "node:http"
import { readFile } from "node:fs/promises"
import { inBrowser } from "./harness.mjs"
import { Studio, listen } from "./studio.mjs"

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex")

inBrowser("a sound that is there in two formats is kept in both", async ({ page, context, url, sandbox }) => {
  const provider = await withMp3(await sandbox({ args: ["--no-auth"] }))
  try {
    await context.grantPermissions(["clipboard-read", "clipboard-write"])
    const studio = new Studio(page)
    await studio.open(url)
    await studio.useCustom({ url: provider.url, speaks: "Kling" })
    await studio.describe("Rain", "3")
    await studio.generate.click()
    await studio.isKept("Rain")
    const card = studio.card("Rain")
    const wav = await save(page, card, "Save WAV")
    const mp3 = await save(page, card, "Save MP3")
    assert.deepEqual([wav.name, mp3.name], ["rain.wav", "rain.mp3"])
    assert.equal(listen(wav.bytes).seconds, 3)
    assert.ok(mp3.bytes.equals(MP3))
    assert.equal(provider.fetched(), 1)
    await studio.play("Rain")

    await card.getByRole("button", { name: "Details" }).click()
    const rows = card.getByRole("list", { name: "Files" }).getByRole("listitem")
    for (const [index, { bytes }] of [wav, mp3].entries()) {
      await rows.nth(index).getByText(sha256(bytes).slice(0, 12)).waitFor()
      await rows.nth(index).getByRole("button", { name: /^Copy/ }).click()
      await rows.nth(index).getByRole("button", { name: /^Copied/ }).waitFor()
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), sha256(bytes))
    }

    await page.reload()
    assert.ok((await save(page, card, "Save MP3")).bytes.equals(MP3), "after a reload, too")
  } finally {
    await provider.close()
  }
})

inBrowser("a format that does not come is a note beside the sound that did", async ({ page, url, sandbox, expectError }) => {
  expectError(/404/)
  const provider = await withMp3(await sandbox({ args: ["--no-auth"] }), { gone: true })
  try {
    const studio = new Studio(page)
    await studio.open(url)
    await studio.useCustom({ url: provider.url, speaks: "Kling" })
    await studio.describe("Rain", "3")
    await studio.generate.click()
    await studio.play("Rain")
    const card = studio.card("Rain")
    await card.getByText("It did not come in another format: The file's host refused it (HTTP 404).").waitFor()
    provider.mend()
    await card.getByRole("button", { name: "Look for the other format" }).click()
    await card.getByRole("link", { name: "Save MP3" }).waitFor({ timeout: 60_000 })
    await card.getByRole("link", { name: "Save WAV" }).waitFor()
  } finally {
    await provider.close()
  }
})

inBrowser("a file is kept as what it is, whatever it was said to be", async ({ page, url, sandbox }) => {
  const provider = await withMp3(await sandbox({ args: ["--no-auth"] }), { asWav: true })
  try {
    const studio = new Studio(page)
    await studio.open(url)
    await studio.useCustom({ url: provider.url, speaks: "Kling" })
    await studio.describe("Rain", "3")
    await studio.generate.click()
    await studio.isKept("Rain")
    const card = studio.card("Rain")
    const { name, bytes } = await save(page, card, "Save MP3")
    assert.equal(name, "rain.mp3")
    assert.ok(bytes.equals(MP3))
    await studio.play("Rain")
    await card.getByRole("button", { name: "Details" }).click()
    await card.getByText("came as MP3, said to be WAV").waitFor()
    assert.equal(await card.getByRole("link", { name: "Save WAV" }).count(), 0)
  } finally {
    await provider.close()
  }
})

inBrowser("a file whose bytes have changed says so, and is given all the same", async ({ page, url }) => {
  const studio = new Studio(page)
  await studio.open(url)
  await studio.describe("Rain", "3")
  await studio.generate.click()
  await studio.isKept("Rain")
  await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const open = indexedDB.open("foley")
        open.onerror = reject
        open.onsuccess = () => {
          const change = open.result.transaction("takes", "readwrite")
          const takes = change.objectStore("takes")
          takes.getAllKeys().onsuccess = ({ target }) => takes.put(new Blob(["RIFF"]), target.result[0])
          change.onabort = reject
          change.oncomplete = resolve
        }
      }),
  )
  const card = studio.card("Rain")
  assert.equal((await save(page, card, "Save WAV")).bytes.toString(), "RIFF")
  await card.getByText("The WAV's bytes are no longer those that were kept: it may be damaged.").waitFor()
})

inBrowser("a page without cryptography keeps a sound without a hash", async ({ page, url }) => {
  await page.addInitScript(() => delete Crypto.prototype.subtle)
  const studio = new Studio(page)
  await studio.open(url)
  await studio.describe("Rain", "3")
  await studio.generate.click()
  await studio.isKept("Rain")
  const card = studio.card("Rain")
  await card.getByRole("button", { name: "Details" }).click()
  await card.getByRole("list", { name: "Files" }).getByText(/^WAV · /).waitFor()
  assert.equal(await card.getByText("SHA-256").count(), 0)
  assert.equal(listen((await save(page, card, "Save WAV")).bytes).seconds, 3)
})

/** Half a second of MP3: frames of MPEG-1 Layer III, 32 kbit/s, mono, with nothing in them. */
const MP3 = Buffer.concat(
  Array.from({ length: 20 }, () => Buffer.concat([Buffer.from([0xff, 0xfb, 0x10, 0xc0]), Buffer.alloc(100)])),
)

/**
 * A proxy before a sandbox, whose sounds are there as MP3, too. `gone`: not when they are asked for, until
 * it is mended. `asWav`: there is nothing else, and it is said to be WAV.
 */
async function withMp3(sandbox, { gone = false, asWav = false } = {}) {
  let fetched = 0
  let isGone = gone
  const server = createServer(async (request, response) => {
    const own = `http://${request.headers.host}`
    if (/\/sound\.(mp3|wav)$/.test(request.url)) {
      fetched += 1
      const headers = { "access-control-allow-origin": "*", "content-type": "application/octet-stream" }
      return response.writeHead(isGone ? 404 : 200, headers).end(isGone ? "" : MP3)
    }
    const chunks = []
    for await (const chunk of request) chunks.push(chunk)
    const { host: _, ...headers } = request.headers
    const answer = await fetch(sandbox.url + request.url, {
      method: request.method,
      headers,
      body: chunks.length > 0 ? Buffer.concat(chunks) : undefined,
    })
    let body = Buffer.from(await answer.arrayBuffer())
    if (answer.headers.get("content-type")?.includes("json")) {
      const [key, url] = asWav ? ["url_wav", `${own}/sound.wav`] : ["url_mp3", `${own}/sound.mp3`]
      body = body.toString().replace(/"url_wav":("[^"]*")/, (known) => (asWav ? "" : `${known},`) + `"${key}":"${url}"`)
    }
    const { "content-length": __, "transfer-encoding": ___, ...kept } = Object.fromEntries(answer.headers)
    response.writeHead(answer.status, kept).end(body)
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    fetched: () => fetched,
    mend: () => (isGone = false),
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  }
}

/** Downloads one of a card's files. */
async function save(page, card, name) {
  const download = page.waitForEvent("download")
  await card.getByRole("link", { name }).click()
  const file = await download
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
}
