// The webhook as an AWS Lambda, behind an API Gateway (HTTP or REST API) or a function URL.
//
// The gateway hands over the body as text, or in base64 (`isBase64Encoded`) where it takes the content type for binary.
// Nothing parses it, so there is nothing to switch off; a REST API must not have a request validator, which answers 400.
// Memory is that of one instance: in production `createMemoryStore` is a table, with a condition on the key.

import { receive } from "../common/receive.mjs";
import { settingsOf } from "../common/settings.mjs";

export function createHandler(settings) {
  return async (event) => {
    const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
    return { statusCode: await receive({ body, authorization: headerOf(event, "authorization") }, settings) };
  };
}

/** HTTP APIs give names of headers in lower case, REST APIs as they were sent. */
function headerOf(event, name) {
  const entry = Object.entries(event.headers ?? {}).find(([key]) => key.toLowerCase() === name);
  return entry?.[1];
}

let own;
export const handler = (event) => {
  own ??= createHandler(settingsOf(process.env));
  return own(event);
};
