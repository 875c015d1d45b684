// Reads a body for the screen.
//
// In: text. Out: what the screen shows of it: a sentence, rows, diagnostics. Does not know: the screen, the worker. What
// the body means is the library's to say; this only picks and cuts.
//
// Why it exists: what goes to the page is plain data, no more of it than a screen shows.

import { inspect, redact, type Diagnostic, type InspectionNode, type Severity } from "chatapps-webhook";
import { records } from "#reference";
import { accessPath } from "../meaning/access";
import { phoneOf, type Phone } from "../meaning/phone";
import { cut, summaryOf, type Sentence } from "../meaning/summary";
import { isWorse, worst } from "../meaning/worst";
import { utf8 } from "../unwrap/bytes";
import type { Glance, Reading, ReadRequest, Row } from "./protocol";

/** Enough to read and to copy; what is longer is copied from the text itself. */
const VALUE_UNITS_MAX = 2_000;
const ANSWERS_MAX = 200;

export function read({ text, bytes, masked, rowsMax }: ReadRequest): Reading {
  const start = performance.now();
  const shown = masked ? redact(text) : text;
  const sent = bytes !== undefined && utf8(bytes) === text ? bytes : text;
  const result = masked ? inspectMasked(shown, sent) : inspect(sent);
  const event = result.ok ? result.event : result.partial;
  const members = (event ?? {}) as Record<string, unknown>;
  const payload = (members["payload"] ?? {}) as Record<string, unknown>;
  const flat = flatten(result.nodes);
  const shape = string(members["shape"]);
  return {
    ...(masked ? { masked: shown } : {}),
    ok: result.ok,
    isEmpty: text.trim() === "",
    ...defined({ kind: result.ok ? result.event.kind : result.kind, shape, key: string(members["key"]) }),
    ...defined({ version: members["version"] === undefined ? undefined : String(members["version"]), type: string(payload["type"]) }),
    sentence: sentenceOf(event, result.diagnostics, shown),
    ...defined({ answers: answersOf(payload) }),
    rows: rowsOf(flat, { text: shown, rowsMax, masked, event, diagnostics: result.diagnostics, isFlat: shape === "v1" }),
    rowsInAll: flat.length,
    // That there is nothing yet is no mistake.
    diagnostics: text.trim() === "" ? [] : result.diagnostics,
    omitted: result.omitted,
    isCutShort: isCutShort(result, shown),
    took: performance.now() - start,
  };
}

/** Whether there is text behind the root of which nothing is said: then it was not read. */
function isCutShort({ nodes, diagnostics, omitted }: ReturnType<typeof inspect>, text: string): boolean {
  const end = nodes[0]?.span.end ?? text.length;
  return omitted === 0 && /\S/.test(text.slice(end)) && !diagnostics.some(({ span }) => span !== undefined && span.end > end);
}

/** A mask is text, so what was wrong with the bytes beneath it is said from them. */
function inspectMasked(shown: string, sent: string | Uint8Array): ReturnType<typeof inspect> {
  const result = inspect(shown);
  if (typeof sent === "string") return result;
  const ofBytes = inspect(sent).diagnostics.filter(({ code }) => code === "invalid-utf8");
  return { ...result, diagnostics: [...result.diagnostics, ...ofBytes].toSorted((one, other) => one.span!.start - other.span!.start) };
}

export function glance(asked: Omit<ReadRequest, "rowsMax">): Glance {
  const { sentence, diagnostics } = read({ ...asked, rowsMax: 0 });
  return { sentence, ...defined({ severity: worst(diagnostics) }) };
}

