// The functions: what they take, what they give, what they refuse.

import {
  type Diagnostic,
  type DiagnosticCode,
  type EventKind,
  type Identity,
  type InboundMessage,
  type ParseFailure,
  type ParseOptions,
  type ParseResult,
  type ParseSuccess,
  type Severity,
  type Span,
  type TunableCode,
  type WebhookEvent,
  WebhookParseError,
  identify,
  inspect,
  parse,
  parseOrThrow,
  parseValue,
  redact,
  render,
} from "chatapps-webhook";
import { expectType, type Same } from "./expect.js";

declare const text: string;
declare const request: { text(): Promise<string>; json(): Promise<unknown> };

// ---- bodies --------------------------------------------------------------------------------------------------------

parse(text);
parse(new TextEncoder().encode(text));
parse(new ArrayBuffer(8));
parse(Buffer.from(text));
parseValue({ namespace: "ChatApps" });
// @ts-expect-error A forgotten await.
parse(request.text());
// @ts-expect-error An object is for parseValue.
parse({ namespace: "ChatApps" });
// @ts-expect-error There is nothing to read.
parse(undefined);
// @ts-expect-error A body has to be given.
parse();

// ---- results -------------------------------------------------------------------------------------------------------

const result = parse(text);
expectType<Same<typeof result, ParseResult>>();
// @ts-expect-error There may be no event.
void result.event.kind;
if (result.ok) {
  expectType<Same<typeof result, ParseSuccess>>();
  expectType<Same<typeof result.event, WebhookEvent>>();
  // @ts-expect-error An event that could be read is not partial.
  void result.partial;
} else {
  expectType<Same<typeof result, ParseFailure>>();
  expectType<Same<typeof result.event, null>>();
  expectType<Same<typeof result.kind, EventKind | undefined>>();
  expectType<Same<typeof result.partial, unknown>>();
}
expectType<Same<typeof result.omitted, number>>();
// @ts-expect-error Results are not written to.
result.diagnostics.push();

// What is expected is what is given.
const expected = parse(text, { expect: ["inbound-message"] });
if (expected.ok) expectType<Same<typeof expected.event, InboundMessage>>();
const two = parseValue({}, { expect: ["inbound-message", "inbound-sms"] });
if (two.ok) expectType<Same<typeof two.event.kind, "inbound-message" | "inbound-sms">>();
expectType<Same<ReturnType<typeof parseOrThrow>, WebhookEvent>>();
export const umid: string = parseOrThrow(text, { expect: ["inbound-message"], strict: true }).payload.umid;
const strict = parse(text, { strict: true });
if (strict.ok) expectType<Same<typeof strict.event, WebhookEvent>>();

// Only a list that is surely there says what the event is.
declare const only: boolean;
const perhaps = parse(text, { expect: only ? ["inbound-message"] : undefined });
if (perhaps.ok) expectType<Same<typeof perhaps.event, WebhookEvent>>();
declare const narrow: ParseOptions<"inbound-message">;
for (const every of [parse(text, narrow), parseValue({}, narrow), inspect(text, narrow)]) {
  if (every.ok) expectType<Same<typeof every.event, WebhookEvent>>();
}
const thrown = parseOrThrow(text, narrow);
expectType<Same<typeof thrown, WebhookEvent>>();
// @ts-expect-error A type is no list.
parse<"inbound-message">(text);
// @ts-expect-error Nor is it one beside other options.
parseOrThrow<"inbound-message">(text, { strict: true });
declare const given: ParseOptions<"inbound-message"> & { readonly expect: readonly "inbound-message"[] };
const surely = parse(text, given);
if (surely.ok) expectType<Same<typeof surely.event, InboundMessage>>();
declare const kinds: readonly EventKind[];
const anyKind = parse(text, { expect: kinds });
if (anyKind.ok) expectType<Same<typeof anyKind.event, WebhookEvent>>();
const listed = { expect: ["voice"], strict: true } as const;
const voice = inspect(text, listed);
if (voice.ok) expectType<Same<typeof voice.event.kind, "voice">>();

export function handle(result: ParseResult): WebhookEvent | null {
  return result.event;
}
handle(expected);

// ---- options -------------------------------------------------------------------------------------------------------

export const options: ParseOptions = {
  strict: true,
  severity: { "unknown-field": "off", "invalid-uuid": "error", "null-value": "warning" },
  expect: ["inbound-message", "delivery-receipt"],
  maxBytes: 1_000_000,
};
parse(text, options);
parse(text, {});
parse(text, { strict: undefined, maxBytes: undefined });
// @ts-expect-error There is no such option.
parse(text, { lenient: true });
// @ts-expect-error There is no such code.
parse(text, { severity: { "bad-uuid": "off" } });
// @ts-expect-error There is no such severity.
parse(text, { severity: { "invalid-uuid": "fatal" } });
// @ts-expect-error Without JSON there is no event, so this stays an error.
parse(text, { severity: { "trailing-comma": "warning" } });
// @ts-expect-error There is no such kind.
parse(text, { expect: ["inbound"] });
// @ts-expect-error Bytes are counted in numbers.
parse(text, { maxBytes: "1 MB" });

expectType<Same<Exclude<TunableCode, DiagnosticCode>, never>>();
expectType<Same<Extract<TunableCode, "empty-body" | "trailing-comma" | "too-deep" | "unexpected-event">, never>>();
expectType<Same<Extract<TunableCode, "missing-field" | "type-mismatch">, "missing-field" | "type-mismatch">>();

// ---- diagnostics ---------------------------------------------------------------------------------------------------

export function underlined(diagnostic: Diagnostic): string {
  // @ts-expect-error After parseValue there is none.
  const span: Span = diagnostic.span;
  void span;
  const at = diagnostic.span;
  return at ? `${at.line}:${at.column} ${text.slice(at.start, at.end)}` : diagnostic.pointer;
}

export function mended(diagnostic: Diagnostic): string {
  const edits = [...(diagnostic.edits ?? [])].sort((one, other) => other.span.start - one.span.start);
  return edits.reduce((text, { span, text: edit }) => text.slice(0, span.start) + edit + text.slice(span.end), text);
}

expectType<Same<Diagnostic["severity"], Severity>>();
expectType<Same<Diagnostic["path"], readonly (string | number)[]>>();

// ---- the error -----------------------------------------------------------------------------------------------------

try {
  parseOrThrow(text);
} catch (error) {
  if (error instanceof WebhookParseError) {
    const failure: ParseFailure = error;
    expectType<Same<typeof error.code, DiagnosticCode>>();
    expectType<Same<typeof error.name, "WebhookParseError">>();
    console.log(error.message, error.code, failure.key, error.stack);
  }
}

// ---- the others ----------------------------------------------------------------------------------------------------

const inspected = inspect(text, { expect: ["voice"] });
for (const node of inspected.nodes) {
  const name: string | undefined = node.key?.text;
  console.log(name, node.pointer, node.sensitive ? "…" : text.slice(node.span.start, node.span.end), node.embedded?.length);
}
if (inspected.ok) expectType<Same<typeof inspected.event.kind, "voice">>();

if (result.ok) {
  const { phone, bsuid, lineUserId, username, other }: Identity = identify(result.event);
  expectType<Same<typeof phone, string | undefined>>();
  console.log(phone ?? bsuid ?? lineUserId ?? username ?? other);
}
// @ts-expect-error Who it is can be asked of an event, not of a result.
identify(result);

console.log(render(text, result, { color: true, redact: false }), render(text, expected), redact(text));
// @ts-expect-error The body was forgotten.
render(result);
