// Where the tests find what they test.

import { join, resolve } from "node:path"

/** The project's folder. */
export const root = resolve(import.meta.dirname, "../..")

/** The built page. */
export const dist = join(root, "dist")

/** What a failed test leaves behind. */
export const results = join(root, "tests/e2e/results")

/** Where cargo builds. */
export const target = resolve(root, process.env.CARGO_TARGET_DIR ?? "target")
