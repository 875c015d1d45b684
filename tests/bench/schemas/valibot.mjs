// The body in valibot: required members, JSON types, forms, sets, unions on `type`. Unknown members are kept.
//
// In: a parsed body. Out: valibot's result. Does not know: spans, canonical spellings, rules across members, the
// answers in a Flow's `responseJson`.
// Why: a contestant of the benchmark, written as a careful user would.

import * as v from "valibot";

import { CHANNELS, MEDIA_TYPES, OPEN_TYPES, PHONE_NUMBER, schemaName, TIMESTAMP, URL, UUID } from "./forms.mjs";

const text = v.string();
const form = (expression) => v.pipe(v.string(), v.regex(expression));
const uuid = form(UUID);
const timestamp = form(TIMESTAMP);
const phoneNumber = form(PHONE_NUMBER);
const url = form(URL);
const between = (min, max) => v.pipe(v.number(), v.minValue(min), v.maxValue(max));

const user = v.looseObject({
  msisdn: v.optional(phoneNumber),
  channelUserId: v.optional(text),
  name: v.optional(text),
  username: v.optional(text),
});
const recipient = v.looseObject({ channel: v.picklist(CHANNELS), channelId: v.optional(text) });

const reply = v.looseObject({ id: text, title: text, description: v.optional(text) });
const permission = v.looseObject({
  response: v.picklist(["accept", "reject"]),
  isPermanent: v.optional(v.boolean()),
  expirationTimestamp: v.optional(timestamp),
  responseSource: v.optional(v.picklist(["user_action", "automatic"])),
});
const interactive = v.variant("type", [
  v.looseObject({ type: v.literal("button_reply"), button_reply: reply }),
  v.looseObject({ type: v.literal("list_reply"), list_reply: reply }),
  v.looseObject({ type: v.literal("nfmReply"), nfmReply: v.looseObject({ responseJson: text }) }),
  v.looseObject({ type: v.literal("callPermissionReply"), callPermissionReply: permission }),
]);
const location = v.looseObject({
  latitude: between(-90, 90),
  longitude: between(-180, 180),
  name: v.optional(text),
  address: v.optional(text),
});

const beside = { text: v.optional(text), payload: v.optional(text) };
const contents = [
  [["Text"], v.looseObject({ ...beside, text, url: v.optional(url) })],
  [MEDIA_TYPES, v.looseObject({ ...beside, url })],
  [["Location"], v.looseObject({ ...beside, location })],
  [["Interactive"], v.looseObject({ ...beside, interactive })],
  [OPEN_TYPES, v.nullish(v.looseObject({}))],
];

/** A union on `type`, over what `members` adds to each alternative. */
const message = (members) =>
  v.variant(
    "type",
    contents.map(([types, content]) => v.looseObject({ ...members, type: v.picklist(types), content })),
  );

const common = { umid: uuid, subAccountId: text, timestamp, user: v.optional(user) };

const schemas = {
  inbound: v.looseObject({
    version: v.optional(v.literal(3)),
    namespace: v.literal("ChatApps"),
    eventType: v.literal("inbound_message_received"),
    description: v.optional(text),
    payload: message({ ...common, recipient, replyToUmid: v.optional(uuid) }),
  }),
  inboundV1: message({
    ...common,
    version: v.optional(v.literal(1)),
    eventType: v.literal("inboundMessage"),
    channel: v.picklist(CHANNELS),
    recipient: v.optional(v.looseObject({ recipientId: v.optional(text) })),
  }),
  sibling: v.looseObject({ namespace: v.optional(text), eventType: v.optional(text) }),
};

export const validate = (value) => v.safeParse(schemas[schemaName(value)], value);
