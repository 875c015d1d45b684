/**
 * What a webhook posts: the text of the request, or its bytes.
 *
 * Bytes are read as UTF-8, as `new TextDecoder("utf-8", { ignoreBOM: true })` would; offsets count in that text.
 */
export type Body = string | Uint8Array | ArrayBuffer;

/** {@link parse} where the kinds are given: the type of the event follows from `expect`. */
export function parse<K extends EventKind>(
  body: Body,
  options: ParseOptions<K> & { readonly expect: readonly K[] },
): ParseResult<K>;

/**
 * Reads the body of a webhook: the typed event, and everything that is off about it.
 *
 * Synchronous. It never throws because of a bad body: what is wrong with one is in `diagnostics`, and what could be read
 * in spite of it in `partial`.
 *
 * ```js
 * const result = parse(await request.text());
 * if (result.ok && result.event.kind === "inbound-message") {
 *   const { payload } = result.event;
 *   if (payload.type === "Text") console.log(payload.content.text);
 * }
 * ```
 *
 * @throws {TypeError} `body` is no text and no bytes. A Promise or a Request means that an `await` is missing; for an
 * object that was parsed already there is {@link parseValue}.
 * @throws {TypeError} An option is not one, or has a value that it cannot have.
 */
export function parse(body: Body, options?: ParseOptions): ParseResult;

/** {@link parseValue} where the kinds are given: the type of the event follows from `expect`. */
export function parseValue<K extends EventKind>(
  value: unknown,
  options: ParseOptions<K> & { readonly expect: readonly K[] },
): ParseResult<K>;

/**
 * Like {@link parse}, for JSON that was parsed already: a message of a queue, a row of a database. The same result, without
 * `span`s. Of a request read the raw body instead, and hand it to {@link parse}: a framework that parses it refuses what is
 * broken, of another media type or too long for it by itself, and 8x8 sends it again.
 *
 * What only a text shows is lost on the way: a repeated member (`duplicate-key`), a byte order mark, bytes that are not
 * UTF-8, faults of the syntax, and how a number was written.
 *
 * ```js
 * queue.on("message", ({ payload }) => {
 *   const result = parseValue(payload);
 *   if (result.ok) handle(result.event);
 *   else keepForLater(payload, result.diagnostics);
 * });
 * ```
 *
 * @param value What `JSON.parse` gives, from any realm: objects, arrays, strings, numbers (`1e999` gives an infinite one),
 *   booleans and null. A member that is `undefined` counts as absent, as for `JSON.stringify`.
 * @throws {TypeError} There is something in `value` that JSON does not have: a Promise, a Request, a Map, a function.
 */
export function parseValue(value: unknown, options?: ParseOptions): ParseResult;

/** {@link parseOrThrow} where the kinds are given: the type of the event follows from `expect`. */
export function parseOrThrow<K extends EventKind>(
  body: Body,
  options: ParseOptions<K> & { readonly expect: readonly K[] },
): EventOf<K>;

/**
 * Like {@link parse}, for code that prefers exceptions: gives the event, and throws where there is none.
 *
 * Do not answer 400 when it throws: 8x8 would only deliver the same body four more times.
 *
 * @throws {WebhookParseError} There is at least one diagnostic of severity `error`.
 * @throws {TypeError} As {@link parse}.
 */
export function parseOrThrow(body: Body, options?: ParseOptions): WebhookEvent;

/** {@link inspect} where the kinds are given: the type of the event follows from `expect`. */
export function inspect<K extends EventKind>(
  body: Body,
  options: ParseOptions<K> & { readonly expect: readonly K[] },
): ParseResult<K> & Inspection;

/**
 * Everything {@link parse} gives, and the whole text as a list of nodes: for editors and debuggers. The nodes are there
 * also where the syntax is broken, and where the body is longer than `maxBytes`.
 *
 * @throws {TypeError} As {@link parse}.
 */
export function inspect(body: Body, options?: ParseOptions): ParseResult & Inspection;

/**
 * Who the event is from or about, without guessing: by channel, shape and the form of the ids. A business-scoped user id
 * is never taken apart.
 *
 * Look for the BSUID first, then for the phone number, and note the BSUID at the customer found. Customers that you know by
 * their number get a BSUID as soon as 8x8 sends you version 3, and later messages of theirs may come without the number.
 *
 * ```js
 * const { phone, bsuid } = identify(event);
 * let customer = bsuid && (await customers.findByBsuid(bsuid));
 * customer ??= phone && (await customers.findByPhone(phone));
 * if (customer && bsuid) await customers.noteBsuid(customer, bsuid);
 * ```
 */
