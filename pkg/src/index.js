// Everything the package exports at its root.
//
// In: the modules beside it. Out: their public names. Does not know: anything else.
//
// Why it exists: it is the one list of what is public; what is not in it may change at any time.

export { contacts, isFinal, latest, media, userIdUpdates } from "./helpers.js";
export { identify } from "./identify.js";
export { inspect } from "./inspect.js";
export { parse, parseOrThrow, parseValue, WebhookParseError } from "./parse.js";
export { inboundMessage, webhook } from "./standard-schema.js";
export { redact, render } from "./tools.js";
