// The Worker of examples/hono-workers with something to observe: what it has done, and how to make it fail.

import { DurableObject } from "cloudflare:workers";

import { createApp } from "./app.mjs";
import { Inbox as ExampleInbox } from "./inbox.mjs";

export class Inbox extends ExampleInbox {
  async deadLetters() {
    return (await this.ctx.storage.list({ prefix: "dead:" })).size;
  }
}

export class Effects extends DurableObject {
  effects = [];
  failures = 0;

  async handle(key) {
    await new Promise((resolve) => setTimeout(resolve, 30));
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Error("made to fail");
    }
    this.effects.push(key);
  }
  failNext() {
    this.failures = 1;
  }
  list() {
    return this.effects;
  }
}

const app = createApp((env) => ({
  authorization: env.AUTHORIZATION,
  store: env.INBOX.getByName("inbox"),
  handle: (event) => env.EFFECTS.getByName("effects").handle(event.key),
}));
app.get("/effects", async (c) => c.json(await c.env.EFFECTS.getByName("effects").list()));
app.get("/dead-letters", async (c) => c.json(await c.env.INBOX.getByName("inbox").deadLetters()));
app.post("/forget/:hours", async (c) => {
  const now = Date.now() + Number(c.req.param("hours")) * 60 * 60 * 1000;
  return c.json(await c.env.INBOX.getByName("inbox").forgetOver(now));
});
app.post("/fail", async (c) => {
  await c.env.EFFECTS.getByName("effects").failNext();
  return c.body(null, 204);
});

export default app;
