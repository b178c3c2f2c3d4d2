// Starts the program that this worker's address names, and tells how much of it has come: until it runs,
// nobody else can.
const part = location.search.slice(1)

async function begin() {
  if (!/^foley-[a-z0-9-]+$/.test(part)) throw new Error("no program is called so")
  const [{ default: run }, fetched] = await Promise.all([
    import(`./${part}.js`),
    fetch(`./${part}_bg.wasm`),
  ])
  if (!fetched.ok) throw new Error(`HTTP ${fetched.status}`)
  // What is compressed on its way has another length there than here.
  const length = fetched.headers.has("content-encoding") ? null : fetched.headers.get("content-length")
  const total = length === null ? undefined : Number(length)
  let loaded = 0
  const counting = new TransformStream({
    transform(bytes, counted) {
      loaded += bytes.length
      postMessage({ Loading: { part, loaded, total } })
      counted.enqueue(bytes)
    },
  })
  const counted = fetched.body.pipeThrough(counting)
  await run({ module_or_path: new Response(counted, { headers: { "content-type": "application/wasm" } }) })
}

begin().catch((thrown) => postMessage({ Failed: String(thrown) }))
