// A provider that fails as it is told to: a proxy on an origin of its own, before a sandbox server that
// knows nothing of it. What was asked, and when, stands here; what there is, the server says itself.
//
//   const provider = await faulty(sandbox, { create: [lostAfter()], query: [says(503, "")] })
//   await studio.useCustom({ url: provider.url, speaks: "Kling" })
//   ...
//   assert.equal(provider.asked("create").length, 1)
//
// A script says what becomes of the first request of its kind, of the second, and so on; after its end
// all goes well. Preflights are of no kind, and go well.

import { EventEmitter, once } from "node:events"
import { createServer, request as connect } from "node:http"

/** Nobody else hears of the request: its connection is dropped. */
export const lost = () => ({ socket }) => socket.destroy()

/** The provider does what it is asked to, and the connection is dropped before it says so. */
export const lostAfter = () => async ({ socket, onwards }) => {
  await onwards()
  socket.destroy()
}

/** Nobody answers, until the page gives the call up. */
export const silent = () => ({ socket }) => once(socket, "close")

/** The provider does what it is asked to, and nobody answers, until the page gives the call up. */
export const silentAfter = () => async ({ socket, onwards }) => {
  const gone = once(socket, "close")
  await onwards()
  await gone
}

/** Somebody in between says this; the provider never hears of the request. */
export const says = (status, body, headers = {}) => ({ write }) => write(status, headers, body)

/** The provider does what it is asked to, and somebody in between says this in its place. */
export const saysAfter = (status, body, headers = {}) => async ({ onwards, write }) => {
  await onwards()
  write(status, headers, body)
}

/** The provider's own answer, changed: `change` gets it, its body read, and returns what is said. */
export const rewrites = (change) => async ({ onwards, write }) => {
  const { status, headers, body } = await onwards()
  write(status, headers, JSON.stringify(change(JSON.parse(body))))
}

/** The provider's own answer, which no page may read. */
export const keptFromPages = () => async ({ onwards, write }) => {
  const { status, headers, body } = await onwards()
  delete headers["access-control-allow-origin"]
  write(status, headers, body, "")
}

/**
 * Starts such a provider. `sandbox` is that of harness.mjs. Tasks are done at the first look, but
 * where `work` says how many milliseconds they take; `args` are further ones of the server's.
 *
 * `reuse` lets connections live on, so that the browser may send again by itself what it lost on one of
 * those; else each request has a connection of its own, and what is lost is lost.
 */
export async function faulty(sandbox, { create = [], query = [], file = [], args = [], work = 10, reuse = false } = {}) {
  const script = { create: [...create], query: [...query], file: [...file] }
  const asked = []
  const news = new EventEmitter()
  let target
  const server = createServer(async (request, response) => {
    const kind = kindOf(request)
    const body = await read(request)
    const at = performance.now()
    const record = { kind, at, url: request.url, body: body.toString() }
    if (kind) {
      asked.push(record)
      news.emit("asked")
    }
    const step = script[kind]?.shift() ?? goesWell
    const onwards = () => forward(target, request, body)
    const write = (status, headers, body, origin = request.headers.origin) => {
      record.status = status
      const cors = origin && { "access-control-allow-origin": origin, "access-control-expose-headers": EXPOSED }
      const { "transfer-encoding": _, connection: __, ...rest } = headers
      response.writeHead(status, {
        "content-type": "application/json",
        ...rest,
        ...cors,
        "content-length": Buffer.byteLength(body),
        ...(!reuse && { connection: "close" }),
      })
      response.end(body)
    }
    try {
      await step({ socket: request.socket, onwards, write })
    } catch (error) {
      // The page has gone, or the server; nobody is left to be told.
      request.socket.destroy()
    }
  })
  server.keepAliveTimeout = 60_000
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  // A test that fails does not wait for it.
  server.unref()
  const url = `http://127.0.0.1:${server.address().port}`
  const own = await sandbox({ args: ["--no-auth", "--pace", `time:10:${work}`, "--base-url", url, ...args] })
  target = own.url
  return {
    url,
    /** What was asked so far, of one kind or of all. */
    asked: (kind) => asked.filter((one) => !kind || one.kind === kind),
    /** Waits until so many requests of a kind have come. */
    when: async (kind, count) => {
      while (asked.filter((one) => one.kind === kind).length < count) await once(news, "asked")
    },
    /** What becomes of the next requests of a kind, before what is left of its script. */
    next: (kind, ...steps) => script[kind].unshift(...steps),
    /** The tasks that the provider has, as its own list says. */
    tasks: async (path = "/v1/audio/text-to-audio") => {
      const { data } = await (await fetch(`${own.url}${path}?pageNum=1&pageSize=100`)).json()
      return data
    },
    /** Asks the provider itself for a task, as somebody elsewhere would. */
    create: async (body, path = "/v1/audio/text-to-audio") => {
      const headers = { "content-type": "application/json" }
      const answer = await fetch(`${own.url}${path}`, { method: "POST", headers, body: JSON.stringify(body) })
      return (await answer.json()).data
    },
  }
}

/** What a page may read of an answer, besides what it always may. */
const EXPOSED = "retry-after, ratelimit, ratelimit-remaining, ratelimit-reset, x-ratelimit-remaining, x-ratelimit-reset, date"

const goesWell = async ({ onwards, write }) => {
  const { status, headers, body } = await onwards()
  write(status, headers, body)
}

function kindOf({ method, url }) {
  if (method === "POST") return "create"
  if (method !== "GET") return undefined
  return url.startsWith("/assets/") ? "file" : "query"
}

async function forward(target, { method, url, headers }, body) {
  const onwards = connect(target + url, { method, headers: { ...headers, connection: "close" } })
  onwards.end(body)
  const [answer] = await once(onwards, "response")
  return { status: answer.statusCode, headers: answer.headers, body: await read(answer) }
}

async function read(stream) {
  const chunks = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}
