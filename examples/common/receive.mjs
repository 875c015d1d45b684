// What every handler does with a request, whatever the framework.
//
// In: the raw body, the Authorization header; what the handler was set up with. Out: the status to answer with.
// Does not know: frameworks, and what is done with an event.

import { parse } from "chatapps-webhook";

/**
 * @param {{ body: Uint8Array | ArrayBuffer | string, authorization: string | null | undefined }} request
 * @param {object} settings
 * @param {string} settings.authorization the text that the webhook was configured with
 * @param {object} settings.store claims and dead letters; see memory-store.mjs
 * @param {(event: import("chatapps-webhook").WebhookEvent) => Promise<void>} settings.handle
 * @returns {Promise<200 | 401 | 503>}
 * @throws where nothing was configured: a request without the header would be let in
 */
export async function receive({ body, authorization }, { authorization: expected, store, handle }) {
  if (typeof expected !== "string" || expected === "") {
    throw new Error("settings.authorization is empty: set AUTHORIZATION to the text that the webhook was configured with");
  }
  if (!(await isSame(authorization ?? "", expected))) return 401;
  try {
    const result = parse(body);
    if (result.ok) return await once(result.event, store, handle);
    // Sent again it would be no better: keep it for a person to look at, and take it.
    await store.keepDeadLetter({ body, diagnostics: result.diagnostics });
    return 200;
  } catch (error) {
    console.error("the event could not be taken:", error);
    return 503;
  }
}

async function once(event, store, handle) {
  const claim = await store.claim(event.key);
  if (claim === "done") return 200;
  // The other delivery may yet fail: a 200 would lose the event then.
  if (claim === "running") return 503;
  try {
    await handle(event);
  } catch (error) {
    await store.release(event.key);
    throw error;
  }
  await store.finish(event.key);
  return 200;
}

/** Compares two texts in a time that tells nothing about where they differ. */
async function isSame(found, expected) {
  const digest = async (text) => new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  const [one, other] = await Promise.all([digest(found), digest(expected)]);
  let difference = 0;
  for (const [at, byte] of one.entries()) difference |= byte ^ other[at];
  return difference === 0;
}