export function identify(event: WebhookEvent): Identity;

/**
 * Whether no further receipt of the message is to be waited for: it was read, or it failed (`rejected`, `undelivered`,
 * `failed`), or it is with the person (`delivered`, and not merely to the operator) in a channel that never says what was
 * read: SMS and LINE. In other channels `delivered` is not the end: a message may be read up to ten days later.
 *
 * ```js
 * if (isFinal(receipt)) await messages.close(receipt.payload.umid, receipt.payload.status.state);
 * ```
 */
export function isFinal(receipt: DeliveryReceipt | SmsDeliveryReceipt): boolean;

/**
 * The one of two receipts of a message that is further along. Receipts arrive in any order, and what remains of many does
 * not depend on it: `receipts.reduce(latest)`.
 *
 * From the least far to the furthest: `queued`; `accepted`; `sent`; `delivered` to the operator only; `delivered` to the
 * person, `undelivered`, `rejected` and `failed`; `read`. Of two that are equally far it is the later one, by
 * `status.timestamp`. A state that is not documented counts as on its way, like `sent`. Of a receipt and its repeat it is
 * the first, `a`.
 *
 * @throws {TypeError} The receipts are of two messages.
 */
export function latest<R extends DeliveryReceipt | SmsDeliveryReceipt>(a: R, b: R): R;

/**
 * The link to the file of a message – an image, a video, a sound, a document –, and what the link says of itself.
 *
 * Nothing is fetched and nothing guessed: what the link does not say is left out.
 *
 * ```js
 * const file = media(message);
 * if (file && !(file.expiresAt && Date.parse(file.expiresAt) < Date.now())) await download(file.url);
 * ```
 *
 * @returns `undefined` where the message has no link, and where its type is `Unknown`.
 */
export function media(message: InboundMessage | ExternalAppMessage): Media | undefined;

/**
 * The contacts that a person shared with you: the cards of an event `whatsapp_contact`.
 *
 * Read out of `eventDetails.rawEvent`, which is Meta's and is judged by nobody: what is not there, or not in Meta's form,
 * is left out.
 *
 * @returns An empty list for events of any other type.
 */
export function contacts(event: BusinessManagement): readonly SharedContact[];

/**
 * The people whose business-scoped user id (BSUID) has changed, with the new one: an event `whatsapp_user_id_update`. It
 * changes when a person changes their phone number.
 *
 * ```js
 * for (const { previousBsuid, bsuid } of userIdUpdates(event)) await customers.rename(previousBsuid, bsuid);
 * ```
 *
 * @returns An empty list for events of any other type.
 */
export function userIdUpdates(event: BusinessManagement): readonly UserIdUpdate[];

/**
 * The diagnostics as a text for a terminal or a log: code, message, pointer, line and column, and the line of the body
 * with the place underlined.
 *
 * Control characters and characters that change the direction of text are shown escaped.
 *
 * @param body The body that was parsed.
 * @param result What came of it.
 * @returns `nothing to remark` and a line break where there is no diagnostic.
 */
export function render(body: Body, result: ParseResult, options?: RenderOptions): string;

/**
 * The same text with everything masked that the schema does not declare safe, unknown members, broken text and embedded
 * JSON included: for bug reports and logs.
 *
 * Each character is replaced by one of its class, so that lengths, the form of the JSON and all positions stay the same.
 *
 * ```js
 * redact('{"eventType":"inbound_message_received","payload":{"user":{"name":"Ada"}}}');
 * // '{"eventType":"inbound_message_received","payload":{"user":{"name":"Xxx"}}}'
 * ```
 *
 * @throws {TypeError} As {@link parse}.
 */
export function redact(body: Body): string;

/**
 * The parser as a Standard Schema (standardschema.dev) and a Standard JSON Schema, for frameworks and libraries that take
 * one: Hono, tRPC, oRPC and others. The input is the text of a body, its bytes, or JSON that was parsed already.
 *
 * Mind that most frameworks answer 400 by themselves where a schema finds issues, and that 8x8 then delivers the same body
 * four more times.
 *
 * ```js
 * const result = webhook["~standard"].validate(await request.text());
 * if (!result.issues) handle(result.value);
 * ```
 */
