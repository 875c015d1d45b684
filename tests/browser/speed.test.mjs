// Typing stays quick with 5 MB of text.
//
// A key press is measured in the browser, twice: from the event to the frame that shows it, and what the main thread
// works for it. A machine that is busy with other things measures those as well in the first, so there the best of some
// rounds counts; the second is the page's own.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openPage, paste, settled, startBrowser, startServer } from "./harness.mjs";

const LIMIT_MS = 50;
const ROUNDS_MAX = 4;
const KEYS = 30;

let browser;
let server;
before(async () => {
  browser = await startBrowser();
  server = await startServer();
});
after(async () => {
  await browser?.close();
  server?.close();
});

async function typeAWhile(page, context) {
  await page.evaluate(() => {
    globalThis.times = [];
    globalThis.stopTiming?.();
    const stop = new AbortController();
    globalThis.stopTiming = () => stop.abort();
    addEventListener("keydown", () => {
      const pressed = performance.now();
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => globalThis.times.push(performance.now() - pressed);
        channel.port2.postMessage(null);
      });
    }, { capture: true, signal: stop.signal });
  });
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const work = async () => (await session.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration").value * 1000;
  const before = await work();
  for (let count = 0; count < KEYS; count++) {
    await page.keyboard.press(count % 8 === 7 ? "Backspace" : "Space");
    // Once in a while long enough for the text to be read in between.
    await page.waitForTimeout(count % 10 === 9 ? 900 : 60);
  }
  const worked = ((await work()) - before) / KEYS;
  const times = (await page.evaluate(() => globalThis.times)).toSorted((a, b) => a - b);
  const round = (time) => Math.round(time * 10) / 10;
  return { shown: round(times[KEYS / 2]), worked: round(worked) };
}

const ENVELOPE = '{"namespace":"ChatApps","eventType":"inbound_message_received","payload":{"umid":"9e09ac86-bd74-5465-851d-1eb5a5fdbb9a","subAccountId":"a","timestamp":"2016-01-01T14:34:56.017Z","user":{"msisdn":"+12025550023","channelUserId":"12025550023"},"recipient":{"channel":"whatsapp"},"type":"Text","content":{"text":"x"}},"more":';
const members = Array.from({ length: 60_000 }, (_, index) => `"k${index}":"${"x".repeat(70)}"`);
const BODIES = {
  "60,000 members in as many lines": `${ENVELOPE}{\n${members.join(",\n")}}}`,
  "60,000 members in one line": `${ENVELOPE}{${members.join(",")}}}`,
  "one string": `${ENVELOPE}"${"x".repeat(5_000_000)}"}`,
};

for (const [name, body] of Object.entries(BODIES)) {
  test(`${name}, ${(body.length / 1e6).toFixed(1)} MB`, async (t) => {
    const { page, context, complaints } = await openPage(browser, server.url);
    const start = performance.now();
    await paste(page, body);
    await page.locator(".sentence", { hasText: "WhatsApp text" }).waitFor();
    const loaded = performance.now() - start;
    await page.locator(".cm-content").click({ position: { x: 40, y: 12 } });
    await page.keyboard.press("ControlOrMeta+Home");
    await page.waitForTimeout(1_500);
    const rounds = [];
    while (rounds.length < ROUNDS_MAX && !rounds.some(({ shown }) => shown < LIMIT_MS)) rounds.push(await typeAWhile(page, context));
    const shown = Math.min(...rounds.map((round) => round.shown));
    const worked = Math.min(...rounds.map((round) => round.worked));
    t.diagnostic(`read after ${Math.round(loaded)} ms; a key press is shown after ${shown} ms (median), and takes ${worked} ms of work`);
    assert.ok(worked < LIMIT_MS, `${worked} ms of work`);
    assert.ok(shown < LIMIT_MS, `shown after ${shown} ms`);
    await settled(page);
    assert.deepEqual(complaints, []);
    await context.close();
  });
}
