// The JavaScript side of `cargo xtask bench engine`: the engine in wasm, with many live jobs. Writes medians
// in nanoseconds and the memory that a job takes, as JSON.
//
//     node engine.mjs MODULE [TIMES]

import { createRequire } from "node:module"

const [modulePath, times = "2000"] = process.argv.slice(2)
const foley = createRequire(import.meta.url)(modulePath)

// The largest first, while the memory is as small as it gets: it never shrinks.
const crowds = [...foley.crowds()].toSorted((one, other) => other - one)
const before = foley.memory_bytes()
const [largest] = crowds
const crowded = new foley.JsCrowd(largest)
const bytesPerJob = (foley.memory_bytes() - before) / largest

const medians = crowds.flatMap((jobs) => {
  const crowd = jobs === largest ? crowded : new foley.JsCrowd(jobs)
  return foley.cases().map((name, index) => {
    for (let done = 0; done < Number(times) / 2; done += 1) time(crowd, index)
    const samples = Array.from({ length: Number(times) }, () => time(crowd, index))
    return { name: `${name}-${jobs}`, wasm: median(samples) }
  })
})

console.log(JSON.stringify({ bytesPerJob, medians }))

/** How long it takes once, without what comes before and after. */
function time(crowd, index) {
  crowd.prepare(index)
  const began = process.hrtime.bigint()
  const wanted = crowd.happen()
  const took = process.hrtime.bigint() - began
  if (!Number.isFinite(wanted)) throw new Error("it returned no number")
  return Number(took)
}

function median(values) {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)]
}
