// The webhook with Node's own http: AUTHORIZATION=secret node server.mjs
//
// Nothing parses the body before we do, so there is nothing to switch off. What has to be added is a limit.

import { createServer } from "node:http";
import { pathToFileURL } from "node:url";

import { receive } from "../common/receive.mjs";
import { settingsOf } from "../common/settings.mjs";

/** What parse reads at most, and a little more, so that parse is the one to say it. */
const BODY_BYTES_MAX = 11 * 1024 * 1024;

export function createWebhookServer(settings) {
  return createServer(async (request, response) => {
    if (request.method !== "POST" || request.url !== "/webhook") return void response.writeHead(404).end();
    try {
      const body = await bodyOf(request);
      response.writeHead(await receive({ body, authorization: request.headers.authorization }, settings)).end();
    } catch (error) {
      console.error("the request could not be taken:", error);
      response.writeHead(503).end();
    }
  });
}

async function bodyOf(request) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > BODY_BYTES_MAX) throw new Error("the body is too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  createWebhookServer(settingsOf(process.env)).listen(process.env.PORT ?? 3000);
}
