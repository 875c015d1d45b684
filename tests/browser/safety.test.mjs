// Nothing leaves the page, and nothing that is pasted acts on it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { oneFile, openPage, paste, settled, startBrowser, startServer } from "./harness.mjs";

const fixture = (name) => readFileSync(new URL(`../fixtures/accept/${name}.json`, import.meta.url), "utf8");
const TEXT = fixture("inbound-v2-sample-text-indented");
const withText = (text) => TEXT.replace('"Test message"', JSON.stringify(text));

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

/** Uses everything that could think of asking somebody for something. */
async function useEverything(page) {
  await paste(page, fixture("inbound-v2-image-caption"));
  await paste(page, `curl https://example.com -H 'Authorization: x' -d '${TEXT}'`);
  await paste(page, fixture("inbound-v2-location-numbers"));
  await page.locator('[data-pointer="/payload/user"]').click();
  await page.keyboard.press("F8");
  await page.getByRole("button", { name: "Format" }).click();
  await settled(page);
  await page.getByLabel("Time").selectOption("Asia/Tokyo");
  await page.getByLabel("Theme").selectOption("dark");
  await page.locator(".cm-content").click();
  await page.keyboard.press("ControlOrMeta+f");
  await page.keyboard.type("umid");
  await page.keyboard.press("Escape");
  await paste(page, TEXT.replace('"ChatApps",', '"ChatApps"'));
  await page.locator(".problems button[aria-expanded]").first().click();
  await page.locator(".cm-lint-marker-error").hover();
  await page.waitForTimeout(500);
  await page.getByRole("switch", { name: "Mask" }).check();
  await settled(page);
  await page.getByRole("switch", { name: "Mask" }).uncheck();
  for (const name of ["Examples…", "Compare…", "Share…", "Reference", "Keys"]) {
    await page.getByRole("button", { name, exact: true }).click();
    await page.waitForTimeout(200);
    await page.keyboard.press("Escape");
  }
}

describe("the policy", () => {
  test("is strict, and stands in the page itself", async () => {
    const { page, context } = await openPage(browser, server.url);
    const policy = await page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content");
    for (const part of ["default-src 'none'", "connect-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'"]) {
      assert.ok(policy.split("; ").includes(part), part);
    }
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:|\*/);
    await context.close();
  });

  test("keeps the page and its worker from reaching anything", async () => {
    const { page, context, requests } = await openPage(browser, server.url);
    const before = requests.length;
    const outcome = await page.evaluate(async (url) => {
      const ofPage = await fetch(url).then(() => "reached", () => "refused");
      const code = `fetch(${JSON.stringify(url)}).then(() => postMessage("reached"), () => postMessage("refused"))`;
      const worker = new Worker(URL.createObjectURL(new Blob([code])));
      const ofWorker = await new Promise((resolve) => worker.addEventListener("message", ({ data }) => resolve(data)));
      return [ofPage, ofWorker];
    }, `${server.url}index.html`);
    assert.deepEqual(outcome, ["refused", "refused"]);
    assert.deepEqual(requests.slice(before).filter((url) => !url.startsWith("blob:")), []);
    await context.close();
  });
});

for (const [name, address] of [["served", () => server.url], ["as one file from disk", () => oneFile]]) {
  test(`${name}, the page asks for nothing after it has loaded, and breaks no policy`, async () => {
    const { page, context, requests, complaints } = await openPage(browser, address());
    await context.setOffline(true);
    const before = requests.length;
    if (name !== "served") assert.deepEqual(requests.filter((url) => !url.startsWith("blob:")), [oneFile]);
    await useEverything(page);
    assert.deepEqual(requests.slice(before).filter((url) => !url.startsWith("blob:")), []);
    assert.deepEqual(complaints, []);
    assert.match(await page.locator(".sentence").textContent(), /^WhatsApp text/);
    await context.close();
  });
}

test("a link made by version 1 opens, from a server and from disk", async () => {
  const { OLD_LINK, OLD_TEXT } = JSON.parse(readFileSync(new URL("./link-version-1.json", import.meta.url), "utf8"));
  for (const address of [server.url, oneFile]) {
    const { page, context } = await openPage(browser, `${address}#${OLD_LINK}`);
    await page.locator(".sentence", { hasText: OLD_TEXT }).waitFor();
    await context.close();
  }
});

