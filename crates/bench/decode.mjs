// The JavaScript side of `cargo xtask bench decode`: our core in wasm, and what a page would do
// without it, on the same payloads, taking turns. Writes medians in nanoseconds, as JSON.
//
//     node decode.mjs MODULE [ROUNDS]

import { createRequire } from "node:module"
import * as z from "zod"

const [modulePath, rounds = "60"] = process.argv.slice(2)
const foley = createRequire(import.meta.url)(modulePath)

// How long one measurement runs: long enough for the clock, short enough for many.
const BATCH_NS = 2e6
// How long each runs before it counts, for V8 to compile it as well as it can.
const WARM_UP_NS = 3e8

// What the calls return ends here, so that none of them can be left out.
let sink = 0

const textOrNumber = z.union([z.string(), z.number()]).transform(String)
const number = z.union([z.string(), z.number()]).transform(Number)
const success = textOrNumber.refine((code) => code === "0" || code === "200")

// As tolerant as our decoder is: what is unknown is kept, numbers may come as texts.
const task = z.looseObject({
  task_id: textOrNumber,
  task_status: z.string(),
  task_status_msg: z.string().optional(),
  task_info: z.looseObject({ external_task_id: textOrNumber.optional() }).optional(),
  task_result: z
    .looseObject({
      audios: z.array(
        z.looseObject({
          id: textOrNumber.optional(),
          url_mp3: z.string().optional(),
          url_wav: z.string().optional(),
          duration_mp3: number.optional(),
          duration_wav: number.optional(),
        }),
      ),
    })
    .optional(),
  final_unit_deduction: textOrNumber.optional(),
  created_at: number.optional(),
  updated_at: number.optional(),
})

const answer = (data) =>
  z.looseObject({
    code: success,
    message: z.string().optional(),
    request_id: textOrNumber.optional(),
    data,
  })

const SCHEMAS = { "finished-task": answer(task), "list-of-500": answer(z.array(task)) }

const form = z.object({
  // Characters as a person counts them, as the core does.
  prompt: z.string().refine((text) => {
    const length = [...text].length
    return length > 0 && length <= 200 && text.trim() !== ""
  }),
  duration: z.number().min(3).max(10).multipleOf(0.1),
  external_task_id: z
    .string()
    .refine((id) => id.trim() !== "" && id !== "." && id !== ".." && !/\p{Cc}/u.test(id)),
  callback_url: z.url({ protocol: /^https?$/ }),
})

const assets = ({ data }) =>
  [data].flat().flatMap(({ task_result }) =>
    task_result.audios.flatMap(({ url_wav, url_mp3 }) => [url_wav, url_mp3].filter(Boolean)),
  ).length

const decoder = new TextDecoder()
const json = (bytes) => JSON.parse(decoder.decode(bytes))

const results = foley.names().map((name, index) => {
  const bytes = new TextEncoder().encode(foley.body(index))
  const schema = SCHEMAS[name]
  if (schema === undefined) throw new Error(`decode.mjs has no schema for ${name}`)
  const [ours, theirs] = [foley.decode(index, bytes), assets(schema.parse(json(bytes)))]
  if (ours !== theirs) throw new Error(`${name}: we find ${ours} assets, zod ${theirs}`)
  const times = medians({
    wasm: () => foley.decode(index, bytes),
    parse: () => json(bytes),
    zod: () => schema.parse(json(bytes)),
  })
  return { name, bytes: bytes.length, ...times }
})

const [prompt, seconds, external_task_id, callback_url] = foley.form()
const duration = Number(seconds)
const fields = { prompt, duration, external_task_id, callback_url }
const violations = () => foley.violations(prompt, duration, external_task_id, callback_url)
const check = () => form.safeParse(fields)
if (violations() !== 0 || !check().success) throw new Error("a good form was refused")
results.push({ name: "validate", ...medians({ wasm: violations, zod: check }) })

console.log(JSON.stringify(results))

/** The median time of one call of each, in nanoseconds. They take turns, so that whatever else the
 * machine does meets all of them. */
function medians(calls) {
  const names = Object.keys(calls)
  const samples = Object.fromEntries(names.map((name) => [name, []]))
  const counts = Object.fromEntries(names.map((name) => [name, warmUp(calls[name])]))
  for (let round = 0; round < Number(rounds); round += 1) {
    for (const name of names) samples[name].push(time(calls[name], counts[name]) / counts[name])
  }
  return Object.fromEntries(names.map((name) => [name, median(samples[name])]))
}

/** Calls until it runs as fast as it will, and says how many calls make a measurement. */
function warmUp(call) {
  let [count, spent, last] = [1, 0, 0]
  while (spent < WARM_UP_NS) {
    last = time(call, count)
    spent += last
    if (last < BATCH_NS) count *= 2
  }
  return count
}

function time(call, count) {
  const began = process.hrtime.bigint()
  for (let done = 0; done < count; done += 1) {
    const value = call()
    sink += typeof value === "number" ? value : 1
  }
  const took = process.hrtime.bigint() - began
  if (!Number.isFinite(sink)) throw new Error("something returned no number")
  return Number(took)
}

function median(values) {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)]
}
