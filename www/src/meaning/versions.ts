// How the published shapes of an event differ.
//
// In: a kind and a shape. Out: what this shape is, and how the others look. Does not know: bodies. Plain knowledge, kept in
// words, since no one table of the library holds it side by side.
//
// Why it exists: who has code for one shape gets bodies of another, and has to see what became of a member.

interface ShapeNote {
  readonly name: string;
  readonly words: string;
  /** The example that shows it. */
  readonly example: string;
}

const INBOUND: readonly ShapeNote[] = [
  { name: "v3", words: "`version` is 3. `channelUserId` is the business-scoped user id on WhatsApp, the LINE user id on LINE; `msisdn` is left out where the channel has no number; `username` is new.", example: "inbound-v3-bsuid-msisdn" },
  { name: "v2", words: "No `version`. `msisdn` is always there, and `channelUserId` holds its digits. Otherwise as v3.", example: "inbound-v2-text-whatsapp" },
  { name: "v1", words: "Flat: `eventType` is `inboundMessage`, there is no `namespace` and no `payload`; `channel` and `recipient.recipientId` stand where the others have `recipient`. The event is the same.", example: "inbound-v1-line-text" },
];

const RECEIPT: readonly ShapeNote[] = [
  { name: "v9", words: "`version` is 9. `outboundContent` repeats what you sent.", example: "receipt-v9-content-text" },
  { name: "v8", words: "No `version`. `user.channelUserId` is the number, now and then with a plus sign.", example: "receipt-v8-delivered" },
  { name: "v4", words: "Flat: `eventType` is `outboundMessageDelivery`; `status` is text, and absent members are null.", example: "receipt-v4-delivered" },
];

export function shapesOf(kind: string | undefined): readonly ShapeNote[] {
  if (kind === "inbound-message") return INBOUND;
  return kind === "delivery-receipt" ? RECEIPT : [];
}

/** Which of them an event is. */
export function shapeOf(kind: string | undefined, shape: string | undefined, version: string | undefined): string | undefined {
  if (kind === "delivery-receipt") return version === "9" ? "v9" : version === undefined ? "v8" : version === "4" ? "v4" : undefined;
  return shape;
}
