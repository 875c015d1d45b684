// The settings of a handler that is started by hand.
//
// In: the environment. Out: settings for `receive`. Does not know: frameworks.

import { createMemoryStore } from "./memory-store.mjs";

export function settingsOf(environment) {
  const { AUTHORIZATION } = environment;
  if (!AUTHORIZATION) throw new Error("set AUTHORIZATION to the text that the webhook was configured with");
  return {
    authorization: AUTHORIZATION,
    store: createMemoryStore(),
    // Your work goes here.
    handle: async (event) => console.log(event.kind, event.key),
  };
}
