// The sandbox over real HTTP, and the relay: the same program that users run, on a port of its own.

import { spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { target } from "./places.mjs"

const STARTS_WITHIN = 10_000
const ENDS_WITHIN = 5_000

/**
 * Starts `foley-server sandbox` with further arguments, and resolves once it listens. `url` is its
 * base URL, without a slash at the end; `stop()` ends it as Ctrl+C would and gives its exit code,
 * or nothing if it had to be killed. It may be stopped twice.
 */
export function sandboxServer({ args = [] } = {}) {
  return foleyServer("sandbox", { args: ["--log", "off", ...args] })
}

/** The same for `foley-server relay`, with its keys in `env`. */
export function relayServer({ args = [], env }) {
  return foleyServer("relay", { args: ["--log", "off", ...args], env })
}

async function foleyServer(command, { args, env = {} }) {
  const program = process.env.FOLEY_SERVER ?? join(target, "debug/foley-server")
  const child = spawn(program, [command, "--port", "0", ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  })
  const kill = () => child.kill("SIGKILL")
  process.once("exit", kill)
  const ended = once(child, "exit").finally(() => process.off("exit", kill))
  // Nobody may be waiting for it yet.
  ended.catch(() => {})
  try {
    return { url: await listening(child, ended), stop: () => stop(child, ended) }
  } catch (error) {
    kill()
    throw error
  }
}

function listening(child, ended) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`foley-server said no address in ${STARTS_WITHIN} ms`)),
      STARTS_WITHIN,
    )
    // Read to the end, so that the server never waits for a reader.
    createInterface({ input: child.stdout }).on("line", (line) => {
      const url = /listening on (http:\/\/\S+)/.exec(line)?.[1]
      if (url) {
        clearTimeout(late)
        resolve(url.replace(/\/$/, ""))
      }
    })
    ended.then(
      ([code]) => reject(new Error(`foley-server ended with ${code} before it listened`)),
      (error) => reject(new Error(`foley-server can't be started: ${error.message}`)),
    ).finally(() => clearTimeout(late))
  })
}

async function stop(child, ended) {
  const late = setTimeout(() => child.kill("SIGKILL"), ENDS_WITHIN)
  if (child.exitCode === null) child.kill("SIGINT")
  const [code] = await ended
  clearTimeout(late)
  return code
}
