// Small questions about events that everybody asks, answered from the event alone.
//
// In: an event as parse gives it. Out: plain data. Does not know: bodies, clocks, the network. What an event does not say
// is left out, never guessed.
//
// Why it exists: each of these has an answer that looks simple and is not – which of two receipts is the later one, whom an event
// is about, when a link expires.

import { TIER_AT_OPERATOR, failures, tiers } from "../generated/words.js";
import { checkEvent, checkReceipt } from "./options.js";

// ---- how far a message has come ------------------------------------------------------------------------------------

/** Channels whose receipts never say that a message was read (8x8's pages on SMS and LINE). */
const CHANNELS_WITHOUT_READ = new Set(["sms", "line", "linenotification"]);

/** Whether no further receipt of the message is to be waited for. */
export function isFinal(receipt) {
  checkReceipt("isFinal", receipt, "isFinal(result.event)");
  const { state, detail } = receipt.payload.status;
  if (state === "read" || failures.includes(state)) return true;
  return state === "delivered" && detail !== "delivered_to_operator" && !isReadReported(receipt);
}

function isReadReported(receipt) {
  if (receipt.kind === "sms-delivery-receipt") return false;
  return !CHANNELS_WITHOUT_READ.has(receipt.payload.channel?.toLowerCase());
}

/** The one of two receipts of a message that is further along. */
export function latest(a, b) {
  for (const receipt of [a, b]) checkReceipt("latest", receipt, "latest(receipt, result.event)");
  if (a.payload.umid.toLowerCase() !== b.payload.umid.toLowerCase()) {
    throw new TypeError("latest expects two receipts of one message, found two messages: compare receipts of one umid.");
  }
  return compareReceipts(b, a) > 0 ? b : a;
}

/** A total order, so that what remains of many receipts does not depend on how they arrived. */
function compareReceipts(a, b) {
  const [one, other] = [rankOf(a.payload.status), rankOf(b.payload.status)];
  const place = one.findIndex((value, index) => value !== other[index]);
  return place < 0 ? 0 : one[place] < other[place] ? -1 : 1;
}

/** What is compared of a status, the first difference counts: how far, since when, and what it says at all. */
function rankOf({ state, detail = "", timestamp }) {
  return [tierOf(state, detail), ...momentOf(timestamp), timestamp, state, detail];
}

function tierOf(state, detail) {
  if (state === "delivered" && detail === "delivered_to_operator") return TIER_AT_OPERATOR;
  // A state that is not documented says nothing of how far: it counts as on its way.
  return Object.hasOwn(tiers, state) ? tiers[state] : tiers.sent;
}

const TIMESTAMP = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d+)?(?:Z|([+-])(\d{2}):(\d{2}))$/i;

/**
 * The second of a timestamp, and the fraction behind it: a double does not hold seven digits of both. A time that cannot be
 * read comes before every other. Written out, since engines need not read other fractions than of three digits.
 */
function momentOf(timestamp) {
  const found = TIMESTAMP.exec(timestamp);
  if (found === null) return [-Infinity, 0];
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map(Number);
  const offset = (Number(found[9] ?? 0) * 60 + Number(found[10] ?? 0)) * (found[8] === "-" ? -1 : 1);
  return [Date.UTC(year, month - 1, day, hour, minute - offset, second), Number(`0${found[7] ?? ""}`)];
}

// ---- files ---------------------------------------------------------------------------------------------------------

/** The kinds whose content is known. */
const HAS_CONTENT = new Set(["inbound-message", "external-app-message"]);
const AMZ_DATE = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;
/** Seconds; AWS signs for a week at most. */
const AMZ_EXPIRES = /^\d{1,6}$/;
const FILE_NAME = /^[^\\/\p{Cc}]*[^\\/.\p{Cc}]\.([0-9A-Za-z]{1,16})$/u;

