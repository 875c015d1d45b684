// What a value means.
//
// In: a row of the table, a zone, a clock. Out: words, and perhaps a link to click. Does not know: the other rows (but for
// the other half of a coordinate), the screen. Times are told here and not in the worker, since they change as time goes by.
//
// Why it exists: a number, a code or a time says nothing to a person that is not said in words.

import { named } from "../named";
import { choices, records, type Field } from "#reference";
import type { Row } from "../engine/protocol";
import { expiryOf, mapLink, openable } from "./link";
import { dateTime, momentOf, relative, type Zone } from "./time";

export interface Meaning {
  readonly words: string;
  readonly link?: { readonly href: string; readonly name: string };
  /** Over: an expired link, an ended permission. */
  readonly isOver?: boolean;
}

export function meaningOf(row: Row, zone: Zone, now: number): Meaning | undefined {
  if (row.type === "object" || row.type === "array") return undefined;
  switch (row.kind) {
    case "timestamp":
      return time(row, zone, now);
    case "url":
      return link(row.value, zone, now);
    case "latitude":
    case "longitude":
      return place(row);
    case "choice":
      return choice(row);
    case "version":
      return version(row);
    case "boolean":
      return row.name === "isPermanent" ? permanence(row) : undefined;
    default:
      return phone(row);
  }
}

function time(row: Row, zone: Zone, now: number): Meaning | undefined {
  const moment = momentOf(row.value);
  if (moment === undefined) return undefined;
  const words = `${dateTime(moment, zone)} (${relative(moment, now)})`;
  if (row.name !== "expirationTimestamp") return { words };
  if (isRefused(row)) return { words: `You may not call: the person refused. ${words}` };
  return moment < now ? { words: `You could call until ${words}`, isOver: true } : { words: `You may call until ${words}` };
}

function permanence(row: Row): Meaning {
  if (isRefused(row)) return { words: "You may not call: the person refused" };
  return { words: row.value === "true" ? "The permission has no end" : "The permission ends" };
}

/** Whether a member of a call permission belongs to an answer that gives none. */
function isRefused({ partner }: Row): boolean {
  return partner?.toLowerCase() === "reject";
}

function link(value: string, zone: Zone, now: number): Meaning | undefined {
  const href = openable(value);
  if (href === undefined) return undefined;
  const end = expiryOf(value);
  const opens = { link: { href, name: "Open" } };
  if (end === undefined) return { words: "The link does not say when it expires", ...opens };
  const when = `${dateTime(end, zone)} (${relative(end, now)})`;
  return end < now ? { words: `Expired ${when}`, isOver: true, ...opens } : { words: `Expires ${when}`, ...opens };
}

function place(row: Row): Meaning | undefined {
  const number = Number(row.value);
  if (!Number.isFinite(number) || row.value.trim() === "") return undefined;
  const isLatitude = row.kind === "latitude";
  const side = isLatitude ? (number < 0 ? "south" : "north") : number < 0 ? "west" : "east";
  const words = `${Math.abs(number)}° ${side}`;
  const other = Number(row.partner ?? Number.NaN);
  const href = Number.isFinite(other) ? (isLatitude ? mapLink(number, other) : mapLink(other, number)) : undefined;
  return isLatitude && href !== undefined ? { words, link: { href, name: "Map" } } : { words };
}

function choice(row: Row): Meaning | undefined {
  const set = choices.find(({ name }) => name === fieldOf(row.field)?.of);
  const spelled = row.value.toLowerCase();
  const value = set?.values.find(({ name, aliases }) => [name, ...aliases].some((one) => one.toLowerCase() === spelled));
  return value && { words: value.doc };
}

function version(row: Row): Meaning | undefined {
  const known: Readonly<Record<string, string>> = named({
    1: "The flat format, before namespaces",
    3: "The format since July 2026",
    4: "The old flat receipt",
    9: "Receipts that repeat what you sent",
  });
  const words = known[row.value];
  return words === undefined ? undefined : { words };
}

function phone(row: Row): Meaning | undefined {
  if (row.phone === undefined) return undefined;
  const { written, country, isPossible } = row.phone;
  const where = country === undefined ? "" : `, ${country}`;
  return { words: isPossible ? written + where : `${written}${where}: not a number that can exist` };
}

const fields = new Map<string, Field>(records.flatMap((record) => record.fields.map((field) => [`${record.name}.${field.name}`, field] as const)));

/** The documented field of a name such as `Payload.umid`. */
export function fieldOf(name: string | undefined): Field | undefined {
  return name === undefined ? undefined : fields.get(name);
}
