// identify: who an event is about, without guessing.
//
// In: an event. Out: the ids it has, named for what they are. Does not know: bodies. Decided by the channel and by the form
// of the ids; a business-scoped user id (BSUID) is never taken apart.
//
// Why it exists: what stands in `channelUserId` is another thing in each channel and version, and whoever takes one for the other
// writes to a stranger.

import { Members } from "./members.js";
import { checkEvent } from "./options.js";

/** WhatsApp's business-scoped user id: two letters of a country, a point, and what stands for the person. */
const BSUID = /^[A-Z]{2}\.[0-9A-Za-z._-]+$/;
/** LINE's user id: U and 32 hex digits. */
const LINE_USER_ID = /^U[0-9a-f]{32}$/;
/** ITU-T E.164 with its plus sign. */
const PHONE_NUMBER = /^\+[1-9][0-9]{6,14}$/;
const DIGITS = /^[1-9][0-9]{6,14}$/;
/** Where an id of digits is a phone number. Elsewhere digits are ids of the channel's own. */
const BY_NUMBER = new Set(["whatsapp", "viber", "rcs", "sms"]);

/** Who it is. */
export function identify(event) {
  checkEvent("identify", event);
  const identity = new Members();
  switch (event.kind) {
    case "inbound-message":
      addUser(identity, event.payload?.user, event.payload?.recipient?.channel, event.version);
      break;
    case "delivery-receipt":
    case "external-app-message":
      addUser(identity, event.payload?.user, event.payload?.channel, event.version);
      break;
    case "inbound-sms":
      addAddress(identity, event.payload?.source);
      break;
    case "sms-delivery-receipt":
      addAddress(identity, event.payload?.destination);
      break;
    default:
  }
  return identity;
}

function addUser(identity, user, channel, version) {
  if (user === undefined) return;
  const { msisdn, username, channelUserId: id } = user;
  if (msisdn) addNumber(identity, msisdn);
  if (username) identity.username = username;
  if (!id) return;
  if ((channel === "line" || channel === undefined) && LINE_USER_ID.test(id)) {
    identity.lineUserId = id;
  } else if ((channel === "whatsapp" || channel === undefined) && BSUID.test(id)) {
    identity.bsuid = id;
  } else if (msisdn === undefined ? isPhoneOf(id, channel, version) : msisdn === id || msisdn === "+" + id) {
    if (msisdn === undefined) addNumber(identity, id);
  } else {
    identity.other = id;
  }
}

/** A number as it is looked up; where 8x8 has masked or shortened it, it is nobody's. */
function addNumber(identity, number) {
  if (PHONE_NUMBER.test(number)) identity.phone = number;
  else if (DIGITS.test(number)) identity.phone = "+" + number;
  else identity.other = number;
}

/** Whether an id alone is a phone number: v2 and v8 send the digits of the number there. The formats behind them have a BSUID
 * in its place on WhatsApp, and what digits are there nobody says. */
function isPhoneOf(id, channel, version) {
  const mayBeDigits = BY_NUMBER.has(channel) && (channel !== "whatsapp" || version === undefined);
  return PHONE_NUMBER.test(id) || (mayBeDigits && DIGITS.test(id));
}

function addAddress(identity, address) {
  if (!address) return;
  if (PHONE_NUMBER.test(address)) identity.phone = address;
  else identity.other = address;
}
