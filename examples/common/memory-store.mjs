// Claims and dead letters in memory: for one process and for tests. What has to hold for any other store stands here.
//
// Claims that are over are forgotten. Of dead letters only the last are kept, enough to look at: in production they go where
// none is lost.

/** A claim that was never finished is free again after this: its process has died. */
const LEASE_MS = 60_000;
/** 8x8 repeats an event for about 131 seconds. */
const MEMORY_MS = 24 * 60 * 60 * 1000;
/** A body may have 10 MB. */
const DEAD_LETTERS_MAX = 100;

export function createMemoryStore(now = Date.now) {
  /** In the order they were made or finished, so that most of what is over stands in front. */
  const claims = new Map();
  const deadLetters = [];

  function keep(key, state, forMs) {
    claims.delete(key);
    claims.set(key, { state, until: now() + forMs });
  }

  function forgetOver() {
    for (const [key, { until }] of claims) {
      if (until > now()) return;
      claims.delete(key);
    }
  }

  return {
    claims,
    deadLetters,
    /** "claimed" for exactly one of any number of callers; "running" or "done" for all others. */
    async claim(key) {
      forgetOver();
      // One that is over may still stand behind one that is not.
      const claim = claims.get(key);
      if (claim && claim.until > now()) return claim.state;
      keep(key, "running", LEASE_MS);
      return "claimed";
    },
    async finish(key) {
      keep(key, "done", MEMORY_MS);
    },
    async release(key) {
      claims.delete(key);
    },
    async keepDeadLetter(letter) {
      deadLetters.push(letter);
      if (deadLetters.length > DEAD_LETTERS_MAX) deadLetters.shift();
    },
  };
}
