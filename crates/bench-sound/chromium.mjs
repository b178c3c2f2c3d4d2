// `cargo xtask bench synth` in Chromium: what measure.mjs says of a module in a worker, as the page's are.
//
//     node chromium.mjs GLUE [ROUNDS]

import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { basename, dirname, join } from "node:path"
import { launch } from "../../tests/e2e/chromium.mjs"
import { serve } from "../xtask/serve.mjs"

const [glue, rounds = "5"] = process.argv.slice(2)
const folder = dirname(glue)
for (const script of ["measure.mjs", "worker.mjs"]) {
  await copyFile(join(import.meta.dirname, script), join(folder, script))
}
await writeFile(join(folder, "index.html"), "<!doctype html><title>Bench</title>")

const profile = await mkdtemp(join(tmpdir(), "foley-bench-"))
const server = await serve(folder)
const browser = await launch(profile)
try {
  const page = await browser.newPage()
  await page.goto(server.url)
  const told = {
    glue: `./${basename(glue)}`,
    module: `./${basename(glue, ".js")}_bg.wasm`,
    rounds: Number(rounds),
  }
  console.log(await page.evaluate(inWorker, told))
} finally {
  await browser.close()
  await server.close()
  await rm(profile, { recursive: true, force: true })
}

/** Runs in the page. */
function inWorker(told) {
  const worker = new Worker("./worker.mjs", { type: "module" })
  return new Promise((resolve, reject) => {
    worker.addEventListener("error", ({ message }) => reject(new Error(message)))
    worker.addEventListener("message", ({ data: { lines, error } }) => {
      if (error) reject(new Error(error))
      else resolve(lines)
    })
    worker.postMessage(told)
  })
}
