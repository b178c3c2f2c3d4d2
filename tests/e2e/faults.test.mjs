// What goes wrong with real providers, one by one, over real HTTP from another origin. Each of these was
// seen to make a client lose a task that was paid for, pay for it twice, or say something untrue of it.
//
// Nothing here sleeps: a script says what goes wrong, and where time is part of a promise, only that it is
// not undercut.

import assert from "node:assert/strict"
import {
  faulty,
  keptFromPages,
  lost,
  lostAfter,
  rewrites,
  says,
  saysAfter,
  silent,
  silentAfter,
} from "./faulty.mjs"
import { inBrowser } from "./harness.mjs"
import { Studio } from "./studio.mjs"

const PAGE = "<!doctype html><title>502</title><h1>Bad Gateway</h1>"
const HTML = { "content-type": "text/html; charset=utf-8" }

const refusal = (code, message) => JSON.stringify({ code, message, request_id: "req-1", data: null })

/** Begins a job of three seconds of rain at a provider that fails by this script. */
async function begin({ page, url, sandbox }, script, prompt = "Rain") {
  const provider = await faulty(sandbox, script)
  const studio = new Studio(page)
  await studio.open(url)
  await studio.useCustom({ name: "Mine", url: provider.url, speaks: "Kling" })
  await studio.fill({ Sound: prompt, "Duration in seconds": "3" })
  await studio.generate.click()
  return { provider, studio, card: studio.card(prompt) }
}

/** The job is kept, by one create, of which the provider has one task. */
async function isKeptOnce({ provider, studio }) {
  await studio.isKept("Rain")
  assert.equal(provider.asked("create").length, 1, "one create")
  assert.equal((await provider.tasks()).length, 1, "one task")
}

// ---- The look at a task.

inBrowser("a look whose connection drops is survived", async (fixture) => {
  fixture.expectError(/ERR_EMPTY_RESPONSE/)
  const job = await begin(fixture, { query: [lost(), lost()] })
  await isKeptOnce(job)
  assert.ok(job.provider.asked("query").length >= 3)
})

// Each browser has words of its own for it, and nobody else's are looked for.
for (const [browser, words] of [
  ["Chrome", "Failed to fetch"],
  ["Firefox", "NetworkError when attempting to fetch resource."],
  ["Safari", "Load failed"],
]) {
  inBrowser(`a look that dies in ${browser}'s words is survived`, async (fixture) => {
    await fixture.page.addInitScript((words) => {
      const fetch = window.fetch
      window.died = 0
      window.fetch = (input, init) => {
        const { method = "GET", url = String(input) } = input instanceof Request ? input : (init ?? {})
        const isLook = method === "GET" && url.includes("/v1/")
        if (!isLook || window.died > 0) return fetch(input, init)
        window.died += 1
        return Promise.reject(new TypeError(words))
      }
    }, words)
    const job = await begin(fixture, {})
    await isKeptOnce(job)
    assert.equal(await fixture.page.evaluate(() => window.died), 1)
  })
}