export const webhook: WebhookSchema<WebhookEvent>;

/** Like {@link webhook}, for inbound messages alone: any other event is the issue `unexpected-event`. */
export const inboundMessage: WebhookSchema<InboundMessage>;

/** A Standard Schema, version 1, and a Standard JSON Schema, version 1. */
export interface WebhookSchema<Output> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "chatapps-webhook";
    /** Never there: for the compiler alone. */
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined;
    /** Synchronous. It never throws: a value that JSON does not have gives an issue. */
    readonly validate: (value: unknown) => SchemaSuccess<Output> | SchemaFailure;
    readonly jsonSchema: {
      /**
       * JSON Schema of the body.
       * @throws {TypeError} The target is neither of these.
       */
      readonly input: (options: JsonSchemaRequest) => Record<string, unknown>;
      /**
       * JSON Schema of the event.
       * @throws {TypeError} The target is neither of these.
       */
      readonly output: (options: JsonSchemaRequest) => Record<string, unknown>;
    };
  };
}

/** Which JSON Schema is wanted: `"draft-2020-12"` or `"draft-07"`. */
export interface JsonSchemaRequest {
  readonly target: "draft-2020-12" | "draft-07" | (string & {});
}

/** What a schema gives for a value that is an event. */
export interface SchemaSuccess<Output> {
  readonly value: Output;
  readonly issues?: undefined;
  /** Warnings and infos. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What a schema gives for any other value. */
export interface SchemaFailure {
  /** The errors. */
  readonly issues: readonly SchemaIssue[];
  /** Errors, warnings and infos, with all that is known of them. */
  readonly diagnostics: readonly Diagnostic[];
}

/** An error, as a Standard Schema tells it. */
export interface SchemaIssue {
  readonly message: string;
  readonly path: readonly (string | number)[];
  /** Absent, as is all that follows, where the value was no JSON at all, or could not be read here: without WebAssembly there is no
   * reader. The message says which. */
  readonly code?: DiagnosticCode;
  readonly severity?: Severity;
  /** JSON Pointer (RFC 6901) into the body. */
  readonly pointer?: string;
  /** Where in the text. Absent where the value was parsed already. */
  readonly span?: Span;
}

/** Settings of {@link parse}. All of them may be left out. */
export interface ParseOptions<K extends EventKind = EventKind> {
  /**
   * Makes every warning an error, so that there is an event only where nothing breaks the documented form.
   * @default false
   */
  readonly strict?: boolean | undefined;
  /**
   * The severity of single codes; `"off"` drops the diagnostic. It wins over `strict`.
   *
   * What withholds the event stays an error.
   *
   * ```js
   * parse(body, { severity: { "unknown-field": "off", "invalid-uuid": "error" } });
   * ```
   */
  readonly severity?: { readonly [C in TunableCode]?: Severity | "off" | undefined } | undefined;
  /**
   * The kinds of events you handle: any other is the error `unexpected-event`. The type of the event follows where the
   * list is surely there; where it may be `undefined`, the event may be of every kind.
   *
   * ```js
   * const result = parse(body, { expect: ["inbound-message"] });
   * if (result.ok) result.event.payload.umid;
   * ```
   *
   * @default every kind
   */
  readonly expect?: readonly K[] | undefined;
  /**
   * The longest body that is read, in bytes of UTF-8. A longer one is the error `body-too-large`. At most 256 MiB less one
   * byte, whatever is asked for.
   * @default 10485760 (10 MiB)
   */
  readonly maxBytes?: number | undefined;
}

/** What comes of a body. `if (result.ok)` tells the two apart. */
export type ParseResult<K extends EventKind = EventKind> = ParseSuccess<K> | ParseFailure;

/** There is an event. */
export interface ParseSuccess<K extends EventKind = EventKind> {
  readonly ok: true;
  /** The event: plain data, which may be cloned and stored. */
  readonly event: EventOf<K>;
  /** What is worth knowing: warnings and infos, sorted by position. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many more diagnostics there were: at most 100 are kept, errors first. */
  readonly omitted: number;
}

/** There is no event. */
export interface ParseFailure {
  readonly ok: false;
  readonly event: null;
  /** What is wrong, sorted by position. At least one has the severity `error`. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many more diagnostics there were: at most 100 are kept, errors first. */
  readonly omitted: number;
  /** The kind of the event, where that could be read. */
  readonly kind?: EventKind;
  /**
   * What identifies the event among repeats, where that could be read: drop one whose key you have seen. Keep one with
   * `trailing-text` all the same: what stands behind the event may be another one, of which this key says nothing.
   */
  readonly key?: string;
  /**
   * What could be read of the event, to store or to look at. Any member may be absent, also where its type says it is
   * there.
   */
  readonly partial?: unknown;
}

/** What {@link parseOrThrow} throws: a {@link ParseFailure} that is an Error. */
export class WebhookParseError extends Error implements ParseFailure {
  /** Made of a failure, with the code and the message of its first error. */
  constructor(failure: ParseFailure);
  readonly name: "WebhookParseError";
  /** The code of the first error. */
  readonly code: DiagnosticCode;
  readonly ok: false;
  readonly event: null;
  readonly diagnostics: readonly Diagnostic[];
  readonly omitted: number;
  readonly kind?: EventKind;
  readonly key?: string;
  readonly partial?: unknown;
}

/**
 * Something that was noticed about a body.
 *
 * Made for logs: no text in it repeats a name, a number, an id of a person, a text, a link, a coordinate or an answer.
 */
export interface Diagnostic {
  /** What it is: stable, to filter, count and silence by. `explain(code)` of `chatapps-webhook/catalog` explains it. */
  readonly code: DiagnosticCode;
  /** How much you can rely on the event in spite of it. */
  readonly severity: Severity;
  /** What was expected and found, in lower case: `expected a string, found a number`. */
  readonly message: string;
  /** What to do, one imperative sentence. */
  readonly help?: string;
  /**
   * JSON Pointer (RFC 6901) into the body as it was sent; `""` for the whole. For a missing member: the object that
   * lacks it.
   */
  readonly pointer: string;
  /** The same as a path: member names and indices. */
  readonly path: readonly (string | number)[];
  /** The smallest text that is wrong. Absent only after {@link parseValue}. */
  readonly span?: Span;
  /** Other places that belong to it. */
  readonly labels?: readonly Label[];
  /**
   * All of them together mend this one diagnostic. None where it would take more than 64.
   *
   * Each span is in the text as it was sent, so apply them from the last to the first. Then parse again, before the edits of
   * another diagnostic: their places have moved, and reading stops after 20 syntax errors, so there may be more.
   *
   * ```js
   * for (const { span, text } of edits.toReversed()) body = body.slice(0, span.start) + text + body.slice(span.end);
   * ```
   */
  readonly edits?: readonly Edit[];
  /** For JSON inside a string: where in the inner document, and what. */
  readonly embedded?: Embedded;
}

/**
 * How much you can rely on the event. `error`: it cannot be given with its type, so there is none. `warning`: it is
 * given, and something breaks the documented form and is kept as sent. `info`: it is given, and something is worth
 * knowing.
 */
export type Severity = "error" | "warning" | "info";

/**
 * A part of the body. Offsets and columns count UTF-16 code units, as JavaScript strings do:
 * `text.slice(span.start, span.end)` is the text that is meant.
 */
export interface Span {
  /** Where it starts, from 0. */
  readonly start: number;
  /** Where it ends: behind its last character. The same as `start` for something that never came. */
  readonly end: number;
  /** The line where it starts, from 1. A line ends at LF, CRLF or CR. */
  readonly line: number;
  /** The column where it starts, from 1. */
  readonly column: number;
  /** The line where it ends, from 1. */
  readonly endLine: number;
  /** The column behind its last character, from 1. */
  readonly endColumn: number;
}

/** Another place that belongs to a diagnostic. */
export interface Label {
  readonly span: Span;
  /** What is there, in lower case: `first here`. */
  readonly message: string;
}

/** A change to the body. */
export interface Edit {
  /** The text to replace; empty where something is inserted. */
  readonly span: Span;
  /** The text to put in its place; empty where something is removed. */
  readonly text: string;
}

/** A place in JSON that stands in a string. */
export interface Embedded {
  /**
   * JSON Pointer into the inner document. Its names may have been chosen by a customer: they are masked, `name` as `xxxx`, so
   * that it may lead nowhere.
   */
  readonly pointer: string;
  /** What is wrong there. */
  readonly code: DiagnosticCode;
}

/** What {@link inspect} adds to a result. */
export interface Inspection {
  /** Every node of the text, in the order of the document. */
  readonly nodes: readonly InspectionNode[];
}

/** A value of the text, or a place where no value could be read. */
export interface InspectionNode {
  /** The index of the node that holds it; -1 for the root. */
  readonly parent: number;
  readonly type: "object" | "array" | "string" | "number" | "boolean" | "null" | "error";
  /** The value, without its name. */
  readonly span: Span;
  /** Its name, where it is a member of an object. */
  readonly key?: { readonly text: string; readonly span: Span };
  /** JSON Pointer (RFC 6901) into the body. */
  readonly pointer: string;
  /** What people call it, where it is documented. */
  readonly label?: string;
  /** What it means, where it is documented. */
  readonly doc?: string;
  /** What sort of value it should be, where it is documented: `uuid`, `timestamp`, `phone-number`, `choice`. */
  readonly kind?: string;
  /** Whether it may name or describe a person, or open what they sent. */
  readonly sensitive: boolean;
  /** The nodes of the JSON in this string. Their positions are those in the body. */
  readonly embedded?: readonly InspectionNode[];
}

/** Who an event is from or about. Each id is there only where it is known to be one. */
export interface Identity {
  /** Phone number in E.164 form, with its plus. */
  readonly phone?: string;
  /** WhatsApp's business-scoped user id. Opaque: compare it, do not take it apart. */
  readonly bsuid?: string;
  /** LINE user id. */
  readonly lineUserId?: string;
  /** WhatsApp username. */
  readonly username?: string;
  /** An id in another channel, or one that has not the form of any of these: a masked phone number, for one. */
  readonly other?: string;
}

/** What {@link media} reads out of a link. */
export interface Media {
  /** The link as it was sent. It opens for whoever has it: treat it as a secret. */
  readonly url: string;
  /** When it ends, ISO 8601 in UTC: only where the link is presigned and says so (`X-Amz-Date`, `X-Amz-Expires`). */
  readonly expiresAt?: string;
  /** The last part of its path, decoded, where that is the name of a file. It came from outside: make no path of it. */
  readonly fileName?: string;
  /** The extension of that name in lower case, without the point. The sender chose it: rely on the bytes instead. */
  readonly extension?: string;
}

/** A contact that a person shared, as {@link contacts} reads it. */
export interface SharedContact {
  /** The whole name as it is shown. */
  readonly name?: string;
  /** Its phone numbers; each member only where Meta sends it. */
  readonly phones: readonly SharedPhone[];
  /** Who shared it. */
  readonly from: { readonly waId?: string; readonly bsuid?: string };
  /** All of it, in Meta's words: e-mail addresses, postal addresses, the company, the vCard. */
  readonly contact: { readonly [member: string]: JsonValue };
}

/** A phone number of a contact that was shared. */
export interface SharedPhone {
  /** As the person has written it, with blanks and all. */
  readonly phone?: string;
  /** The digits of the WhatsApp account of that number, where there is one. */
  readonly waId?: string;
  /** The business-scoped user id of that account. */
  readonly bsuid?: string;
  /** `CELL`, `HOME`, `WORK` … */
  readonly type?: string;
}

/** A business-scoped user id that has changed, as {@link userIdUpdates} reads it. Opaque: compare it, nothing else. */
export interface UserIdUpdate {
  /** The id from now on. */
  readonly bsuid: string;
  /** The id until now. */
  readonly previousBsuid?: string;
  /** The id across the businesses of one parent from now on, where Meta gives those. */
  readonly parentBsuid?: string;
  /** That id until now. */
  readonly previousParentBsuid?: string;
  /** The digits of the person's phone number, where Meta gives them. */
  readonly waId?: string;
}

/** Settings of {@link render}. */
export interface RenderOptions {
  /**
   * Colours for a terminal.
   * @default false
   */
  readonly color?: boolean | undefined;
  /**
   * Masks what may name or describe a person, as {@link redact} does.
   * @default true
   */
  readonly redact?: boolean | undefined;
}

/** What a diagnostic is about. The set grows; a code is never renamed or given another meaning. */
export type DiagnosticCode =
  /*{codes}*/;

/** The codes whose severity may be changed: those that do not always withhold the event. */
export type TunableCode =
  /*{tunable codes}*/;

/** Any JSON value. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [member: string]: JsonValue };

/**
 * What was sent in this place and has no name in the documentation, or another JSON type than documented. An ordinary
 * object with own members, also for `__proto__`.
 */
export interface Extra {
  readonly [member: string]: JsonValue;
}

/*{events}*/
