// Serves a folder of static files to this machine only. `cargo xtask play` runs it as a program,
// the end-to-end tests import it.

import { createServer } from "node:http"
import { fileURLToPath } from "node:url"
import { realpathSync } from "node:fs"
import sirv from "sirv"

const HOST = "127.0.0.1"

// How many ports are tried, the asked one included, before giving up.
const TRIES = 20

/**
 * Serves `folder` at http://127.0.0.1:port/, or at the next free port. Port 0 means any.
 * `close()` drops the connections that browsers keep open, too.
 */
export async function serve(folder, port = 0) {
  // Files are read when asked for, so that a new build shows on reload; an ETag spares the rest.
  const files = sirv(folder, { dev: true, etag: true })
  const server = createServer((request, response) => files(request, response))
  const last = port === 0 ? 0 : Math.min(port + TRIES - 1, 65535)
  for (let next = port; ; next += 1) {
    try {
      await listen(server, next)
      break
    } catch (error) {
      const taken = error.code === "EADDRINUSE" || error.code === "EACCES"
      if (!taken || next >= last) throw error
    }
  }
  return {
    port: server.address().port,
    url: `http://${HOST}:${server.address().port}/`,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, HOST, () => {
      server.off("error", reject)
      resolve()
    })
  })
}

// As a program: `node serve.mjs FOLDER PORT` prints the URL and serves until its standard input
// ends, so that it never outlives the one that started it.
if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [folder, port] = process.argv.slice(2)
  try {
    const server = await serve(folder, Number(port))
    console.log(server.url)
    process.stdin.resume()
    process.stdin.on("end", () => process.exit(0))
  } catch (error) {
    console.error(`the page can't be served from port ${port} on: ${error.message}`)
    process.exit(1)
  }
}
