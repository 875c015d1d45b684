// Claims and dead letters in memory: for one process and for tests. What has to hold for any other store stands here.

/** A claim that was never finished is free again after this: its process has died. */
const LEASE_MS = 60_000;
/** 8x8 repeats an event for about 131 seconds. */
const MEMORY_MS = 24 * 60 * 60 * 1000;

export function createMemoryStore(now = Date.now) {
  const claims = new Map();
  const deadLetters = [];
  return {
    deadLetters,
    /** "claimed" for exactly one of any number of callers; "running" or "done" for all others. */
    async claim(key) {
      const claim = claims.get(key);
      if (claim && claim.until > now()) return claim.state;
      claims.set(key, { state: "running", until: now() + LEASE_MS });
      return "claimed";
    },
    async finish(key) {
      claims.set(key, { state: "done", until: now() + MEMORY_MS });
    },
    async release(key) {
      claims.delete(key);
    },
    async keepDeadLetter(letter) {
      deadLetters.push(letter);
    },
  };
}
