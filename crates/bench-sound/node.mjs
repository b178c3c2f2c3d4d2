// `cargo xtask bench synth` under Node: what measure.mjs says of a module.
//
//     node node.mjs GLUE [ROUNDS]

import { readFile, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { pathToFileURL } from "node:url"
import { measure } from "./measure.mjs"

const [glue, rounds = "5"] = process.argv.slice(2)
// What is written for the web is a module, which Node is to be told.
await writeFile(join(dirname(glue), "package.json"), '{ "type": "module" }')
const bytes = await readFile(glue.replace(/\.js$/, "_bg.wasm"))
console.log(await measure(pathToFileURL(glue).href, bytes, Number(rounds)))
