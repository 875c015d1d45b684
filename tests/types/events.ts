// Events: unions narrow, switches are exhaustive, what is not documented is reachable, nothing can be written to.

import type {
  CallPermissionReply,
  Channel,
  Content,
  DeliveryReceipt,
  EventKind,
  EventOf,
  ExternalPayloadOf,
  Extra,
  InboundMessage,
  Interactive,
  JsonValue,
  LocationContent,
  MediaContent,
  MessageType,
  OpenContent,
  Payload,
  PayloadOf,
  TextContent,
  WebhookEvent,
} from "chatapps-webhook";
import { assertNever, expectType, type Same } from "./expect.js";

declare const event: WebhookEvent;
declare const message: InboundMessage;

// ---- kind ----------------------------------------------------------------------------------------------------------

expectType<Same<WebhookEvent["kind"], EventKind>>();
expectType<Same<EventOf<"inbound-message">, InboundMessage>>();
expectType<Same<EventOf<"inbound-message" | "delivery-receipt">, InboundMessage | DeliveryReceipt>>();
expectType<Same<EventOf<EventKind>, WebhookEvent>>();
// @ts-expect-error There is no such kind.
type _NoEvent = EventOf<"inbound">;

export function everyKind(event: WebhookEvent): string {
  switch (event.kind) {
    case "inbound-message":
      return event.payload.umid;
    case "delivery-receipt":
    case "sms-delivery-receipt":
      return `${event.payload.umid} ${event.payload.status.state}`;
    case "external-app-message":
      return event.payload.channel ?? "a channel that nobody named";
    case "inbound-sms":
      return event.payload.body;
    case "business-management":
      return event.eventId;
    case "voice":
    case "unknown":
      return JSON.stringify(event.body);
    default:
      return assertNever(event);
  }
}

export function forgotten(event: WebhookEvent): string {
  switch (event.kind) {
    case "inbound-message":
      return event.key;
    default:
      // @ts-expect-error Seven kinds are not handled.
      return assertNever(event);
  }
}

// What every event has can be asked without asking for its kind.
expectType<Same<typeof event.key, string>>();
expectType<Same<typeof event.namespace, string | undefined>>();
export const eventType: string | undefined = event.eventType;
expectType<Same<typeof event.version, number | string | undefined>>();
expectType<Same<typeof event.extra, Extra | undefined>>();
// @ts-expect-error Only inbound messages come in shapes.
void event.shape;
// @ts-expect-error Not every event has a payload that is documented.
void event.payload.umid;
// @ts-expect-error An inbound message does not keep its body.
void message.body;

expectType<Same<typeof message.namespace, "ChatApps">>();
expectType<Same<typeof message.shape, "v1" | "v2" | "v3">>();

// ---- payload.type --------------------------------------------------------------------------------------------------

expectType<Same<Payload["type"], MessageType | "Unknown">>();
expectType<Same<PayloadOf<"Image">["content"], MediaContent>>();
expectType<Same<PayloadOf<"Image" | "Video">["type"], "Image" | "Video">>();
expectType<Same<PayloadOf<"Unknown">["unknownType"], string>>();
expectType<Same<ExternalPayloadOf<"Text">["content"], TextContent>>();
expectType<Same<PayloadOf<MessageType>["content"], Content | undefined>>();
// @ts-expect-error Types are capitalised in events.
type _NoPayload = PayloadOf<"text">;

export function everyType(payload: Payload): string {
  switch (payload.type) {
    case "Text":
      expectType<Same<typeof payload.content, TextContent>>();
      return payload.content.text;
    case "Image":
    case "Video":
    case "Audio":
    case "File":
      expectType<Same<typeof payload.content, MediaContent>>();
      return `${payload.content.url} ${payload.content.text ?? ""}`;
    case "Location":
      expectType<Same<typeof payload.content, LocationContent>>();
      return `${payload.content.location.latitude.toFixed(3)}, ${payload.content.location.name ?? ""}`;
    case "Interactive":
      return everyInteractive(payload.content.interactive);
    case "None":
    case "Carousel":
    case "List":
    case "Buttons":
    case "Template":
      expectType<Same<typeof payload.content, OpenContent | undefined>>();
      return payload.content?.text ?? "";
    case "Unknown":
      expectType<Same<typeof payload.content, JsonValue | undefined>>();
      return payload.unknownType;
    default:
      return assertNever(payload);
  }
}