/** The link to the file of a message, and what the link says of itself; nothing for an event that is no message with a file. */
export function media(message) {
  checkEvent("media", message);
  if (!HAS_CONTENT.has(message.kind)) return undefined;
  const { type, content } = message.payload ?? {};
  const url = type === "Unknown" ? undefined : content?.url;
  if (url === undefined) return undefined;
  const link = linkOf(url);
  if (link === undefined) return { url };
  const expiresAt = expiryOf(link.searchParams);
  const file = fileOf(link.pathname);
  return { url, ...(expiresAt !== undefined && { expiresAt }), ...file };
}

function linkOf(url) {
  try {
    const link = new URL(url);
    return link.protocol === "https:" || link.protocol === "http:" ? link : undefined;
  } catch {
    return undefined;
  }
}

/** When a presigned link ends: `X-Amz-Date` and `X-Amz-Expires`, each of them once and in its form. */
function expiryOf(parameters) {
  const [date, ...otherDates] = parameters.getAll("X-Amz-Date");
  const [seconds, ...otherSeconds] = parameters.getAll("X-Amz-Expires");
  const found = AMZ_DATE.exec(date ?? "");
  if (found === null || !AMZ_EXPIRES.test(seconds ?? "") || otherDates.length + otherSeconds.length > 0) return undefined;
  const [year, month, day, hour, minute, second] = found.slice(1).map(Number);
  const signed = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  // A month or an hour too many rolls over into another date: then it was none.
  const isDate = signed.toISOString().replace(/[-:]|\.000/g, "") === date;
  return isDate ? new Date(signed.getTime() + Number(seconds) * 1000).toISOString() : undefined;
}

/** The last part of the path, where it is the name of a file: with an extension, and with nothing that leads elsewhere. */
function fileOf(path) {
  let fileName;
  try {
    fileName = decodeURIComponent(path.slice(path.lastIndexOf("/") + 1));
  } catch {
    return undefined;
  }
  const found = FILE_NAME.exec(fileName);
  return found === null ? undefined : { fileName, extension: found[1].toLowerCase() };
}

// ---- what Meta says of a person ------------------------------------------------------------------------------------

/** The contacts that a person shared: an event `whatsapp_contact`. */
export function contacts(event) {
  checkEvent("contacts", event);
  if (event.eventType !== "whatsapp_contact") return [];
  return objectsOf(metaValue(event).messages).flatMap((message) => {
    const from = texts({ waId: message.from, bsuid: message.from_user_id });
    return objectsOf(message.contacts).map((contact) => ({
      ...texts({ name: objectOf(contact.name).formatted_name }),
      phones: objectsOf(contact.phones).map(({ phone, wa_id, user_id, type }) => texts({ phone, waId: wa_id, bsuid: user_id, type })),
      from,
      contact,
    }));
  });
}

/** The people whose business-scoped user id (BSUID) has changed: an event `whatsapp_user_id_update`. */
export function userIdUpdates(event) {
  checkEvent("userIdUpdates", event);
  if (event.eventType !== "whatsapp_user_id_update") return [];
  return objectsOf(metaValue(event).user_id_update).flatMap(({ user_id, parent_user_id, wa_id }) => {
    const [own, parent] = [objectOf(user_id), objectOf(parent_user_id)];
    if (typeof own.current !== "string") return [];
    return {
      bsuid: own.current,
      ...texts({
        previousBsuid: own.previous,
        parentBsuid: parent.current,
        previousParentBsuid: parent.previous,
        waId: wa_id,
      }),
    };
  });
}

/** What Meta's own webhook said, which 8x8 passes on as it was: snake case, judged by nobody. */
function metaValue(event) {
  return objectOf(objectOf(objectOf(event.eventDetails).rawEvent).value);
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function objectOf(value) {
  return isObject(value) ? value : {};
}

function objectsOf(value) {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The members that are text. */
function texts(members) {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => typeof value === "string"));
}