for (const [how, asked, seconds, step] of [
  ["429 and Retry-After", "4", 4, says(429, refusal(1302, "too fast"), { "retry-after": "4" })],
  ["429 and a date in Retry-After", "a date", 3, ({ write }) => {
    const now = Math.floor(Date.now() / 1000) * 1000
    const [date, then] = [now, now + 3000].map((time) => new Date(time).toUTCString())
    write(429, { "retry-after": then, date }, refusal(1302, "too fast"))
  }],
  ["a task that is under way and Retry-After", "3", 3, pending({ "retry-after": "3" })],
  ["a used-up RateLimit", "t=3", 3, pending({ ratelimit: '"default";r=0;t=3' })],
  ["a used-up X-RateLimit", "3", 3, pending({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": "3" })],
]) {
  inBrowser(`no look comes before what ${how} ask for (${asked})`, async (fixture) => {
    if (how.startsWith("429")) fixture.expectError(/429/)
    const job = await begin(fixture, { query: [step] })
    await isKeptOnce(job)
    const [first, second] = job.provider.asked("query")
    assert.ok(second.at - first.at >= seconds * 1000, `${second.at - first.at} ms`)
  })
}

inBrowser("a look that is answered by 500 once is survived", async (fixture) => {
  fixture.expectError(/500/)
  const job = await begin(fixture, { query: [says(500, refusal(5000, "internal error"))] })
  await isKeptOnce(job)
})

inBrowser("a gateway's page with HTTP 200 is no answer, and is survived", async (fixture) => {
  await isKeptOnce(await begin(fixture, { query: [says(200, PAGE, HTML), says(200, PAGE, HTML)] }))
})

for (const [whose, body, headers] of [
  ["the provider's", refusal(1203, "task not found"), {}],
  ["a gateway's", PAGE, HTML],
]) {
  inBrowser(`${whose} 404 right after the create is not believed`, async (fixture) => {
    fixture.expectError(/404/)
    await isKeptOnce(await begin(fixture, { query: [says(404, body, headers)] }))
  })
}

inBrowser("code 1202 with HTTP 200 right after the create is not believed, nor taken for pending", async (fixture) => {
  const none = refusal(1202, "The requested method is invalid")
  await isKeptOnce(await begin(fixture, { query: [says(200, none), says(200, none)] }))
})

inBrowser("a status that nobody knows is shown, neither pending nor failed", async (fixture) => {
  const job = await begin(fixture, {
    query: [rewrites((body) => ({ ...body, data: { ...body.data, task_status: "canceled" } }))],
  })
  await job.card.getByText(/The provider says "canceled", which we don't know/).waitFor()
  await job.card.getByText(/The task may be well/).waitFor()
  assert.equal(job.provider.asked("query").length, 1, "it is over until the user says so")
  await job.card.getByRole("button", { name: "Look again" }).click()
  await isKeptOnce(job)
})

inBrowser("a task that failed says why, and which it was", async (fixture) => {
  const { provider, card } = await begin(fixture, {}, "Rain [sbx:fate=risk]")
  await card.getByText(/Failure to pass the risk control system/).waitFor()
  const [task] = await provider.tasks()
  await card.getByText(`task ${task.task_id}`).waitFor()
})

// ---- The create.

inBrowser("a create whose answer is lost is looked for by the id that we gave, and not sent again", async (fixture) => {
  fixture.expectError(/ERR_EMPTY_RESPONSE/)
  const job = await begin(fixture, { create: [lostAfter()] })
  await isKeptOnce(job)
  const { external_task_id: name } = JSON.parse(job.provider.asked("create")[0].body)
  assert.ok(job.provider.asked("query")[0].url.endsWith(`/${name}`), "asked for by our id")
  const [task] = await job.provider.tasks()
  assert.equal(task.task_info.external_task_id, name)
})

// Chromium sends again by itself what it loses on a connection that it had used before, a POST as well.
inBrowser("a create that the browser itself sends twice is one task, and ours", async (fixture) => {
  fixture.expectError(/400/)
  const { provider, studio } = await begin(fixture, { create: [lostAfter()], reuse: true })
  await studio.isKept("Rain")
  const creates = provider.asked("create")
  assert.equal(creates.length, 2, "the browser's own, which no page can keep it from")
  assert.equal(creates[0].body, creates[1].body, "under one id")
  assert.equal(creates[1].status, 400, "so that the provider refuses the second")
  assert.equal((await provider.tasks()).length, 1)
})

inBrowser("a create that is answered by 503 is looked for, and not sent again", async (fixture) => {
  fixture.expectError(/503/)
  await isKeptOnce(await begin(fixture, { create: [saysAfter(503, PAGE, HTML)] }))
})

// Whether it arrived nobody knows, and a relay that says that it has no such task may only not know our id.
inBrowser("a create that is answered by 503 and is not found is sent again by nobody but the user", async (fixture) => {
  fixture.expectError(/503/)
  fixture.expectError(/404/)
  const { page } = fixture
  await page.addInitScript(() => {
    const now = Date.now
    window.skipped = 0
    Date.now = () => now() + window.skipped
  })
  const { provider, studio, card } = await begin(fixture, { create: [says(503, PAGE, HTML)] })
  // A minute is how long it is looked for.
  await provider.when("query", 1)
  await page.evaluate(() => (window.skipped = 61_000))
  await card.getByText(/nobody knows whether it began/).waitFor()
  assert.equal(provider.asked("create").length, 1, "nothing was sent again")
  await card.getByRole("button", { name: "Send again, which may cost twice" }).click()
  await provider.when("create", 2)
  await studio.isKept("Rain")
  assert.equal(provider.asked("create").length, 2)
  assert.equal((await provider.tasks()).length, 1)
})

inBrowser("code 1102 with HTTP 200 is said to be the balance, and that nothing was charged", async (fixture) => {
  const { provider, card } = await begin(fixture, {
    create: [says(200, refusal(1102, "Account balance not enough"))],
  })
  await card.getByText(/too little on it: Account balance not enough \(1102\)\. Not charged\./).waitFor()
  assert.equal(provider.asked("create").length, 1)
  assert.deepEqual(await provider.tasks(), [])
})

inBrowser("code 1303 waits for a place, and is one task", async (fixture) => {
  fixture.expectError(/429/)
  const full = says(429, refusal(1303, "parallel task over resource pack limit"))
  const job = await begin(fixture, { create: [full, full] })
  await job.card.getByText(/Waiting for a free place at Mine/).waitFor()
  await job.studio.isKept("Rain")
  const creates = job.provider.asked("create")
  assert.equal(creates.length, 3)
  assert.ok(creates[1].at - creates[0].at >= 1000, "the provider's second, at least")
  assert.equal(new Set(creates.map(({ body }) => body)).size, 1, "each under the same id")
  assert.equal((await job.provider.tasks()).length, 1)
})

inBrowser("who waits for a place gets it when another's task has ended", async (fixture) => {
  fixture.expectError(/429/)
  const { page, url, sandbox } = fixture
  const provider = await faulty(sandbox, { args: ["--parallel", "1"], work: 2000 })
  const studio = new Studio(page)
  await studio.open(url)
  await studio.useCustom({ name: "Mine", url: provider.url, speaks: "Kling" })
  await studio.fill({ Sound: "Rain", "Duration in seconds": "3" })
  const others = await provider.create({ prompt: "Wind", duration: 3 })
  await studio.generate.click()
  await studio.isKept("Rain")
  const ours = (await provider.tasks()).filter(({ task_id }) => task_id !== others.task_id)
  assert.equal(ours.length, 1)
})

for (const speaks of ["Kling", "CometAPI"]) {
  inBrowser(`every create at ${speaks} has an id of ours, and no two the same`, async ({ page, url, sandbox, videos }) => {
    const provider = await faulty(sandbox, { work: 60_000 })
    const studio = new Studio(page)
    await studio.open(url)
    await studio.useCustom({ name: "Mine", url: provider.url, speaks })
    const host = await videos()
    let count = 0
    for (const [operation, fields] of [
      ["Sound effect", { Sound: "Rain", "Duration in seconds": "3" }],
      ["Sound effect", { Sound: "Wind", "Duration in seconds": "3" }],
      ["Video sound", { "Video URL": `${host.url}/open/4.3-seconds.mov`, "Sound effects": "waves" }],
      ["Video", { Video: "A lighthouse at dusk" }],
    ]) {
      await studio.make(operation)
      await studio.fill(fields)
      await studio.generate.click()
      await provider.when("create", ++count)
    }
    const ids = provider.asked("create").map(({ body }) => JSON.parse(body).external_task_id)
    for (const id of ids) assert.match(id, /^foley-[0-9a-f]{32}$/)
    assert.equal(new Set(ids).size, 4)
  })
}

// ---- Stopping.

for (const [when, script, waits] of [
  ["between two looks", { query: [pending({ "retry-after": "600" })] }, "query"],
  ["in the middle of a look", { query: [silent()] }, "query"],
  ["in the middle of a create", { create: [silentAfter()] }, "create"],
]) {
  inBrowser(`who stops waiting ${when} is told at once, and of the bill`, async (fixture) => {
    const job = await begin(fixture, script)
    const { provider, card, studio } = job
    await provider.when(waits, 1)
    const stop = card.getByRole("button", { name: "Stop waiting" })
    const frames = await stop.evaluate(
      (button) =>
        new Promise((resolve) => {
          const card = button.closest("article")
          let frames = 0
          const look = () => {
            if (card.textContent.includes("You stopped waiting")) resolve(frames)
            else if (frames === 600) resolve(Infinity)
            else requestAnimationFrame(() => look(++frames))
          }
          button.click()
          look()
        }),
    )
    assert.ok(frames <= 2, `told in frame ${frames}`)
    await card.getByText("You stopped waiting. Mine may still finish it, and charge for it.").waitFor()
    // It is over here, but not there: it can be had after all.
    await card.getByRole("button", { name: "Look again" }).click()
    await isKeptOnce(job)
  })
}

// ---- The file.

inBrowser("a file that no page may read is played where it is, and its task is known", async (fixture) => {
  fixture.expectError(/blocked by CORS policy/)
  fixture.expectError(/ERR_FAILED/)
  const job = await begin(fixture, { file: [keptFromPages(), keptFromPages(), keptFromPages(), keptFromPages()] })
  const { provider, card } = job
  await card.getByText(/could not read it/).waitFor({ timeout: 60_000 })
  const [task] = await provider.tasks()
  await card.getByText(`task ${task.task_id}`).waitFor()
  const link = await card.getByRole("link", { name: /^Open/ }).first().getAttribute("href")
  assert.ok(task.task_result.audios.some((audio) => Object.values(audio).includes(link)), link)
  await card.locator("audio").evaluate(
    (audio) =>
      new Promise((resolve, reject) => {
        audio.addEventListener("timeupdate", () => audio.currentTime > 0 && resolve())
        audio.addEventListener("error", () => reject(new Error(audio.error.message)))
        audio.play()
      }),
  )
  await card.getByRole("button", { name: "Try to keep it" }).click()
  await isKeptOnce(job)
})

inBrowser("a file whose connection drops once is fetched again", async (fixture) => {
  fixture.expectError(/ERR_EMPTY_RESPONSE/)
  const job = await begin(fixture, { file: [lost()] })
  await isKeptOnce(job)
  // The sound twice, and then its other format.
  const files = job.provider.asked("file").map(({ url }) => url.replace(/.*\./, "."))
  assert.deepEqual(files, [".wav", ".wav", ".mp3"])
})

/** The provider's task, which is not done yet, with these headers. */
function pending(headers) {
  return async ({ onwards, write }) => {
    const own = await onwards()
    const body = JSON.parse(own.body)
    const data = { ...body.data, task_status: "processing", task_result: {} }
    write(own.status, { ...own.headers, ...headers }, JSON.stringify({ ...body, data }))
  }
}