/** Where the event has no words of its own, the first diagnostic that tells what the text is has some. */
export function sentenceOf(event: unknown, diagnostics: readonly Diagnostic[], text: string): Sentence {
  if (text.trim() === "") return [];
  const sentence = summaryOf(event);
  const telling = diagnostics.find(({ code }) => code === "unknown-event" || code === "not-json") ?? diagnostics.find(({ severity }) => severity === "error");
  const { kind, ...members } = (event ?? {}) as Record<string, unknown>;
  const [namespace, eventType] = [string(members["namespace"]), string(members["eventType"])];
  if (kind !== "unknown" && sentence.length > 0) return sentence;
  if (telling === undefined) return ["Not an 8x8 webhook"];
  // With both names it is made as those of 8x8 are: it may well be one, and newer than this page.
  if (telling.code === "unknown-event" && namespace !== undefined && eventType !== undefined) {
    return ["Event ", { quoted: cut(eventType) }, " of ", { quoted: cut(namespace) }, ": not among those that 8x8 has published"];
  }
  if (telling.code === "unknown-event") return [`Not an 8x8 webhook. ${telling.help ?? ""}`.replace(/\.?\s*$/, "")];
  return [`${telling.code === "not-json" ? "Not an 8x8 webhook" : "Not readable"}: ${telling.message}`];
}

interface Placed {
  readonly node: InspectionNode;
  readonly depth: number;
  readonly pointer: string;
  readonly path: readonly (string | number)[];
  readonly embedded: boolean;
  size: number;
}

/** Nodes in the order of the document, those of JSON in strings behind the string that holds them. */
function flatten(nodes: readonly InspectionNode[]): Placed[] {
  const flat: Placed[] = [];
  add(nodes, undefined, flat);
  return flat;
}

function add(nodes: readonly InspectionNode[], holder: Placed | undefined, flat: Placed[]): void {
  const placed: Placed[] = [];
  for (const node of nodes) {
    const parent = node.parent < 0 ? holder : placed[node.parent];
    const isInnerRoot = node.parent < 0 && holder !== undefined;
    const step = node.key?.text ?? parent?.size ?? 0;
    const one: Placed = {
      node,
      depth: parent === undefined ? 0 : isInnerRoot ? parent.depth : parent.depth + 1,
      // In a string a document begins anew.
      pointer: (holder?.pointer ?? "") + node.pointer,
      path: parent === undefined ? [] : isInnerRoot ? parent.path : [...parent.path, step],
      embedded: holder !== undefined,
      size: 0,
    };
    if (parent !== undefined && !isInnerRoot) parent.size++;
    placed.push(one);
    // The inner root stands for the string that is there already.
    if (!isInnerRoot) flat.push(one);
    if (node.embedded) add(node.embedded, one, flat);
  }
  const root = placed[0];
  if (holder !== undefined && root !== undefined) holder.size = root.size;
}

interface Read {
  readonly text: string;
  readonly masked: boolean;
  readonly event: unknown;
  readonly diagnostics: readonly Diagnostic[];
  readonly isFlat: boolean;
  readonly rowsMax: number;
}

function rowsOf(flat: readonly Placed[], { text, masked, event, diagnostics, isFlat, rowsMax }: Read): Row[] {
  const severities = severitiesByPlace(diagnostics);
  // Of two members with one name, the event holds the last.
  const kept = new Map(flat.map((placed) => [placed.pointer, placed]));
  const counts = new Map<string, number>();
  return flat.slice(0, rowsMax).map((placed, index) => {
    const { node, pointer, path } = placed;
    const { value, cut } = valueOf(node, text);
    const number = (counts.get(pointer) ?? 0) + 1;
    counts.set(pointer, number);
    return {
      id: `${pointer} ${number}`,
      pointer,
      depth: placed.depth,
      type: node.type,
      name: String(path.at(-1) ?? "body"),
      value,
      cut,
      span: { start: node.span.start, end: node.span.end },
      range: { start: node.key?.span.start ?? node.span.start, end: node.span.end },
      sensitive: node.sensitive,
      isEmbedded: placed.embedded,
      size: placed.size,
      ...defined({
        label: node.label,
        doc: node.doc,
        kind: node.kind,
        field: fieldOf(node),
        severity: severities.get(placed.embedded ? "" : pointer),
        access: kept.get(pointer) === placed ? access(event, path, isFlat) : undefined,
        partner: partnerOf(flat, index, text),
        phone: masked ? undefined : phoneIn(node, value),
      }),
    };
  });
}

/** In JSON in a string, the string's parsed form stands beside it. */
function access(event: unknown, path: readonly (string | number)[], isFlat: boolean): string | undefined {
  const at = path.indexOf("responseJson");
  if (at < 0 || at === path.length - 1) return accessPath(event, path, isFlat);
  return accessPath(event, [...path.slice(0, at), "response", ...path.slice(at + 1)], isFlat);
}

