// The forms and sets that the schemas for zod and for valibot share.
//
// In: nothing. Out: regular expressions, and the name of the schema that fits a body.
// Does not know: either library.
// Why: both libraries judge by the same expressions, plain ones, so that neither is slowed by a form of its own that
// says more (zod's `uuid` wants an RFC version digit, `url` calls the URL parser).

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const TIMESTAMP = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
export const PHONE_NUMBER = /^\+[1-9]\d{6,14}$/;
export const URL = /^https?:\/\/[^\s"<>]+$/i;

export const CHANNELS = [
  "whatsapp", "viber", "line", "rcs", "sms", "messenger", "wechat", "zalo", "kakaotalk", "instagram", "telegram",
];

/** Types that call for no particular content. */
export const OPEN_TYPES = ["None", "Carousel", "List", "Buttons", "Template"];
export const MEDIA_TYPES = ["Image", "Video", "Audio", "File"];

/**
 * Which schema a parsed body is judged by. A user who cares for speed writes this line instead of a union that tries
 * one alternative after the other.
 */
export function schemaName(value) {
  switch (value?.eventType) {
    case "inbound_message_received":
      return value.namespace === "ChatApps" ? "inbound" : "sibling";
    case "inboundMessage":
      return "inboundV1";
    default:
      return "sibling";
  }
}
