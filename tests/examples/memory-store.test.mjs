// The store in memory: it forgets what is over, and holds no more than it says.

import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";

import { createMemoryStore } from "../../examples/common/memory-store.mjs";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe("the store in memory", () => {
  let now;
  let store;
  beforeEach(() => {
    now = 0;
    store = createMemoryStore(() => now);
  });

  test("a key is claimed once, until its claim is over or given back", async () => {
    assert.equal(await store.claim("a"), "claimed");
    assert.equal(await store.claim("a"), "running");
    now += MINUTE;
    assert.equal(await store.claim("a"), "claimed");
    await store.release("a");
    assert.equal(await store.claim("a"), "claimed");
    await store.finish("a");
    now += DAY - 1;
    assert.equal(await store.claim("a"), "done");
    now += 1;
    assert.equal(await store.claim("a"), "claimed");
  });

  test("claims that are over are forgotten", async () => {
    for (let number = 0; number < 1000; number++) {
      await store.claim(`done ${number}`);
      await store.finish(`done ${number}`);
      await store.claim(`died ${number}`);
    }
    assert.equal(store.claims.size, 2000);
    now += DAY;
    await store.claim("next");
    assert.deepEqual([...store.claims.keys()], ["next"]);
  });

  test("one that is over is claimed anew behind one that is not", async () => {
    await store.claim("done");
    await store.finish("done");
    await store.claim("died");
    now += MINUTE;
    assert.equal(await store.claim("died"), "claimed");
    assert.equal(await store.claim("done"), "done");
  });

  test("a bounded number of dead letters is kept: the last ones", async () => {
    for (let number = 0; number < 250; number++) await store.keepDeadLetter(number);
    assert.equal(store.deadLetters.length, 100);
    assert.deepEqual([store.deadLetters[0], store.deadLetters.at(-1)], [150, 249]);
  });
});
