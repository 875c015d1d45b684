// Everything the package exports at its root.

export { identify } from "./identify.js";
export { parse, parseOrThrow, parseValue, WebhookParseError } from "./parse.js";
