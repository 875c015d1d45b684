// Receipts and the other events that come to the same URL: their unions narrow, and the helpers take what they are for.

import {
  type BusinessManagement,
  type DeliveryReceipt,
  type ExternalAppMessage,
  type InboundMessage,
  type JsonValue,
  type ManagementEventType,
  type Media,
  type MessageState,
  type OutboundContent,
  type SharedContact,
  type SmsDeliveryReceipt,
  type UserIdUpdate,
  type WebhookEvent,
  contacts,
  isFinal,
  latest,
  media,
  userIdUpdates,
} from "chatapps-webhook";
import { assertNever, expectType, type Same } from "./expect.js";

declare const event: WebhookEvent;
declare const receipt: DeliveryReceipt;
declare const sms: SmsDeliveryReceipt;
declare const management: BusinessManagement;
declare const inbound: InboundMessage;
declare const echo: ExternalAppMessage;

// ---- kind ----------------------------------------------------------------------------------------------------------

export function everyKind(event: WebhookEvent): JsonValue {
  switch (event.kind) {
    case "inbound-message":
      return event.payload.umid;
    case "delivery-receipt":
      expectType<Same<typeof event.payload.status.state, MessageState>>();
      expectType<Same<typeof event.payload.status.errorCode, number | undefined>>();
      return event.payload.whatsapp?.pricingCategory ?? event.body;
    case "external-app-message":
      return event.payload.type === "Text" ? event.payload.content.text : event.body;
    case "inbound-sms":
      return `${event.payload.source} ${event.payload.destination} ${event.payload.body}`;
    case "sms-delivery-receipt":
      return event.payload.smsCount ?? event.payload.status.timestamp;
    case "business-management":
      expectType<Same<typeof event.eventType, ManagementEventType>>();
      expectType<Same<typeof event.namespace, undefined>>();
      return event.eventDetails;
    case "voice":
    case "unknown":
      return event.body;
    default:
      return assertNever(event);
  }
}

export function everyContent(content: OutboundContent): JsonValue {
  switch (content.contentType) {
    case "text":
    case "media":
    case "location":
    case "template":
    case "template_auth":
    case "carousel":
    case "interactive":
      return content.body?.text ?? content.actions?.buttons?.[0]?.label ?? "";
    case "Unknown":
      expectType<Same<typeof content.unknownType, string>>();
      // What a known type has beside it is in `extra` here.
      expectType<Same<typeof content.body, undefined>>();
      expectType<Same<typeof content.channel, undefined>>();
      return content.extra ?? null;
    default:
      return assertNever(content);
  }
}

export function everyManagementEvent(event: BusinessManagement): string {
  switch (event.eventType) {
    case "whatsapp_contact":
      return contacts(event).map(({ name }) => name ?? "").join();
    case "whatsapp_user_id_update":
      return userIdUpdates(event).map(({ bsuid }) => bsuid).join();
    default:
      return event.eventType;
  }
}

// ---- helpers -------------------------------------------------------------------------------------------------------

expectType<Same<ReturnType<typeof isFinal>, boolean>>();
isFinal(receipt);
isFinal(sms);
// @ts-expect-error A message has no state.
isFinal(inbound);
// @ts-expect-error Not every event is a receipt.
isFinal(event);

const further: DeliveryReceipt = latest(receipt, receipt);
const furtherSms: SmsDeliveryReceipt = [sms, sms].reduce(latest);
// @ts-expect-error What is further along is a receipt, perhaps of the other kind.
const _wrong: DeliveryReceipt = latest<DeliveryReceipt | SmsDeliveryReceipt>(receipt, sms);
export { further, furtherSms };

const file: Media | undefined = media(inbound) ?? media(echo);
export const link: string | undefined = file?.url ?? file?.expiresAt ?? file?.fileName ?? file?.extension;
// @ts-expect-error A receipt has no file.
media(receipt);

const shared: readonly SharedContact[] = contacts(management);
const updates: readonly UserIdUpdate[] = userIdUpdates(management);
export const phones: readonly (string | undefined)[] = shared.flatMap(({ phones }) => phones.map(({ phone }) => phone));
export const ids: readonly string[] = updates.map(({ bsuid }) => bsuid);
// @ts-expect-error Only a management event has contacts.
contacts(inbound);
// @ts-expect-error Nothing is written to what was read.
for (const update of updates) update.bsuid = "";
