// Bodies as they arrive: of several sorts in no order, each read once.
//
// In: fixtures that stand for the sorts of events an account gets, and how often. Out: the time of `JSON.parse` and of
// `parse` for each mix.
// Does not know: how to make it faster.
// Why beside the bodies one by one: there a body is read some hundred times in a row. What has been learned of the last body is
// of use for the next one then; here it is so as far as it is in use.

import { loadBodies } from "../bodies.mjs";
import { compare } from "../measure.mjs";
import { parse } from "../../../pkg/dist/index.mjs";

const BODIES = 1000;
/** So often all bodies are read before the first time is taken: as in a server that has run for some seconds. */
const WARM_UPS = 150;

/** How many of a hundred. */
const MIXES = {
  "receipts, and some messages": {
    "receipt-v9-sent": 30,
    "receipt-v9-delivered": 30,
    "receipt-v9-read": 20,
    "receipt-v9-undelivered": 2,
    "inbound-v2-text-whatsapp": 12,
    "inbound-v2-image-caption": 2,
    "inbound-v2-interactive-button-reply": 3,
    "inbound-v2-location-numbers": 1,
  },
  "receipts alone": { "receipt-v9-sent": 36, "receipt-v9-delivered": 36, "receipt-v9-read": 28 },
  "messages alone": {
    "inbound-v2-text-whatsapp": 70,
    "inbound-v2-image-caption": 10,
    "inbound-v2-interactive-button-reply": 10,
    "inbound-v2-location-numbers": 5,
    "inbound-v2-file-pdf": 5,
  },
  "receipts and messages of an older format": {
    "receipt-v4-queued": 20,
    "receipt-v4-delivered": 20,
    "receipt-v4-read": 20,
    "inbound-v1-line-text": 30,
    "inbound-v1-line-image": 5,
    "inbound-v1-line-location": 5,
  },
  "calls, answers of a Flow, and news of an account": {
    "voice-call-status": 20,
    "voice-call-action": 20,
    "voice-session-summary": 20,
    "inbound-v2-sample-flow": 20,
    "management-template-status-update": 10,
    "management-whatsapp-preference": 10,
  },
};
const ALL = "all bodies without diagnostics below 2 kB, equally often";

export async function mixed(effort) {
  const { bodies } = await loadBodies("");
  const textOf = (name) => bodies.find((body) => body.name === name).text;
  const every = bodies.filter(({ diagnostics, isSmall }) => diagnostics === 0 && isSmall).map(({ text }) => text);
  const mixes = Object.entries(MIXES).map(([name, parts]) => [
    name,
    Object.entries(parts).flatMap(([body, share]) => new Array(share).fill(textOf(body))),
  ]);
  for (let round = 0; round < WARM_UPS; round++) for (const run of [JSON.parse, parse]) each(run, every);
  const rows = [];
  for (const [name, texts] of [...mixes, [ALL, every]]) {
    const sent = Array.from({ length: BODIES }, (_, index) => unique(texts[Math.floor(Math.random() * texts.length)], index));
    const times = await compare({ "JSON.parse": () => each(JSON.parse, sent), parse: () => each(parse, sent) }, effort);
    rows.push({ mix: name, sorts: new Set(texts).size, times });
  }
  return rows;
}

/** A body of its own, with ids of its own. */
function unique(text, index) {
  const own = index.toString(16).padStart(12, "0");
  // What is made by replacing is put together of pieces; what arrives is not.
  return Buffer.from(text.replaceAll(/[0-9a-f]{12}"/g, () => `${own}"`)).toString();
}

function each(run, texts) {
  let last;
  for (const text of texts) last = run(text);
  return last;
}
