// The examples, by what 8x8 does to them: real requests, good ones and others.
//
// In: the started examples. Holds: whatever the framework, the same answers and the same effects.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { samples } from "../../pkg/dist/samples.mjs";
import { parse } from "../../pkg/dist/index.mjs";
import { AUTHORIZATION, examples, imported, setUp } from "./started.mjs";

const GOOD = samples["inbound-v2-text-whatsapp"].body;
const BROKEN = samples["broken-unexpected-end"]?.body ?? '{"payload":';

let counter = 0;
/** A body that no test has sent yet. */
function fresh() {
  counter += 1;
  const umid = `4a3cdefa-c5f5-4b4c-9d5c-${String(counter).padStart(12, "0")}`;
  const body = GOOD.replace(JSON.parse(GOOD).payload.umid, umid);
  assert.equal(parse(body).event?.key, umid);
  return { body, key: umid };
}

before(setUp);

for (const [name, start] of Object.entries(examples)) {
  describe(name, () => {
    let app;
    before(async () => void (app = await start(AUTHORIZATION)));
    after(() => app?.stop());

    const post = async (body, headers = {}) => {
      const all = { "content-type": "application/json", authorization: AUTHORIZATION, ...headers };
      // A content type that is not there: bytes, since fetch names one for a text.
      const init = { method: "POST", headers: all, body: new TextEncoder().encode(body) };
      if (all["content-type"] === undefined) delete all["content-type"];
      const response = await fetch(app.url, init);
      await response.arrayBuffer();
      return response.status;
    };
    const timesDone = async (key) => (await app.effects()).filter((done) => done === key).length;

    test("a good one is taken", async () => {
      const { body, key } = fresh();
      assert.equal(await post(body), 200);
      assert.equal(await timesDone(key), 1);
    });

    test("a broken one is a dead letter, and answered with 200", async () => {
      const done = (await app.effects()).length;
      const dead = await app.deadLetters();
      for (const body of [BROKEN, "", "not JSON", '"text"', "\ufeff{"]) assert.equal(await post(body), 200);
      assert.equal(await app.deadLetters(), dead + 5);
      assert.equal((await app.effects()).length, done);
    });

    test("the content type does not matter", async () => {
      for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/octet-stream", "nonsense", undefined]) {
        const { body, key } = fresh();
        assert.equal(await post(body, { "content-type": type }), 200, type);
        assert.equal(await timesDone(key), 1, type);
      }
    });

    test("who does not know the text is not let in", async () => {
      const { body, key } = fresh();
      for (const authorization of ["", "Bearer", `${AUTHORIZATION}x`, AUTHORIZATION.toLowerCase()]) {
        assert.equal(await post(body, { authorization }), 401);
      }
      assert.equal(await timesDone(key), 0);
    });

    test("a repeat has one effect", async () => {
      const { body, key } = fresh();
      for (let times = 0; times < 3; times++) assert.equal(await post(body), 200);
      assert.equal(await timesDone(key), 1);
    });

    test("two at once have one effect", async () => {
      const { body, key } = fresh();
      const statuses = await Promise.all([post(body), post(body)]);
      assert.ok(statuses.includes(200), String(statuses));
      assert.equal(await post(body), 200);
      assert.equal(await timesDone(key), 1);
    });

    test("what failed is done when it comes again", async () => {
      const { body, key } = fresh();
      await app.failNext();
      assert.equal(await post(body), 503);
      assert.equal(await timesDone(key), 0);
      assert.equal(await post(body), 200);
      assert.equal(await timesDone(key), 1);
    });
  });
}

describe("where nothing was configured, nobody is let in", () => {
  for (const [name, start] of Object.entries(examples)) {
    test(name, async () => {
      const app = await start("");
      try {
        for (const headers of [{}, { authorization: "" }, { authorization: AUTHORIZATION }]) {
          const response = await fetch(app.url, { method: "POST", headers, body: fresh().body });
          await response.arrayBuffer();
          assert.ok(response.status >= 500, String(response.status));
        }
        assert.deepEqual(await app.effects(), []);
        assert.equal(await app.deadLetters(), 0);
      } finally {
        await app.stop();
      }
    });
  }

  test("what was to be set is said", async () => {
    const { receive } = await imported("common/receive.mjs");
    const { settingsOf } = await imported("common/settings.mjs");
    for (const authorization of [undefined, null, "", 0, ["x"]]) {
      const request = { body: fresh().body, authorization: undefined };
      await assert.rejects(receive(request, { authorization }), /set AUTHORIZATION to the text that the webhook/);
    }
    for (const environment of [{}, { AUTHORIZATION: "" }]) assert.throws(() => settingsOf(environment), /set AUTHORIZATION to the text/);
  });
});

describe("hono-workers, a day later", () => {
  let app;
  before(async () => void (app = await examples["hono-workers"](AUTHORIZATION)));
  after(() => app?.stop());

  test("claims that are over are forgotten, and no others", async () => {
    // More than are deleted at once.
    const sent = Array.from({ length: 150 }, () => fresh().body);
    const post = (body) => fetch(app.url, { method: "POST", headers: { authorization: AUTHORIZATION }, body });
    for (const { status } of await Promise.all(sent.map(post))) assert.equal(status, 200);
    assert.equal(await app.forget(23), 150);
    assert.equal((await post(sent[0])).status, 200);
    assert.equal((await app.effects()).length, 150);
    assert.equal(await app.forget(25), 0);
    assert.equal((await post(sent[0])).status, 200);
    assert.equal((await app.effects()).length, 151);
  });
});

describe("aws-lambda, invoked", () => {
  let app;
  before(async () => void (app = await examples["aws-lambda"](AUTHORIZATION)));
  after(() => app?.stop());

  const invoke = (body, isBase64Encoded, headers = { Authorization: AUTHORIZATION }) =>
    app.handler({ resource: "/webhook", httpMethod: "POST", headers, body, isBase64Encoded });

  test("a body in base64", async () => {
    const { body, key } = fresh();
    assert.deepEqual(await invoke(Buffer.from(body).toString("base64"), true), { statusCode: 200 });
    assert.deepEqual(await app.effects(), [key]);
  });

  test("no body, and no headers", async () => {
    assert.deepEqual(await invoke(null, false), { statusCode: 200 });
    assert.deepEqual(await invoke(fresh().body, false, null), { statusCode: 401 });
  });
});
