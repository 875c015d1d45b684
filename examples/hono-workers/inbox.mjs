// Claims and dead letters in a Durable Object: there is one in the whole world, so two deliveries at once meet there.
//
// In: calls from any Worker. Out: what the store of `receive` has to give. Does not know: events.

import { DurableObject } from "cloudflare:workers";

const LEASE_MS = 60_000;
const MEMORY_MS = 24 * 60 * 60 * 1000;
/** So many are looked at, and at most so many forgotten, at once: storage deletes no more in one call. */
const AT_ONCE = 128;

export class Inbox extends DurableObject {
  // Input gates hold back other calls while storage is being read and written, so this is one step.
  async claim(key) {
    const claim = await this.ctx.storage.get(`claim:${key}`);
    if (claim && claim.until > Date.now()) return claim.state;
    await this.ctx.storage.put(`claim:${key}`, { state: "running", until: Date.now() + LEASE_MS });
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + MEMORY_MS);
    return "claimed";
  }
  async finish(key) {
    await this.ctx.storage.put(`claim:${key}`, { state: "done", until: Date.now() + MEMORY_MS });
  }
  async release(key) {
    await this.ctx.storage.delete(`claim:${key}`);
  }
  async keepDeadLetter(letter) {
    await this.ctx.storage.put(`dead:${crypto.randomUUID()}`, letter);
  }
  // Once a day, as long as there are any. Dead letters stay until somebody has looked at them.
  async alarm() {
    if ((await this.forgetOver(Date.now())) > 0) await this.ctx.storage.setAlarm(Date.now() + MEMORY_MS);
  }
  /** Deletes the claims that are over at a time; how many are left. */
  async forgetOver(now) {
    let left = 0;
    let startAfter;
    for (;;) {
      const claims = await this.ctx.storage.list({ prefix: "claim:", startAfter, limit: AT_ONCE });
      if (claims.size === 0) return left;
      const over = [...claims].filter(([, { until }]) => until <= now).map(([name]) => name);
      await this.ctx.storage.delete(over);
      left += claims.size - over.length;
      startAfter = [...claims.keys()].at(-1);
    }
  }
}
