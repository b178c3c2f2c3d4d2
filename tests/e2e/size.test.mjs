// What a visitor downloads, to the byte: a budget that is outgrown fails, and is raised on purpose or
// not at all. Compressed as a static host would (brotli, best).

import assert from "node:assert/strict"
import { readFile, readdir } from "node:fs/promises"
import { join } from "node:path"
import { test } from "node:test"
import { brotliCompressSync, gzipSync } from "node:zlib"
import { dist } from "./places.mjs"

const BUDGETS = [
  // The forms, cards and settings of four operations at any number of providers; and, for 30,000 of it,
  // the queue, the tabs, the log of each job, what is known of each file, and how room is made. What is
  // not needed at once should be fetched later: 300,000 is what a page should have.
  { what: "the page's wasm", file: /^foley-web-.*_bg\.wasm$/, brotli: 430_000 },
  { what: "the page's JavaScript", file: /^foley-web-.*\.js$/, brotli: 12_000 },
  { what: "the page's HTML and CSS", file: /^index\.html$/, brotli: 4_600 },
  { what: "what starts a worker", file: /^foley-worker\.js$/, brotli: 600 },
  { what: "the sandbox's wasm, fetched when it is used", file: /^foley-sandbox-worker_bg\.wasm$/, brotli: 320_000 },
  { what: "the sandbox's JavaScript", file: /^foley-sandbox-worker\.js$/, brotli: 7_000 },
  { what: "the MP3 encoder's wasm, fetched when something is made", file: /^foley-sandbox-mp3_bg\.wasm$/, brotli: 81_500 },
  { what: "the voice's wasm, fetched when something is spoken", file: /^foley-sandbox-voice_bg\.wasm$/, brotli: 142_000 },
  { what: "the English voice's wasm, fetched when something is spoken in English", file: /^foley-sandbox-english_bg\.wasm$/, brotli: 1_600_000 },
  { what: "the film maker's wasm, fetched when there is a video", file: /^foley-sandbox-film_bg\.wasm$/, brotli: 200_000 },
]

for (const { what, file, brotli } of BUDGETS) {
  test(`${what} stays within ${brotli} bytes`, async () => {
    const names = (await readdir(dist)).filter((name) => file.test(name))
    assert.equal(names.length, 1, `one file, not ${names}`)
    const bytes = await readFile(join(dist, names[0]))
    const size = { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes).length }
    console.log(`${what}: ${JSON.stringify(size)}`)
    assert.ok(size.brotli <= brotli, `${size.brotli} bytes`)
  })
}
