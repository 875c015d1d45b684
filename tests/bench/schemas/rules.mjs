// What every schema of the benchmark states, said once.
//
// In: nothing. Out: the rules for each kind of body, in a small language of plain data; the forms and sets they speak of;
// which rules a parsed body is judged by; and `written`, which says a rule in the language of a library.
// Does not know: any library.
// Why once: contestants that state different rules cannot be compared, and six schemas written by hand would drift apart.
// Why plain expressions: so no library is slowed by a form of its own that says more (zod's `uuid` wants an RFC version
// digit, `url` calls the URL parser).

/** A string in a form; a number in a range; one of some values. A member whose name ends with `?` may be absent. */
const form = (expression) => ({ is: "form", expression });
const between = (min, max) => ({ is: "between", min, max });
const oneOf = (...values) => ({ is: "oneOf", values });
const nullable = (inner) => ({ is: "nullable", inner });
const list = (inner) => ({ is: "list", inner });
/** An object that may hold more than is said here. */
const record = (members) => ({ is: "record", members: membersOf(members) });
/** An object whose other members depend on the value of `tag`. */
const variant = (tag, arms) => ({ is: "variant", tag, arms: arms.map(([values, members]) => ({ values, members: membersOf(members) })) });

const text = { is: "text" };
const number = { is: "number" };
const boolean = { is: "boolean" };
const anything = { is: "anything" };

const membersOf = (members) =>
  Object.entries(members).map(([name, rule]) => ({ name: name.replace(/\?$/, ""), rule, isOptional: name.endsWith("?") }));

/** Every member may be absent. */
const loose = (members) =>
  record(Object.fromEntries(Object.entries(members).map(([name, rule]) => [`${name}?`, rule])));

