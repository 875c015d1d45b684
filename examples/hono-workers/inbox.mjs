// Claims and dead letters in a Durable Object: there is one in the whole world, so two deliveries at once meet there.
//
// In: calls from any Worker. Out: what the store of `receive` has to give. Does not know: events.

import { DurableObject } from "cloudflare:workers";

const LEASE_MS = 60_000;
const MEMORY_MS = 24 * 60 * 60 * 1000;

export class Inbox extends DurableObject {
  // Input gates hold back other calls while storage is being read and written, so this is one step.
  async claim(key) {
    const claim = await this.ctx.storage.get(`claim:${key}`);
    if (claim && claim.until > Date.now()) return claim.state;
    await this.ctx.storage.put(`claim:${key}`, { state: "running", until: Date.now() + LEASE_MS });
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
}