/** Also the ids that are the digits of a number. */
function phoneIn(node: InspectionNode, value: string): Phone | undefined {
  const mayBe = node.kind === "phone-number" || node.kind === "sms-address" || node.kind === "user-id";
  return mayBe && node.type === "string" ? phoneOf(value) : undefined;
}

/** A place is two numbers, and the map needs both; what is said of a call permission depends on whether it was given. */
function partnerOf(flat: readonly Placed[], index: number, text: string): string | undefined {
  const { node } = flat[index]!;
  const isPartner = partnerTest(node);
  const partner = isPartner && flat.slice(Math.max(0, index - 6), index + 7).find((one) => one.node.parent === node.parent && isPartner(one.node));
  return partner && valueOf(partner.node, text).value;
}

function partnerTest({ kind, key }: InspectionNode): ((other: InspectionNode) => boolean) | undefined {
  if (kind === "latitude") return (other) => other.kind === "longitude";
  if (kind === "longitude") return (other) => other.kind === "latitude";
  const isOfPermission = key?.text === "expirationTimestamp" || key?.text === "isPermanent";
  return isOfPermission ? (other) => other.key?.text === "response" : undefined;
}

function severitiesByPlace(diagnostics: readonly Diagnostic[]): Map<string, Severity> {
  const severities = new Map<string, Severity>();
  for (const { pointer, severity } of diagnostics) {
    const before = severities.get(pointer);
    if (before === undefined || isWorse(severity, before)) severities.set(pointer, severity);
  }
  return severities;
}

function valueOf(node: InspectionNode, text: string): { value: string; cut: number } {
  const { start, end } = node.span;
  if (node.type === "object" || node.type === "array") return { value: "", cut: 0 };
  const literal = text.slice(start, Math.min(end, start + 4 * VALUE_UNITS_MAX));
  const value = node.type === "string" ? stringValue(literal, end - start > literal.length) : literal;
  const shown = value.slice(0, VALUE_UNITS_MAX);
  return { value: shown, cut: Math.max(0, end - start - 2 - shown.length > 0 && value.length > shown.length ? end - start - 2 - shown.length : 0) };
}

/** What a string says; of one that is broken, or whose end is not here, what stands there. */
function stringValue(literal: string, isCut: boolean): string {
  try {
    const closed = isCut ? `${literal.replace(/\\[^]?$|\\u[0-9a-fA-F]{0,3}$/, "")}"` : literal;
    const value: unknown = JSON.parse(closed.startsWith('"') ? closed : JSON.parse(`"${closed}"`) as string);
    if (typeof value === "string") return value;
  } catch {
    // Shown as it stands.
  }
  return literal;
}

/** The documented field of a node, found by what the library says of it. */
function fieldOf({ label, doc, kind, key }: InspectionNode): string | undefined {
  if (label === undefined) return undefined;
  let other: string | undefined;
  for (const record of records) {
    for (const field of record.fields) {
      if (field.label !== label || field.doc !== doc || field.kind !== kind) continue;
      if (field.name === key?.text) return `${record.name}.${field.name}`;
      other ??= `${record.name}.${field.name}`;
    }
  }
  return other;
}

/** The answers of a Flow, one line each. */
function answersOf(payload: Record<string, unknown>): { name: string; value: string }[] | undefined {
  const content = payload["content"] as { interactive?: { nfmReply?: { response?: unknown } } } | undefined;
  const response = content?.interactive?.nfmReply?.response;
  if (typeof response !== "object" || response === null) return undefined;
  return Object.entries(response).slice(0, ANSWERS_MAX).map(([name, value]) => ({ name, value: answer(value) }));
}

function answer(value: unknown): string {
  const words = Array.isArray(value) && value.every((one) => typeof one !== "object") ? value.join(", ") : typeof value === "string" ? value : JSON.stringify(value);
  return words.length > 300 ? `${words.slice(0, 300)}… (${words.length} characters)` : words;
}

function string(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The members that have a value: absent is absent, not undefined. */
function defined<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;
}
