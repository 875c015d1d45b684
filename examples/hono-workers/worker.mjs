// The Worker: npx wrangler dev. AUTHORIZATION is a secret: npx wrangler secret put AUTHORIZATION.
// As long as it is not set, `receive` refuses to work, and every request is answered with 500.

import { createApp } from "./app.mjs";

export { Inbox } from "./inbox.mjs";

export default createApp((env) => ({
  authorization: env.AUTHORIZATION,
  store: env.INBOX.getByName("inbox"),
  // Your work goes here; what takes long goes into a queue.
  handle: async (event) => console.log(event.kind, event.key),
}));
