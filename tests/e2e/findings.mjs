// What axe has to say of a page.

import { readFile } from "node:fs/promises"
import { createRequire } from "node:module"

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

/** What axe finds on the page as it stands, in a line each. */
export async function findings(page) {
  // Through the debugger's channel: a page may forbid scripts that it did not bring.
  await page.evaluate(axe)
  const { violations } = await page.evaluate(() => window.axe.run(document))
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`))
}
