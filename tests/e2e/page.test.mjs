// The page as a whole, before anything is done with it.

import assert from "node:assert/strict"
import { inBrowser } from "./harness.mjs"

inBrowser("the page loads without an error", async ({ page, url }) => {
  const response = await page.goto(url, { waitUntil: "networkidle" })
  assert.equal(response.status(), 200)
  assert.match(await page.title(), /Foley/)
})
