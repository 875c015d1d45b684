// Everything the package exports at its root.

export { contacts, isFinal, latest, media, userIdUpdates } from "./helpers.js";
export { identify } from "./identify.js";
export { inspect } from "./inspect.js";
export { parse, parseOrThrow, parseValue, WebhookParseError } from "./parse.js";
export { inboundMessage, webhook } from "./standard-schema.js";
export { redact, render } from "./tools.js";
