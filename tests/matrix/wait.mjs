// Servers that take a moment.

import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const PATIENCE_MS = 90_000;

/** A port that nobody listens on. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** What a server answers, once it does. `hasEnded` tells its last words when there is nothing to wait for. */
export async function fetchText(url, hasEnded = () => undefined) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      const response = await fetch(url);
      const text = await response.text();
      if (!response.ok) throw new Error(`${response.status}: ${text.slice(0, 2000)}`);
      return text;
    } catch (error) {
      if (hasEnded() !== undefined || Date.now() > end || !(error instanceof TypeError)) throw error;
      await sleep(200);
    }
  }
}
