// What a newcomer sees: real bodies, good and broken, and what the package makes of them.
//
// In: fixtures, and the built package as a user imports it. Out: text for a terminal. Does not know: how bodies are read.

import { readFileSync } from "node:fs";

import { identify, parse, redact, render } from "../pkg/dist/index.mjs";

const color = Boolean(process.stdout.isTTY) && !process.env.NO_COLOR;
const paint = (style, text) => (color ? `\u001b[${style}m${text}\u001b[0m` : text);
const fixture = (name) => readFileSync(new URL(`fixtures/accept/${name}.json`, import.meta.url), "utf8");

function title(text) {
  console.log(`\n${paint("1;36", `── ${text} `)}${paint("36", "─".repeat(Math.max(0, 76 - text.length)))}`);
}

/** A good body: what the event says, in a few lines. */
function decoded(name, what, lines) {
  const { event, diagnostics } = parse(fixture(name));
  console.log(`\n${paint("1", what)}  ${paint("2", `tests/fixtures/accept/${name}.json`)}`);
  for (const [label, value] of Object.entries({ kind: event.kind, key: event.key, ...lines(event) })) {
    console.log(`  ${label.padEnd(12)} ${typeof value === "string" ? value : JSON.stringify(value)}`);
  }
  const codes = diagnostics.map(({ severity, code, pointer }) => `${severity}[${code}] at ${pointer}`);
  console.log(`  ${"remarks".padEnd(12)} ${codes.join(", ") || "none"}`);
}

/** A broken body: what render says of it, and what could be read all the same. */
function explained(what, body) {
  const result = parse(body);
  console.log(`\n${paint("1", what)}\n`);
  console.log(render(body, result, { color }).trimEnd());
  if (result.kind) console.log(`${paint("2", `still known: ${result.kind}, ${result.key ?? "without a key"}`)}`);
}

title("Bodies in, typed events out");
decoded("inbound-v2-sample-text", "A WhatsApp text, format v2", ({ payload }) => ({
  type: payload.type,
  text: payload.content.text,
}));
decoded("inbound-v3-interactive-list-reply", "A choice from a list, format v3", ({ payload }) => ({
  type: `${payload.type} → ${payload.content.interactive.type}`,
  chosen: payload.content.interactive.list_reply,
}));
decoded("inbound-v3-bsuid-username", "A WhatsApp user known by username alone, format v3", (event) => ({
  type: event.payload.type,
  who: identify(event),
}));
decoded("receipt-v9-delivered", "News of a message you sent", ({ payload }) => ({
  state: `${payload.status.state} at ${payload.status.timestamp}`,
}));

title("Broken bodies, explained (what people wrote is masked)");
const good = fixture("inbound-v2-sample-text-indented");
explained("Cut off on the way", good.slice(0, good.indexOf("message", good.indexOf('"text"'))));
explained("Written by Python, without json.dumps", `{"namespace": "ChatApps", "eventType": 'inbound_message_received', "payload": None}`);
explained("A UUID with a character that is none", good);

title("The same body, safe to put into a ticket");
console.log(`\n${redact(good).trimEnd()}`);

title("How to go on");
console.log(`
  README.md            three short handlers: Node, Cloudflare Workers, Rust
  cargo xtask serve    the debugger page: paste a webhook, see what it says
  cargo xtask test     every test there is (--quick: Rust and Node only)
`);
