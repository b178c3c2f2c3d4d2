// What the page's modules weigh: lines of a file's name and its bytes, as they are, by gzip and by
// brotli, each at its best, with tabs between.
//
//     node sizes.mjs FOLDER

import { readFile, readdir } from "node:fs/promises"
import { join } from "node:path"
import { brotliCompressSync, gzipSync } from "node:zlib"

const [folder] = process.argv.slice(2)
for (const name of (await readdir(folder)).toSorted()) {
  if (!/\.(wasm|js)$/.test(name)) continue
  const bytes = await readFile(join(folder, name))
  const gzip = gzipSync(bytes, { level: 9 }).length
  console.log([name, bytes.length, gzip, brotliCompressSync(bytes).length].join("\t"))
}
