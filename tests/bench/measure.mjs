// Taking the time.
//
// In: bodies and contestants, or named tasks; how much effort.
// Out: for each the median time of one call, and the median of its ratios to the first one.
// Does not know: what is run.
// Why so: in each round every contestant has its turn on a body within some milliseconds, in another order each time,
// and the ratio is taken within the round. What slows the machine for a second then slows both sides, and what one
// leaves behind (garbage, a warm cache) falls on each of the others in turn.

/** Where results go, so that no compiler can find them unused. */
export const kept = new Array(64).fill(undefined);

const WARM_UP_MS = 150;

export function measure(bodies, contestants, form, { rounds, batchMs }) {
  // All bodies before the first time is taken: code that has seen one body only is faster than it will ever be in use.
  for (const { run } of contestants) warmUp(run, bodies, form);
  const samples = new Map(bodies.map((body) => [body.name, contestants.map(() => [])]));
  const sizes = new Map(bodies.map((body) => [body.name, contestants.map(({ run }) => batchSize(run, body, form, batchMs))]));
  for (let round = 0; round < rounds; round++) {
    for (const body of shuffled(bodies)) {
      // Small garbage only: a full collection takes longer than all the turns together.
      globalThis.gc?.({ type: "minor" });
      for (const index of shuffled([...contestants.keys()])) {
        const time = timeOf(contestants[index].run, body, form, sizes.get(body.name)[index]);
        samples.get(body.name)[index].push(time);
      }
    }
  }
  return bodies.map((body) => summary(body, contestants, samples.get(body.name)));
}

/** The same for a few tasks by name, `{ name: () => result }`; one that gives a Promise is awaited. */
export async function compare(tasks, { rounds, batchMs }) {
  const names = Object.keys(tasks);
  const calls = {};
  for (const name of names) calls[name] = await callsFor(tasks[name], batchMs);
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    globalThis.gc?.({ type: "minor" });
    for (const name of shuffled(names)) samples[name].push(await timeOfTask(tasks[name], calls[name]));
  }
  const baseline = samples[names[0]];
  return Object.fromEntries(
    names.map((name) => [
      name,
      {
        ns: median(samples[name]),
        ratio: median(samples[name].map((time, round) => time / baseline[round])),
      },
    ]),
  );
}

/** Warms up, and says how many calls fill a batch, by the best time: a stall of the machine must not pass for a slow task. */
async function callsFor(run, batchMs) {
  const callsIn = (ns) => Math.max(1, Math.round((batchMs * 1e6) / ns));
  const end = performance.now() + WARM_UP_MS;
  let best = Infinity;
  let rounds = 0;
  do {
    best = Math.min(best, await timeOfTask(run, rounds < 2 ? 1 : callsIn(best)));
    rounds += 1;
  } while (rounds < 2 || performance.now() < end);
  return callsIn(best);
}

async function timeOfTask(run, calls) {
  const start = process.hrtime.bigint();
  for (let call = 0; call < calls; call++) {
    const result = run();
    kept[call & 63] = result instanceof Promise ? await result : result;
  }
  return Number(process.hrtime.bigint() - start) / calls;
}

function warmUp(run, bodies, form) {
  const end = performance.now() + WARM_UP_MS;
  do {
    for (const body of bodies) kept[0] = run(body[form], body.isFlow);
  } while (performance.now() < end);
}

/** How many calls fill a batch. The best of three: a stall of the machine must not pass for a slow body. */
function batchSize(run, body, form, batchMs) {
  let calls = 1;
  for (;;) {
    const ns = Math.min(...[1, 2, 3].map(() => timeOf(run, body, form, calls)));
    const ms = (ns * calls) / 1e6;
    if (ms >= batchMs / 2) return Math.max(1, Math.round((calls * batchMs) / ms));
    calls *= 2;
  }
}

/** Nanoseconds for one call. */
function timeOf(run, body, form, calls) {
  const input = body[form];
  const { isFlow } = body;
  const start = process.hrtime.bigint();
  for (let call = 0; call < calls; call++) kept[call & 63] = run(input, isFlow);
  return Number(process.hrtime.bigint() - start) / calls;
}

function summary(body, contestants, samples) {
  const [baseline] = samples;
  const times = {};
  contestants.forEach(({ name }, index) => {
    const ratios = samples[index].map((time, round) => time / baseline[round]);
    times[name] = { ns: median(samples[index]), ratio: median(ratios) };
  });
  const { name, bytes, diagnostics, prefix, isSmall, isFlow } = body;
  return { body: name, bytes: bytes.length, diagnostics, prefix, isSmall, isFlow, times };
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function shuffled(items) {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}
