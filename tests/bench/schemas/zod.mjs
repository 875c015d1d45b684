// The body in zod 4: required members, JSON types, forms, sets, unions on `type`. Unknown members are kept.
//
// In: a parsed body. Out: zod's result. Does not know: spans, canonical spellings, rules across members, the answers in
// a Flow's `responseJson`.
// Why: a contestant of the benchmark, written as a careful user would.

import * as z from "zod";

import { CHANNELS, MEDIA_TYPES, OPEN_TYPES, PHONE_NUMBER, schemaName, TIMESTAMP, URL, UUID } from "./forms.mjs";

const text = z.string();
const uuid = z.string().regex(UUID);
const timestamp = z.string().regex(TIMESTAMP);
const phoneNumber = z.string().regex(PHONE_NUMBER);
const url = z.string().regex(URL);

const user = z.looseObject({
  msisdn: phoneNumber.optional(),
  channelUserId: text.optional(),
  name: text.optional(),
  username: text.optional(),
});
const recipient = z.looseObject({ channel: z.enum(CHANNELS), channelId: text.optional() });

const reply = z.looseObject({ id: text, title: text, description: text.optional() });
const permission = z.looseObject({
  response: z.enum(["accept", "reject"]),
  isPermanent: z.boolean().optional(),
  expirationTimestamp: timestamp.optional(),
  responseSource: z.enum(["user_action", "automatic"]).optional(),
});
const interactive = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("button_reply"), button_reply: reply }),
  z.looseObject({ type: z.literal("list_reply"), list_reply: reply }),
  z.looseObject({ type: z.literal("nfmReply"), nfmReply: z.looseObject({ responseJson: text }) }),
  z.looseObject({ type: z.literal("callPermissionReply"), callPermissionReply: permission }),
]);
const location = z.looseObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: text.optional(),
  address: text.optional(),
});

const beside = { text: text.optional(), payload: text.optional() };
const contents = [
  [["Text"], z.looseObject({ ...beside, text, url: url.optional() })],
  [MEDIA_TYPES, z.looseObject({ ...beside, url })],
  [["Location"], z.looseObject({ ...beside, location })],
  [["Interactive"], z.looseObject({ ...beside, interactive })],
  [OPEN_TYPES, z.looseObject({}).nullish()],
];

/** A union on `type`, over what `members` adds to each alternative. */
const message = (members) =>
  z.discriminatedUnion(
    "type",
    contents.map(([types, content]) => z.looseObject({ ...members, type: z.enum(types), content })),
  );

const common = { umid: uuid, subAccountId: text, timestamp, user: user.optional() };

const schemas = {
  inbound: z.looseObject({
    version: z.literal(3).optional(),
    namespace: z.literal("ChatApps"),
    eventType: z.literal("inbound_message_received"),
    description: text.optional(),
    payload: message({ ...common, recipient, replyToUmid: uuid.optional() }),
  }),
  inboundV1: message({
    ...common,
    version: z.literal(1).optional(),
    eventType: z.literal("inboundMessage"),
    channel: z.enum(CHANNELS),
    recipient: z.looseObject({ recipientId: text.optional() }).optional(),
  }),
  sibling: z.looseObject({ namespace: text.optional(), eventType: text.optional() }),
};

export const validate = (value) => schemas[schemaName(value)].safeParse(value);
