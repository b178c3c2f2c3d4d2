// `cargo xtask bench synth` in a worker: is told of a module, and answers with what measure.mjs says of it.

import { measure } from "./measure.mjs"

self.addEventListener("message", async ({ data: { glue, module, rounds } }) => {
  try {
    const bytes = await (await fetch(module)).arrayBuffer()
    self.postMessage({ lines: await measure(glue, bytes, rounds) })
  } catch (error) {
    self.postMessage({ error: `${error}` })
  }
})