test("from disk no link is made, since it would name the folders and lead nowhere", async () => {
  const { page, context } = await openPage(browser, oneFile);
  await paste(page, TEXT);
  await page.getByRole("button", { name: "Share…" }).click();
  await page.locator(".preview", { hasText: "ChatApps" }).waitFor();
  assert.equal(await page.getByRole("radio", { name: "Link" }).isDisabled(), true);
  await page.getByText("There is no link: this page was opened from a file").waitFor();
  assert.doesNotMatch(await page.locator("dialog").textContent(), /file:\/\//);
  await context.close();
});

test("a damaged link, and one of the future, say so", async () => {
  for (const [link, words] of [["s=1.AAAA", /damaged/], ["s=7.AAAA", /newer version/]]) {
    const { page, context, complaints } = await openPage(browser, `${server.url}#${link}`);
    await page.locator(".note", { hasText: words }).waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
  }
});

describe("hostile bodies", () => {
  const cases = {
    "markup": withText('<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>'),
    "markup in a member's name": TEXT.replace('"text"', '"<img src=x onerror=document.title=1>": 1, "text"'),
    "markup as a type": TEXT.replace('"Text"', '"<img src=x onerror=document.title=1>"'),
    "a member __proto__": TEXT.replace('"text"', '"__proto__": {"toString": 1}, "constructor": {"prototype": 2}, "text"'),
    "__proto__ at the root": '{"__proto__": {"kind": "voice"}, "constructor": 1, "hasOwnProperty": 2}',
    "types that every object has": TEXT.replace('"Text"', '"constructor"').replace('"whatsapp"', '"__proto__"'),
    "__proto__ in Flow answers": fixture("inbound-v2-interactive-flow-proto-answers"),
    "v1 with names that every object has": fixture("inbound-v1-line-text").replace("{", '{"constructor": 1, "toString": {}, '),
    "a link that runs": fixture("inbound-v2-image-plain-url").replace(/"https:[^"]*"/, '"javascript:document.title=1"'),
    "a link that ends beyond all time": fixture("inbound-v2-image-plain-url").replace(/"https:[^"]*"/, '"https://x.example/a?X-Amz-Date=20260101T000000Z&X-Amz-Expires=1e306"'),
    "lone surrogates": withText("x").replace('"x"', '"\\ud83d \ud83d \udc00"'),
    "NUL and escapes of terminals": withText("x").replace('"x"', '"\0\x1b[31m\x07"'),
    "100 deep": TEXT.replace('"Test message"', "[".repeat(100) + "]".repeat(100)),
    "5,000 deep": "[".repeat(5_000),
    "5,000 deep objects": '{"a":'.repeat(5_000),
    "10,000 members": `{${Array.from({ length: 10_000 }, (_, index) => `"m${index}":${index}`).join()}}`,
    "10,000 mistakes": `{${"'a' 1;".repeat(10_000)}}`,
  };
  for (const [name, body] of Object.entries(cases)) {
    test(name, async () => {
      const { page, context, complaints, requests } = await openPage(browser, server.url);
      const before = requests.length;
      await paste(page, body);
      await page.getByRole("switch", { name: "Mask" }).check();
      await settled(page);
      await page.getByRole("switch", { name: "Mask" }).uncheck();
      await settled(page);
      assert.equal(await page.title(), "Webhook debugger");
      assert.equal(await page.locator("#app img[src], #app script, a[href^='javascript:']").count(), 0);
      assert.ok((await page.locator(".sentence").textContent()).length > 0);
      assert.deepEqual(complaints, []);
      assert.deepEqual(requests.slice(before).filter((url) => !url.startsWith("blob:")), []);
      await context.close();
    });
  }

  test("a body that a part of the page fails at takes neither the other parts nor the bodies after it", async () => {
    const { page, context } = await openPage(browser, server.url);
    await page.evaluate(() => {
      const { format } = Intl.RelativeTimeFormat.prototype;
      Intl.RelativeTimeFormat.prototype.format = function (...asked) {
        if (globalThis.fails) throw new RangeError("not with this one");
        return format.apply(this, asked);
      };
      globalThis.fails = true;
    });
    await paste(page, TEXT);
    await page.getByText("This could not be shown").waitFor();
    assert.equal(await page.locator(".problems li").count(), 1);
    await page.evaluate(() => (globalThis.fails = false));
    await paste(page, fixture("sms-inbound-gsm7"));
    assert.match(await page.locator(".sentence").textContent(), /^SMS from/);
    await context.close();
  });

  test("characters that turn text around are shown, not obeyed", async () => {
    const { page, context } = await openPage(browser, server.url);
    await paste(page, withText("safe \u202e exe.txt \u2066 x \u200b y"));
    assert.match(await page.locator('[data-pointer="/payload/content/text"]').textContent(), /\\u202e exe\.txt \\u2066 x \\u200b/);
    assert.match(await page.locator(".sentence").textContent(), /\\u202e/);
    assert.ok((await page.locator(".cm-specialChar").count()) >= 2);
    await page.getByRole("button", { name: "Share…" }).click();
    await page.getByRole("radio", { name: "JSON" }).check();
    await page.getByRole("switch", { name: /^Mask what/ }).uncheck();
    await page.locator(".preview", { hasText: "safe" }).waitFor();
    assert.match(await page.locator(".preview").textContent(), /\\u202e exe\.txt \\u2066 x \\u200b/);
    await context.close();
  });
});