const uuid = form(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i);
const timestamp = form(
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/,
);
const phoneNumber = form(/^\+[1-9]\d{6,14}$/);
const url = form(/^https?:\/\/[^\s"<>]+$/i);

const channel = oneOf(
  ...["whatsapp", "viber", "line", "rcs", "sms", "messenger", "wechat", "zalo", "kakaotalk", "instagram", "telegram"],
);
const user = record({ "msisdn?": phoneNumber, "channelUserId?": text, "name?": text, "username?": text });

// ---- inbound messages ----

const reply = record({ id: text, title: text, "description?": text });
const permission = record({
  response: oneOf("accept", "reject"),
  "isPermanent?": boolean,
  "expirationTimestamp?": timestamp,
  "responseSource?": oneOf("user_action", "automatic"),
});
const interactive = variant("type", [
  [["button_reply"], { button_reply: reply }],
  [["list_reply"], { list_reply: reply }],
  [["nfmReply"], { nfmReply: record({ responseJson: text }) }],
  [["callPermissionReply"], { callPermissionReply: permission }],
]);
const location = record({
  latitude: between(-90, 90),
  longitude: between(-180, 180),
  "name?": text,
  "address?": text,
});

const caption = { "text?": text, "payload?": text };
/** A union on `type`, over what `members` adds to each alternative. */
const message = (members) =>
  variant("type", [
    [["Text"], { ...members, content: record({ text, "url?": url, "payload?": text }) }],
    [["Image", "Video", "Audio", "File"], { ...members, content: record({ ...caption, url }) }],
    [["Location"], { ...members, content: record({ ...caption, location }) }],
    [["Interactive"], { ...members, content: record({ ...caption, interactive }) }],
    // They call for no particular content.
    [["None", "Carousel", "List", "Buttons", "Template"], { ...members, "content?": nullable(record({})) }],
  ]);

const common = { umid: uuid, subAccountId: text, timestamp, "user?": user };

// ---- delivery receipts ----

/** Some send the id, which is digits here, with the plus sign of a phone number. */
const receiver = loose({ msisdn: phoneNumber, channelUserId: form(/^[^+]/), name: text, username: text });

const status = record({
  state: oneOf("queued", "accepted", "rejected", "sent", "delivered", "undelivered", "failed", "read"),
  "detail?": oneOf("delivered_to_operator", "delivered_to_recipient", "rejected_by_operator", "undelivered_to_recipient"),
  timestamp,
  "errorCode?": number,
  "errorMessage?": text,
});
const header = loose({
  type: text,
  text,
  media: loose({ url, filename: text }),
  location: loose({ latitude: between(-90, 90), longitude: between(-180, 180), name: text, address: text }),
});
const actions = loose({
  buttons: list(loose({ type: oneOf("url", "quick_reply", "copy_code", "phone", "flow"), label: text, value: nullable(text) })),
  cta: loose({ displayText: text, url }),
  list: loose({
    buttonLabel: text,
    sections: list(loose({ title: text, rows: list(loose({ id: text, title: text, description: text })) })),
  }),
  flow: loose({ flowId: text, cta: text, action: text, screen: text }),
});
const outboundContent = record({
  "channel?": channel,
  contentType: oneOf("text", "media", "location", "template", "template_auth", "carousel", "interactive"),
  "template?": loose({ name: text, language: text, category: text }),
  "header?": header,
  "body?": loose({ text }),
  "footer?": loose({ text }),
  "actions?": actions,
  "cards?": list(loose({ index: number, header, body: loose({ text }), actions })),
  "meta?": loose({
    redacted: boolean,
    redactionReason: text,
    interactiveType: oneOf("button", "list", "cta_url", "flow"),
  }),
});
const price = loose({ total: number, perSms: number, currency: text });

// ---- the bodies ----

const envelope = (namespace, eventType, payload, version = anything) =>
  record({
    "version?": version,
    namespace,
    eventType: oneOf(eventType),
    "description?": text,
    payload,
  });

export const BODIES = {
  inbound: envelope(
    oneOf("ChatApps"),
    "inbound_message_received",
    message({ ...common, recipient: record({ channel, "channelId?": text }), "replyToUmid?": uuid }),
    oneOf(3),
  ),
  inboundV1: message({
    ...common,
    "version?": oneOf(1),
    eventType: oneOf("inboundMessage"),
    channel,
    "recipient?": record({ "recipientId?": text }),
    "replyToUmid?": uuid,
  }),
  receipt: envelope(
    oneOf("ChatApps"),
    "outbound_message_status_changed",
    record({
      umid: uuid,
      subAccountId: text,
      channel,
      "user?": receiver,
      status,
      "batchId?": uuid,
      "clientMessageId?": text,
      "clientBatchId?": text,
      "whatsapp?": loose({ providerErrorCode: text, pricingCategory: text }),
      "outboundContent?": outboundContent,
    }),
    oneOf(9),
  ),
  receiptV4: record({
    "version?": oneOf(4),
    eventType: oneOf("outboundMessageDelivery"),
    channel,
    "user?": user,
    umid: uuid,
    status: oneOf("queued", "accepted", "rejected", "sent", "delivered", "undelivered", "failed", "read"),
    timestamp,
    subAccountId: text,
    "clientMessageId?": text,
    "clientBatchId?": text,
    "currency?": text,
  }),
  external: envelope(
    oneOf("ChatApps"),
    "external_app_message",
    message({ ...common, channel, "replyToUmid?": uuid }),
  ),
  inboundSms: envelope(
    text,
    "inbound_message_received",
    record({
      umid: uuid,
      subAccountId: text,
      timestamp,
      source: text,
      destination: text,
      body: text,
      "encoding?": oneOf("GSM7", "UCS2"),
      "smsCount?": number,
      "price?": price,
    }),
  ),
  smsReceipt: envelope(
    text,
    "outbound_message_status_changed",
    record({
      umid: uuid,
      "batchId?": uuid,
      "clientMessageId?": text,
      "clientBatchId?": text,
      subAccountId: text,
      source: text,
      destination: text,
      status,
      "price?": price,
      "smsCount?": number,
    }),
  ),
  management: record({
    eventId: uuid,
    timestamp,
    provider: text,
    "businessAccountId?": text,
    "accountId?": text,
    eventType: oneOf(
      ...["template_status_update", "template_category_update", "template_quality_update"],
      ...["phone_number_quality_update", "account_update", "whatsapp_automatic_events"],
      ...["whatsapp_user_id_update", "whatsapp_contact", "whatsapp_preference"],
    ),
    eventDetails: record({}),
  }),
  voice: record({ namespace: oneOf("VOICE"), "eventType?": text, "description?": text }),
  unknown: record({ "namespace?": nullable(text), "eventType?": nullable(text) }),
};

/**
 * Which rules a parsed body is judged by. A user who cares for speed writes this instead of a union that tries one
 * alternative after the other. A missing or odd namespace beside a known event type is for the rules to refuse.
 */
export function bodyName(value) {
  switch (value?.eventType) {
    case "inbound_message_received":
      return isSms(value) ? "inboundSms" : "inbound";
    case "outbound_message_status_changed":
      return isSms(value) ? "smsReceipt" : "receipt";
    case "external_app_message":
      return "external";
    case "inboundMessage":
      return "inboundV1";
    case "outboundMessageDelivery":
      return "receiptV4";
    case undefined:
      // An event of Messaging Apps that does not say which: most are inbound messages.
      return value?.namespace === "ChatApps" ? "inbound" : "unknown";
    default:
      if (value.namespace === "VOICE") return "voice";
      return "eventId" in value ? "management" : "unknown";
  }
}

/** In whatever case: so it is read, and so it occurs. */
const isSms = ({ namespace }) => namespace === "SMS" || (typeof namespace === "string" && namespace.toUpperCase() === "SMS");

/** A rule in the language of a library: `language` has a function for each word. */
export function written(rule, language) {
  const write = (inner) => written(inner, language);
  const writeMembers = (members) => members.map(({ name, rule, isOptional }) => ({ name, isOptional, inner: write(rule) }));
  switch (rule.is) {
    case "form":
      return language.form(rule.expression);
    case "between":
      return language.between(rule.min, rule.max);
    case "oneOf":
      return language.oneOf(rule.values);
    case "nullable":
      return language.nullable(write(rule.inner));
    case "list":
      return language.list(write(rule.inner));
    case "record":
      return language.record(writeMembers(rule.members));
    case "variant":
      return language.variant(rule.tag, rule.arms.map(({ values, members }) => ({ values, members: writeMembers(members) })));
    default:
      return language[rule.is]();
  }
}

/** All bodies in the language of a library. */
export const bodiesIn = (language) =>
  Object.fromEntries(Object.entries(BODIES).map(([name, rule]) => [name, written(rule, language)]));
