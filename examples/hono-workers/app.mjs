// The webhook with Hono: the routes, wherever they run.
//
// c.req.json() and validators throw or answer 400 where the body is broken. So the bytes are read as they are.

import { Hono } from "hono";

import { receive } from "../common/receive.mjs";

/** `settingsOf` gives the settings of `receive` for the bindings of a Worker. */
export function createApp(settingsOf) {
  const app = new Hono();
  app.post("/webhook", async (c) => {
    const request = { body: await c.req.arrayBuffer(), authorization: c.req.header("authorization") };
    return c.body(null, await receive(request, settingsOf(c.env)));
  });
  return app;
}
