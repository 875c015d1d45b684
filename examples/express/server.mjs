// The webhook with Express: AUTHORIZATION=secret node server.mjs
//
// express.json() answers 400 to broken JSON before any handler runs, and leaves other content types unread. So this route
// reads raw bytes of every content type. An app that has app.use(express.json()) must declare this route before it.

import { pathToFileURL } from "node:url";

import express from "express";

import { receive } from "../common/receive.mjs";
import { settingsOf } from "../common/settings.mjs";

const rawBody = express.raw({ type: () => true, limit: "11mb" });

export function createApp(settings) {
  const app = express();
  app.post("/webhook", rawBody, async (request, response) => {
    // Without a body there is no Buffer.
    const body = Buffer.isBuffer(request.body) ? request.body : "";
    response.sendStatus(await receive({ body, authorization: request.get("authorization") }, settings));
  });
  app.use(express.json());
  return app;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  createApp(settingsOf(process.env)).listen(process.env.PORT ?? 3000);
}