export function beforeNarrowing(payload: Payload): void {
  // @ts-expect-error Not every content has a text.
  void payload.content.text;
  // @ts-expect-error Only what is Unknown has the type as it was sent.
  void payload.unknownType;
  if (payload.type === "Text") {
    // @ts-expect-error The link beside a text may be absent.
    const url: string = payload.content.url;
    void url;
    // @ts-expect-error A text message has no place.
    void payload.content.location;
  }
  if (payload.type === "Location") {
    // @ts-expect-error A place has no altitude.
    void payload.content.location.altitude;
  }
  // @ts-expect-error There is no such type.
  if (payload.type === "Sticker") return;
}

// ---- interactive.type ----------------------------------------------------------------------------------------------

export function everyInteractive(interactive: Interactive): string {
  switch (interactive.type) {
    case "button_reply":
      return interactive.button_reply.id;
    case "list_reply":
      return interactive.list_reply.description ?? interactive.list_reply.title;
    case "nfmReply":
      expectType<Same<typeof interactive.nfmReply.response, JsonValue | undefined>>();
      return interactive.nfmReply.responseJson;
    case "callPermissionReply":
      return permission(interactive.callPermissionReply);
    case "Unknown":
      return `${interactive.unknownType} ${JSON.stringify(interactive.extra?.["sticker_reply"])}`;
    default:
      return assertNever(interactive);
  }
}

function permission(reply: CallPermissionReply): string {
  // @ts-expect-error A rejected permission may lack it.
  const permanent: boolean = reply.isPermanent;
  void permanent;
  return reply.response === "accept" ? (reply.expirationTimestamp ?? "for good") : "none";
}

export function wrongMember(interactive: Interactive): void {
  if (interactive.type === "button_reply") {
    // @ts-expect-error A button is no list.
    void interactive.list_reply;
  }
}

// ---- outboundContent.contentType -----------------------------------------------------------------------------------

export function everyContentType(receipt: DeliveryReceipt): string {
  const content = receipt.payload.outboundContent;
  if (content === undefined) return "";
  switch (content.contentType) {
    case "text":
    case "media":
    case "location":
      return content.body?.text ?? "";
    case "template":
    case "template_auth":
      return content.template?.name ?? "";
    case "carousel":
      return (content.cards ?? []).map((card) => card.body?.text).join();
    case "interactive":
      return content.actions?.buttons?.map((button) => button.label).join() ?? "";
    case "Unknown":
      return content.unknownType;
    default:
      return assertNever(content);
  }
}

// ---- open sets -----------------------------------------------------------------------------------------------------

export function openSet(channel: Channel): string {
  switch (channel) {
    case "whatsapp":
      return "WhatsApp";
    case "line":
      return "LINE";
    default:
      // Any other text: the set grows.
      return channel;
  }
}
export const known: Channel = "whatsapp";
export const another: Channel = "a channel of tomorrow";
// @ts-expect-error A channel is a text.
export const wrong: Channel = 7;

// ---- extra, and nothing to write to --------------------------------------------------------------------------------

export function notDocumented(payload: Payload): JsonValue | undefined {
  return payload.extra?.["stickerId"] ?? payload.user?.extra?.["locale"];
}

export function readOnly(payload: Payload): void {
  // @ts-expect-error Events are not written to.
  payload.umid = "";
  // @ts-expect-error Neither are records in them.
  if (payload.user) payload.user.name = "";
  // @ts-expect-error Nor what is not documented.
  if (payload.extra) payload.extra["stickerId"] = 1;
}

// What is absent is undefined, never null.
expectType<Same<typeof message.description, string | undefined>>();
