// The webhook with Fastify: AUTHORIZATION=secret node server.mjs
//
// Fastify answers 400 to broken JSON and 415 to content types it has no parser for. So the route stands in a plugin of its
// own, where all parsers are replaced by one that gives the bytes; the rest of the app keeps its own.

import { pathToFileURL } from "node:url";

import Fastify from "fastify";

import { receive } from "../common/receive.mjs";
import { settingsOf } from "../common/settings.mjs";

const BODY_BYTES_MAX = 11 * 1024 * 1024;

export function createApp(settings) {
  const app = Fastify();
  app.register(async (scope) => {
    // Fastify looks at the type before it asks for a parser, and answers 415 to one that is misspelt.
    scope.addHook("onRequest", async (request) => {
      request.raw.headers["content-type"] = "application/octet-stream";
    });
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: BODY_BYTES_MAX }, (_request, body, done) => done(null, body));
    scope.post("/webhook", async (request, reply) => {
      const body = request.body ?? "";
      reply.code(await receive({ body, authorization: request.headers.authorization }, settings));
      return "";
    });
  });
  return app;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await createApp(settingsOf(process.env)).listen({ port: Number(process.env.PORT ?? 3000) });
}
