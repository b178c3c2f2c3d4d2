// A host of videos on an origin of its own, as somebody else may have one.

import { readFile } from "node:fs/promises"
import { createServer } from "node:http"

const SAMPLES = new URL("./samples/", import.meta.url)

/**
 * Serves `/open/NAME` to every page and `/closed/NAME` to none of another origin. NAME is a sample's, one
 * that begins with `cut-`, of which half is served, `page`, `large` or `gone`.
 */
export async function videoHost() {
  const server = createServer(async ({ url }, response) => {
    const [, cors, name] = url.split("/")
    if (cors === "open") response.setHeader("access-control-allow-origin", "*")
    if (name === "page") return response.setHeader("content-type", "text/html").end("<!doctype html><p>Sign in</p>")
    if (name === "large") return response.setHeader("content-length", 101_000_000).end(Buffer.alloc(101_000_000))
    if (name === "gone") return response.writeHead(404).end()
    const bytes = await readFile(new URL(name.replace("cut-", ""), SAMPLES))
    response.end(name.startsWith("cut-") ? bytes.subarray(0, bytes.length / 2) : bytes)
  })
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready))
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() }
}
