// Times the cases in wasm, under Node as in a browser's worker: what is here runs in both.

// Rounds that do not count, in which V8 compiles what runs often as well as it can.
const WARM_UP = 2

/**
 * Lines of a case, the seconds of what it makes, and the median of the nanoseconds that it takes, with
 * tabs between. `glue` is the URL of what wasm-bindgen wrote, `bytes` is the module.
 */
export async function measure(glue, bytes, rounds) {
  const foley = await start(glue, bytes, 0)
  const names = foley.names()
  const lines = []
  for (const index of foley.first()) {
    const measured = []
    for (let round = 1; round <= Math.max(3, rounds / 3); round += 1) {
      measured.push(await first(glue, bytes, index, round))
    }
    lines.push(line(`${names[index]}, the first`, measured))
  }

  const materials = new foley.JsMaterials()
  const measured = names.map(() => [])
  // They take turns, so that whatever else the machine does meets all of them.
  for (let round = -WARM_UP; round < rounds; round += 1) {
    for (const index of names.keys()) {
      const one = time(materials, index, Math.abs(round))
      if (round >= 0) measured[index].push(one)
    }
  }
  return [...lines, ...names.map((name, index) => line(name, measured[index]))].join("\n")
}

/** The first that a module makes, from its bytes on. */
async function first(glue, bytes, index, round) {
  const began = performance.now()
  const foley = await start(glue, bytes, `${index}-${round}`)
  const { seconds } = time(new foley.JsMaterials(), index, 0)
  return { seconds, nanoseconds: (performance.now() - began) * 1e6 }
}

/** A module that nobody has compiled yet. V8 knows modules by their bytes, so each gets a section of
 * its own, which means nothing; and JavaScript knows the glue by its URL. */
async function start(glue, bytes, name) {
  const text = new TextEncoder().encode(`${name}`)
  const section = [0, 1 + text.length, text.length, ...text]
  const own = new Uint8Array(bytes.byteLength + section.length)
  own.set(new Uint8Array(bytes))
  own.set(section, bytes.byteLength)
  const foley = await import(`${glue}?${name}`)
  await foley.default({ module_or_path: await WebAssembly.compile(own) })
  return foley
}

/** A browser's clock goes on by tenths of a millisecond: what takes less is done until that tells. */
function time(materials, index, take) {
  const began = performance.now()
  let count = 0
  let seconds
  let millis
  do {
    seconds = materials.make(index, take)
    millis = performance.now() - began
    count += 1
  } while (millis < 5)
  if (!(seconds > 0)) throw new Error(`case ${index} made nothing`)
  return { seconds, nanoseconds: (millis * 1e6) / count }
}

function line(name, measured) {
  const times = measured.map(({ nanoseconds }) => nanoseconds).toSorted((one, other) => one - other)
  return `${name}\t${measured[0].seconds}\t${Math.round(times[Math.floor(times.length / 2)])}`
}
