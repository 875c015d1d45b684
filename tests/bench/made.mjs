// Bodies of any size that are all one thing.
//
// In: what, and how many bytes. Out: a text. Does not know: who reads it.
// Why: what takes more than its share of time for its length shows in one thing repeated, not in samples.

const HEAD =
  '{"namespace":"ChatApps","eventType":"inbound_message_received","payload":{"umid":"09ba0a01-1ba5-1239-a16c-bb5f3b602a27",' +
  '"subAccountId":"Harbourlight_Care","timestamp":"2026-01-02T05:07:11.417Z","user":{"msisdn":"+12025550134"},' +
  '"recipient":{"channel":"whatsapp","channelId":"5a1e77c0"},"type":"Text","content":{"text":"';

const text = (piece) => (bytes) => `${HEAD}${filled(bytes - HEAD.length - 4, () => piece)}"}}}`;
const beside = (start, piece, end) => (bytes) => `${HEAD}"}},"more":${start}${filled(bytes - HEAD.length - 14, piece).replace(/,$/, "")}${end}}`;

const KINDS = {
  "long text": text("Is the ferry to the north pier running tonight? "),
  "many members": beside("{", (number) => `"member ${number}":"a value",`, "}"),
  "many small values": beside("[", (number) => `${number % 10},`, "]"),
  "deep nesting": (bytes) => {
    const depth = (bytes - HEAD.length - 12) >> 1;
    return `${HEAD}"}},"more":${"[".repeat(depth)}${"]".repeat(depth)}}`;
  },
  "all escapes": text("\\n\\u00e9\\\""),
  "all emoji": text("😀"),
  "all broken": beside("[", () => `{"a" tru, 'b':01,"\\x",},`, "]"),
};

export const KIND_NAMES = Object.keys(KINDS);

export const bodyOf = (kind, bytes) => KINDS[kind](bytes);

/** Pieces up to so many bytes. */
function filled(bytes, piece) {
  const pieces = [];
  let length = 0;
  for (let number = 0; ; number++) {
    const next = piece(number);
    const size = Buffer.byteLength(next);
    if (length + size > bytes) return pieces.join("");
    pieces.push(next);
    length += size;
  }
}
