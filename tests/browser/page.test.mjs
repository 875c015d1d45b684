// What a person can do on the debugger page, in a real Chromium.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, afterEach, describe, test } from "node:test";
import { codes } from "../../pkg/dist/catalog.mjs";
import { openPage, paste, pasteHere, settled, startBrowser, startServer } from "./harness.mjs";

const fixture = (name) => readFileSync(new URL(`../fixtures/accept/${name}.json`, import.meta.url), "utf8");
const TEXT = fixture("inbound-v2-sample-text-indented");
const BROKEN = TEXT.replace('"type": "Text",', '"type": “Text”,').replace('"ChatApps",', '"ChatApps"');

let browser;
let server;
let opened;
let page;

before(async () => {
  browser = await startBrowser();
  server = await startServer();
});
after(async () => {
  await browser?.close();
  server?.close();
});
beforeEach(async () => {
  opened = await openPage(browser, server.url);
  page = opened.page;
});
afterEach(async () => {
  assert.deepEqual(opened.complaints, []);
  await opened.context.close();
});

const sentence = () => page.locator(".sentence").textContent();
const row = (pointer) => page.locator(`[data-pointer=${JSON.stringify(pointer)}]`);
const editorText = () => page.evaluate(() => document.querySelector(".editor").shadowRoot.querySelector(".cm-content").innerText);
const problems = () => page.locator(".problems li");
const clipboard = () => page.evaluate(() => navigator.clipboard.readText());

describe("1. paste and go", () => {
  test("a body is decoded at once, and at every key press", async () => {
    await paste(page, TEXT);
    assert.match(await sentence(), /^WhatsApp text from \+1 202-555-0023, United States, 1 Jan 2016 14:34 UTC, in reply to .*Test message/);
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.type("x");
    await settled(page);
    assert.match(await problems().first().textContent(), /hex digit|behind|after|trailing/i);
    await page.keyboard.press("Backspace");
    await settled(page);
    assert.equal(await problems().count(), 1);
  });

  test("while a long body is read, the page says so", async () => {
    await page.evaluate(() => {
      globalThis.said = [];
      new MutationObserver(() => globalThis.said.push(document.querySelector(".sentence")?.textContent)).observe(document.querySelector(".meaning"), { subtree: true, childList: true, characterData: true });
    });
    await paste(page, TEXT.replace("Test message", `Test message ${"x".repeat(5_000_000)}`));
    assert.match(await sentence(), /^WhatsApp text/);
    const said = await page.evaluate(() => globalThis.said);
    assert.equal(said[0], "Reading…");
    assert.ok(said.every((text) => !text.startsWith("Paste")), said.join(" | ").slice(0, 500));
  });

  test("the whole body is said to be the event that it is", async () => {
    await paste(page, TEXT);
    await row("").click();
    assert.match(await page.getByRole("region", { name: "About the chosen field" }).textContent(), /^A message from a person to one of your channels/);
    await paste(page, '{"a": 1}');
    await row("").click();
    assert.match(await page.getByRole("region", { name: "About the chosen field" }).textContent(), /^An object that is no published 8x8 event/);
    await paste(page, "[1]");
    await row("").click();
    assert.match(await page.getByRole("region", { name: "About the chosen field" }).textContent(), /^It is not known which event/);
  });

  test("over-copied text is unwrapped, with a note, and can be seen as pasted", async () => {
    await paste(page, `curl https://example.com -H 'Authorization: Bearer s3cr3t' -d '${TEXT}'`);
    assert.match(await page.locator(".note").first().textContent(), /cURL command: .*Authorization.* removed/);
    assert.match(await editorText(), /^\{/);
    await page.getByRole("button", { name: "Show as pasted" }).click();
    await settled(page);
    assert.match(await editorText(), /^curl .*Authorization: \(removed\)/);
    assert.doesNotMatch(await page.content(), /s3cr3t/);
  });

  test("what is said of a body stands above that body, as long as it is true", async () => {
    const note = page.locator(".text > .note");
    await paste(page, BROKEN);
    await paste(page, `curl https://example.com -d '${TEXT}'`);
    assert.match(await note.textContent(), /^cURL command: /);
    await page.locator(".bodies .line").nth(1).click();
    await settled(page);
    assert.match(await note.textContent(), /^Pasted/);
    await page.getByRole("button", { name: "Fix all (2)" }).click();
    await page.getByText("2 problems mended.").first().waitFor();
    await page.locator(".cm-content").click();
    await page.keyboard.press("ControlOrMeta+z");
    await settled(page);
    assert.match(await note.textContent(), /^Pasted/);
    await page.getByRole("button", { name: "Fix all (2)" }).click();
    await page.getByText("2 problems mended.").first().waitFor();
    await page.locator(".bodies .line").nth(0).click();
    await settled(page);
    assert.match(await note.textContent(), /^cURL command: /);
  });

  test("several bodies become a list, which stays for this visit", async () => {
    const lines = ["inbound-v2-sample-text", "receipt-v9-failed", "sms-inbound-gsm7"].map((name) => JSON.stringify(JSON.parse(fixture(name))));
    await paste(page, lines.join("\n"));
    const list = page.locator(".bodies li");
    await page.getByText("SMS from").waitFor();
    assert.equal(await list.count(), 3);
    await list.nth(1).locator(".line").click();
    await settled(page);
    assert.match(await sentence(), /^Receipt: your WhatsApp message .* failed/);
    await paste(page, TEXT);
    assert.equal(await list.count(), 4);
    await list.nth(0).getByRole("button", { name: /^Remove/ }).click();
    assert.equal(await list.count(), 3);
  });

  test("however many bodies are pasted, those from before stay", async () => {
    await paste(page, TEXT);
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.type(" ");
    await page.evaluate(() => {
      globalThis.said = new Set();
      const list = new MutationObserver(() => document.querySelectorAll(".bodies .what").forEach((line) => globalThis.said.add(line.textContent)));
      list.observe(document.querySelector("main"), { subtree: true, childList: true, characterData: true });
    });
    const line = JSON.stringify(JSON.parse(fixture("sms-inbound-gsm7")));
    await paste(page, Array(520).fill(line).join("\n"));
    const lines = page.locator(".bodies .line");
    assert.equal(await lines.count(), 501);
    assert.match(await page.locator(".text > .note").textContent(), /first 500 of 520/);
    await lines.last().click();
    await settled(page);
    assert.match(await sentence(), /^WhatsApp text/);
    await page.waitForFunction(() => [...document.querySelectorAll(".bodies .what")].every((one) => /^(SMS|WhatsApp)/.test(one.textContent)));
    assert.equal((await page.evaluate(() => [...globalThis.said])).includes("Empty"), false);
  });

  test("files are opened by picker and by drop", async () => {
    await page.getByLabel("Open files").setInputFiles({ name: "hook.json", mimeType: "application/json", buffer: Buffer.from(TEXT) });
    await page.getByText("WhatsApp text from").first().waitFor();
    await page.evaluate((text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], "dropped.json"));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }, fixture("sms-inbound-gsm7"));
    await page.locator(".sentence", { hasText: "SMS from" }).waitFor();
    await page.getByText("dropped.json").first().waitFor();
  });

  test("the lines of one person's messages are told apart", async () => {
    const line = JSON.stringify(JSON.parse(fixture("inbound-v2-text-whatsapp")));
    const { text } = JSON.parse(line).payload.content;
    await page.setViewportSize({ width: 1920, height: 1000 });
    await paste(page, ["One", "Two", "Three"].map((word) => line.replace(text, `${word} more message`)).join("\n"));
    await page.locator(".bodies .what", { hasText: "Three" }).waitFor();
    for (const one of await page.locator(".bodies .what").all()) {
      assert.ok(await one.evaluate((element) => element.scrollHeight <= element.clientHeight + 1), await one.textContent());
    }
    assert.match(await page.locator(".bodies .line").nth(1).getAttribute("title"), /^WhatsApp text from “Tomasz Vale” .*, 2 Jan 2026 05:07 UTC: “Two more message”$/);
  });

  test("a folder among dropped files keeps none of them out, and is named", async () => {
    await page.evaluate((text) => {
      const dataTransfer = new DataTransfer();
      for (const name of ["a.json", "folder", "b.json"]) dataTransfer.items.add(new File([text], name));
      // A folder comes as a file that fails when it is read.
      const { arrayBuffer } = File.prototype;
      File.prototype.arrayBuffer = function () {
        return this.name === "folder" ? Promise.reject(new DOMException("A requested file could not be found", "NotFoundError")) : arrayBuffer.call(this);
      };
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }, TEXT);
    await page.locator(".text > .note", { hasText: "Could not be read, a folder perhaps: folder" }).waitFor();
    assert.deepEqual(await page.locator(".bodies .origin").allTextContents(), ["b.json", "a.json"]);
  });

  test("a paste that no body can be looked for in is said not to be read", async () => {
    await page.evaluate(() => {
      const { postMessage } = Worker.prototype;
      Worker.prototype.postMessage = function (message) {
        if (message.question === "unwrap") throw new Error("out of memory");
        postMessage.call(this, message);
      };
    });
    await paste(page, TEXT);
    await page.locator(".text > .note", { hasText: "This could not be read: out of memory" }).waitFor();
  });

  test("a file that is not UTF-8 is said not to be, and where", async () => {
    const text = TEXT.replace("Test message", "Jörg Müller").replaceAll("\n", "\r\n");
    await page.getByLabel("Open files").setInputFiles({ name: "latin1.json", mimeType: "application/json", buffer: Buffer.from(text, "latin1") });
    await page.locator(".text > .note", { hasText: "Not all of it is UTF-8" }).waitFor();
    await settled(page);
    assert.equal(await problems().filter({ hasText: "not UTF-8" }).count(), 2);
    assert.deepEqual(await page.locator(".cm-lintRange-warning").allTextContents(), ["\ufffd", "\ufffd", "r"]);
    await page.getByRole("switch", { name: "Mask" }).check();
    await settled(page);
    assert.equal(await problems().filter({ hasText: "not UTF-8" }).count(), 2);
    await page.getByRole("switch", { name: "Mask" }).uncheck();
    await page.getByRole("button", { name: "Examples…" }).click();
    await page.locator(".choices button", { hasText: "Invalid UTF-8" }).click();
    await problems().filter({ hasText: "not UTF-8" }).waitFor();
  });

  test("look-alikes are named", async () => {
    await paste(page, fixture("unknown-meta-message"));
    assert.match(await sentence(), /Not an 8x8 webhook.*Meta/);
    await paste(page, fixture("unknown-send-request"));
    assert.match(await sentence(), /request to send a message/);
  });

  test("a second body loads as one of its own with the cursor still in the first, and a piece is put in", async () => {
    await paste(page, TEXT);
    await pasteHere(page, fixture("sms-inbound-gsm7"));
    assert.match(await sentence(), /^SMS from/);
    assert.equal(await page.locator(".bodies li").count(), 2);
    await page.keyboard.press("ControlOrMeta+End");
    await pasteHere(page, `curl https://example.com -d '${TEXT}'`);
    assert.match(await sentence(), /^WhatsApp text/);
    assert.equal(await page.locator(".bodies li").count(), 3);
    const before = await editorText();
    await pasteHere(page, "{}");
    assert.equal(await editorText(), `{}${before}`);
    assert.equal(await page.locator(".bodies li").count(), 3);
  });

  test("a command is unwrapped where nothing but a blank was typed", async () => {
    await page.locator(".cm-content").click();
    await page.keyboard.type(" ");
    await pasteHere(page, `curl https://example.com -d '${TEXT}'`);
    assert.match(await editorText(), /^\{/);
    assert.equal(await page.locator(".bodies li").count(), 0);
  });

  test("a paste beside the editor loads too", async () => {
    await page.locator("h1").click();
    await pasteHere(page, TEXT);
    assert.match(await sentence(), /^WhatsApp text/);
  });
});

describe("2. understand", () => {
  test("every field has a label, a documentation, its value and its meaning", async () => {
    await paste(page, TEXT);
    const phone = row("/payload/user/msisdn");
    assert.match(await phone.textContent(), /Phone number\s*msisdn.*\+12025550023.*\+1 202-555-0023, United States/);
    await phone.click();
    assert.match(await page.locator(".detail").textContent(), /E\.164/);
    assert.match(await row("/payload/timestamp").textContent(), /1 Jan 2016, 14:34:56 UTC \(\d+ years ago\)/);
  });

  test("of many fields the rest is counted, and shown when asked for, also on paper", async () => {
    await paste(page, `{${Array.from({ length: 268 }, (_, index) => `"k${index}": 1`).join()}}`);
    const more = page.locator(".more");
    assert.equal(await more.textContent(), "69 more fields Show them");
    await page.emulateMedia({ media: "print" });
    assert.ok(await more.isVisible());
    await page.emulateMedia({ media: "screen" });
    await more.getByRole("button").click();
    await settled(page);
    assert.equal(await page.locator(".row[data-pointer]").count(), 269);
    assert.equal(await more.count(), 0);
  });

  test("while no field is chosen the place for it is left to the fields", async () => {
    const height = async () => (await page.locator(".detail").boundingBox()).height;
    await paste(page, TEXT);
    assert.ok((await height()) < 50);
    await row("/payload/user/msisdn").click();
    assert.ok((await height()) > 150);
  });

  test("times are told in UTC, locally, and in a chosen zone", async () => {
    await paste(page, TEXT);
    await page.getByLabel("Time").selectOption("Asia/Singapore");
    assert.match(await row("/payload/timestamp").textContent(), /1 Jan 2016, 22:34:56/);
    assert.match(await sentence(), /22:34/);
    await page.getByLabel("Time").selectOption("local");
    assert.match(await row("/payload/timestamp").textContent(), /2016, \d\d:34:56/);
  });

  test("links, places, permissions and Flow answers are told in words", async () => {
    await paste(page, fixture("inbound-v2-image-caption"));
    assert.match(await row("/payload/content/url").textContent(), /Expire[sd] .* \(/);
    await paste(page, fixture("inbound-v2-location-numbers"));
    assert.match(await row("/payload/content/location/latitude").locator("a").getAttribute("href"), /openstreetmap/);
    for (const [time, words] of [["2026-08-31", /you may call until/], ["2026-09-02", /the permission ended/]]) {
      await page.clock.setFixedTime(time);
      await page.reload();
      await paste(page, fixture("inbound-v2-interactive-call-accept-temporary"));
      assert.match(await sentence(), words);
    }
    await paste(page, fixture("inbound-v3-interactive-flow"));
    assert.match(await page.getByRole("table", { name: "Flow answers" }).textContent(), /when.*2026-07-19/);
  });

  test("kind and version are named, the other versions explained, the siblings shown", async () => {
    await paste(page, TEXT);
    assert.match(await page.locator(".facts").textContent(), /Inbound message\s*v2/);
    await page.getByText("Versions and siblings").click();
    assert.match(await page.locator(".others").textContent(), /business-scoped user id/);
    await page.locator(".others li", { hasText: "Delivery receipt" }).first().getByRole("button").click();
    await page.locator(".sentence", { hasText: "Receipt:" }).waitFor();
  });
});

describe("3. see what is wrong", () => {
  test("squiggles and gutter marks stand at the exact characters", async () => {
    await paste(page, TEXT);
    assert.equal(await page.locator(".cm-lintRange-warning").textContent(), "r");
    assert.equal(await page.locator(".cm-lint-marker-warning").count(), 1);
  });

  test("the list is ordered by position, explains on demand, and links to the reference", async () => {
    await paste(page, BROKEN);
    assert.deepEqual(await page.locator(".problems .where").allTextContents(), ["2:26", "17:13", "21:54"]);
    await problems().nth(1).getByRole("button", { name: "explain smart-quotes" }).click();
    assert.match(await problems().nth(1).textContent(), /Word processors.*Gives it.*Mended/s);
    await page.getByRole("button", { name: "smart-quotes in the reference" }).click();
    await page.waitForFunction(() => document.activeElement.id === "code-smart-quotes");
  });

  test("one click or key applies an edit, and all can be mended at once; undo takes it back", async () => {
    await paste(page, BROKEN);
    await problems().first().getByRole("button", { name: /^Fix/ }).click();
    await settled(page);
    assert.equal(await problems().count(), 2);
    await page.keyboard.press("F8");
    await page.keyboard.press("Alt+Enter");
    await settled(page);
    assert.equal(await problems().count(), 1);
    await paste(page, BROKEN);
    await page.getByRole("button", { name: "Fix all (2)" }).click();
    await settled(page);
    assert.equal((await editorText()).trim(), TEXT.trim());
    await page.locator(".cm-content").click();
    await page.keyboard.press("ControlOrMeta+z");
    await settled(page);
    assert.match(await editorText(), /“Text”/);
  });

  test("an edit never changes another text than the one it was made for", async () => {
    // So long that it is read only when the keys rest.
    const long = TEXT.replace('"description"', `"extra": "${"z".repeat(150_000)}",\n    "description"`);
    await paste(page, long.replace('"ChatApps",', '"ChatApps"').replace('"Text"', "'Text'"));
    await page.getByRole("switch", { name: "Wrap" }).uncheck();
    const fix = (words) => problems().filter({ hasText: words }).getByRole("button", { name: /^Fix/ });
    await fix("a comma is missing").evaluate((button) => [0, 1].forEach(() => button.click()));
    await settled(page);
    assert.match(await page.locator(".cm-line").nth(1).textContent(), /"ChatApps",$/);
    await page.locator(".cm-content").click({ position: { x: 40, y: 12 } });
    await page.keyboard.press("ControlOrMeta+Home");
    await page.keyboard.type("\n\n");
    await fix("single quotes").evaluate((button) => button.click());
    await settled(page);
    assert.match(await page.locator(".cm-line", { hasText: '"type"' }).textContent(), /"type": (["'])Text\1,$/);
  });

  test("the key mends what is at the cursor, wherever one has been before", async () => {
    await paste(page, TEXT.replace('"ChatApps"', '"chatapps"').replace('"Text"', "'Text'"));
    await problems().first().locator(".line").click();
    await page.locator(".cm-line", { hasText: "'Text'" }).click();
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Alt+Enter");
    await settled(page);
    assert.match(await editorText(), /"chatapps"[^]*"Text"/);
    await paste(page, BROKEN);
    await page.locator(".cm-line", { hasText: "namespace" }).click();
    await page.keyboard.press("End");
    await page.keyboard.press("Alt+Enter");
    await settled(page);
    assert.match(await editorText(), /"ChatApps",\n/);
  });

  test("F8 goes on from the cursor", async () => {
    await paste(page, BROKEN);
    const status = page.locator("p[role=status].hidden");
    await page.locator(".cm-line", { hasText: "“Text”" }).click();
    await page.keyboard.press("Home");
    await page.keyboard.press("F8");
    assert.match(await status.textContent(), /^2 of 3/);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Shift+F8");
    assert.match(await status.textContent(), /^1 of 3/);
  });

  test("where mending all of it would make it no better, nothing is changed, and that is said", async () => {
    const end = 'fdbb9a", "subAccountId": "SubAccount-1", "type": "Text"}';
    await paste(page, end);
    await page.getByRole("button", { name: /^Fix all \([1-9]/ }).click();
    await page.locator(".note", { hasText: "no better: nothing was changed" }).waitFor();
    assert.equal(await editorText(), end);
  });

  test("where reading stops at too many mistakes, that is said", async () => {
    await paste(page, `{"namespace": "ChatApps",\n${Array.from({ length: 300 }, (_, index) => `"k${index}": 'v'`).join(",\n")}}`);
    assert.equal(await page.locator(".count").textContent(), "20 or more");
    await page.getByText("Reading stopped here").waitFor();
    await paste(page, `${TEXT} more`);
    assert.equal(await page.locator(".count").textContent(), "2");
    assert.equal(await page.getByText("Reading stopped here").count(), 0);
  });

  test("broken syntax still shows what could be read", async () => {
    await paste(page, TEXT.slice(0, TEXT.indexOf('"recipient"')));
    assert.match(await page.locator(".facts").textContent(), /No event: there are errors/);
    assert.match(await row("/payload/user/msisdn").textContent(), /United States/);
  });
});

describe("4. move between text and meaning", () => {
  test("a field leads to its text, by pointer and by keys", async () => {
    await paste(page, TEXT);
    await row("/payload/umid").hover();
    assert.match(await page.locator(".cm-lit-hovered").first().textContent(), /umid/);
    await row("/payload/user/msisdn").click();
    assert.equal((await page.locator(".cm-lit-selected").allTextContents()).join(""), '"msisdn": "+12025550023"');
    await page.keyboard.press("ArrowDown");
    await page.waitForTimeout(50);
    assert.equal((await page.locator(".cm-lit-selected").allTextContents()).join(""), '"channelUserId": "12025550023"');
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.querySelector(".editor").shadowRoot.getSelection?.().toString() ?? ""), '"12025550023"');
  });

  test("the cursor leads to the field, also inside JSON in a string", async () => {
    await paste(page, fixture("inbound-v3-interactive-flow"));
    const line = page.locator(".cm-line", { hasText: "responseJson" });
    const place = await line.evaluate((element) => {
      const text = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      while (text.nextNode()) {
        const at = text.currentNode.data.indexOf("2026-07");
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(text.currentNode, at + 1);
        range.setEnd(text.currentNode, at + 2);
        const { x, y, height } = range.getBoundingClientRect();
        return { x, y: y + height / 2 };
      }
    });
    await page.mouse.click(place.x, place.y);
    await page.waitForTimeout(50);
    assert.match(await page.locator(".row.chosen").getAttribute("data-pointer"), /responseJson\/when$/);
    await page.keyboard.press("ArrowUp");
    await page.waitForTimeout(50);
    assert.doesNotMatch(await page.locator(".row.chosen").getAttribute("data-pointer"), /when$/);
  });

  for (const viewport of [{ width: 360, height: 740 }, { width: 640, height: 400 }]) {
    test(`on a page of ${viewport.width} px, one stays where one is, and what was asked for is in sight`, async () => {
      await page.setViewportSize(viewport);
      await paste(page, BROKEN);
      const scrolled = () => page.evaluate(() => scrollY);
      const top = async (locator) => (await locator.boundingBox()).y;

      await page.locator(".cm-line", { hasText: "umid" }).first().click();
      await page.waitForTimeout(150);
      assert.match(await page.locator(".row.chosen").getAttribute("data-pointer"), /umid/i);
      assert.ok((await top(page.locator(".editor"))) > -300);
      const before = await scrolled();
      await page.keyboard.press("ArrowDown");
      await page.waitForTimeout(150);
      assert.equal(await scrolled(), before);

      const field = row("/payload/recipient/channel");
      await field.evaluate((element) => scrollTo(0, element.getBoundingClientRect().top + scrollY - 100));
      const place = await top(field);
      await field.click();
      await page.waitForTimeout(150);
      assert.ok(Math.abs((await top(field)) - place) < 2, `the row has moved from ${place} to ${await top(field)}`);
      assert.match((await page.locator(".cm-lit-selected").allTextContents()).join(""), /"channel": "whatsapp"/);
      for (let count = 0; count < 5; count++) {
        await page.keyboard.press("ArrowDown");
        await page.waitForTimeout(100);
        const [chosen, detail] = await Promise.all([page.locator(".row.chosen").boundingBox(), page.locator(".detail").boundingBox()]);
        assert.ok(chosen.y >= 0 && chosen.y + chosen.height <= detail.y + 1, "the row is hidden");
      }

      await problems().last().locator(".line").click();
      await page.waitForTimeout(150);
      const mark = await page.locator(".cm-lintRange-warning").first().boundingBox();
      assert.ok(mark.y > 0 && mark.y < viewport.height, `the place is at ${mark.y}`);
    });
  }

  test("each of two members with one name is one of its own", async () => {
    await paste(page, TEXT.replace('"msisdn"', '"name": "First Name", "name": "Second Name",\n      "msisdn"'));
    const names = row("/payload/user/name");
    await names.nth(1).click();
    assert.equal(await page.locator("[aria-selected=true]").count(), 1);
    assert.match(await page.locator(".detail").textContent(), /Second Name/);
    await page.getByRole("button", { name: "Copy value" }).click();
    await page.getByText("Value copied").first().waitFor();
    assert.equal(await clipboard(), "Second Name");
    await names.nth(0).click();
    assert.match(await page.locator(".detail").textContent(), /First Name/);
    for (const value of ["Second Name", "\\+12025550023"]) {
      await page.keyboard.press("ArrowDown");
      await page.waitForTimeout(50);
      assert.match(await page.locator(".row.chosen").textContent(), new RegExp(value));
    }
  });

  test("value, pointer and TypeScript path are copied", async () => {
    await paste(page, TEXT);
    await row("/payload/user/msisdn").click();
    const expected = { "Copy value": "+12025550023", "Copy pointer": "/payload/user/msisdn", "Copy TypeScript path": "event.payload.user?.msisdn" };
    for (const [name, text] of Object.entries(expected)) {
      await page.getByRole("button", { name }).click();
      await page.getByText(/ copied$/).first().waitFor();
      assert.equal(await clipboard(), text);
    }
  });

  test("format also lays out broken text, and is undone", async () => {
    const compact = BROKEN.replace(/\n\s*/g, "");
    await paste(page, compact);
    await page.getByRole("button", { name: "Format" }).click();
    await settled(page);
    assert.ok((await editorText()).split("\n").length > 15);
    await page.locator(".cm-content").click();
    await page.keyboard.press("ControlOrMeta+z");
    await settled(page);
    await page.getByRole("switch", { name: "Wrap" }).uncheck();
    assert.equal(await page.locator(".cm-line").count(), 1);
    assert.equal(await page.locator(".cm-lineWrapping").count(), 0);
  });

  test("special characters are marked in a line of any length", async () => {
    const marks = page.locator(".cm-specialChar");
    const long = `{"namespace":"ChatApps","more":[${Array(60_000).fill(1)}]}`;
    await paste(page, long.replace("Chat", "Chat\u200b"));
    assert.equal(await marks.count(), 1);
    await page.getByRole("button", { name: "New" }).click();
    await paste(page, long);
    assert.equal(await marks.count(), 0);
    await page.locator(".cm-content").click({ position: { x: 40, y: 12 } });
    await page.keyboard.insertText("\u202e");
    assert.equal(await marks.count(), 1);
  });

  test("two bodies are compared member by member", async () => {
    await paste(page, TEXT);
    await paste(page, TEXT.replace('"namespace"', '"version": 3, "namespace"').replace('"12025550023"', '"US.1349"'));
    await page.getByRole("button", { name: "Compare…" }).click();
    await page.getByText("2 members differ").waitFor();
    assert.deepEqual(await page.locator(".compared tbody th code").allTextContents(), ["/version", "/payload/user/channelUserId"]);
    await page.getByRole("switch", { name: "Only what differs" }).uncheck();
    assert.ok((await page.locator(".compared tbody tr").count()) > 8);
    await page.getByPlaceholder("Paste here").focus();
    await pasteHere(page, TEXT.replace("Test message", "Another message"));
    await page.locator(".compared td", { hasText: "Another message" }).waitFor();
  });
});

describe("5. show it to others without leaking it", () => {
  const SECRET = /2025550023|202-555|Test message/;

  test("the switch masks everything on screen, and text can still be mended and loaded", async () => {
    await paste(page, BROKEN);
    await page.getByRole("switch", { name: "Mask" }).check();
    await settled(page);
    await page.locator(".sentence", { hasText: "WhatsApp" }).waitFor();
    const shown = () => page.evaluate(() => document.body.innerHTML + document.querySelector(".editor").shadowRoot.innerHTML);
    assert.doesNotMatch(await shown(), SECRET);
    assert.match(await editorText(), /"\+1{11}"/);
    await page.getByRole("button", { name: "Fix all (2)" }).click();
    await settled(page);
    assert.equal(await problems().count(), 1);
    await page.locator(".cm-content").click();
    await page.keyboard.press("ControlOrMeta+z");
    await settled(page);
    assert.equal(await problems().count(), 3);
    await page.keyboard.press("ControlOrMeta+Shift+Z");
    await settled(page);
    assert.equal(await problems().count(), 1);
    assert.doesNotMatch(await shown(), SECRET);
    await paste(page, TEXT.replace("Test message", "Test message two"));
    assert.doesNotMatch(await shown(), SECRET);
    await page.getByRole("switch", { name: "Mask" }).uncheck();
    await settled(page);
    assert.match(await editorText(), /Test message two/);
  });

  test("the mask also holds for lines of the list that are still being read", async () => {
    const line = JSON.stringify(JSON.parse(TEXT));
    await paste(page, Array.from({ length: 200 }, (_, index) => line.replace("Test message", `Secret ${index}`)).join("\n"));
    await page.evaluate(() => {
      globalThis.leaks = [];
      const look = () => {
        const shown = document.querySelector(".bodies").textContent;
        if (document.querySelector(".bar .switch input").checked && /Secret \d/.test(shown)) globalThis.leaks.push(/Secret \d+/.exec(shown)[0]);
      };
      new MutationObserver(look).observe(document.querySelector(".bodies"), { subtree: true, childList: true, characterData: true });
    });
    await page.waitForFunction(() => document.querySelectorAll(".bodies .what time").length > 20);
    await page.getByRole("switch", { name: "Mask" }).check();
    await page.waitForFunction(() => document.querySelectorAll(".bodies .what time").length === 200);
    assert.deepEqual(await page.evaluate(() => globalThis.leaks), []);
  });

  test("what is said of an envelope is masked too", async () => {
    await page.getByRole("switch", { name: "Mask" }).check();
    await paste(page, JSON.stringify({ "+12025550199": { Zebulon: { body: TEXT } } }));
    assert.match(await page.locator(".text > .note").textContent(), /Envelope: taken out of one of its members/);
    assert.doesNotMatch(await page.content(), /Zebulon|5550199/);
    await page.getByRole("switch", { name: "Mask" }).uncheck();
    assert.match(await page.locator(".text > .note").textContent(), /Zebulon\.body/);
  });

  test("every form is copied, masked unless the person says otherwise", async () => {
    await paste(page, TEXT);
    await page.getByRole("button", { name: "Share…" }).click();
    const forms = { JSON: /^\{/, "Markdown report": /^\*\*Inbound message/, "cURL command": /^curl -X POST/, "TypeScript test": /from "chatapps-webhook"/ };
    for (const [name, pattern] of Object.entries(forms)) {
      await page.getByRole("radio", { name }).check();
      await page.getByRole("switch", { name: /^Mask what/ }).check();
      await page.locator(".preview", { hasText: pattern }).waitFor();
      await page.getByRole("button", { name: `Copy ${name}` }).click();
      await page.waitForTimeout(80);
      assert.match(await clipboard(), pattern);
      assert.doesNotMatch(await clipboard(), SECRET);
      await page.getByRole("switch", { name: /^Mask what/ }).uncheck();
      await page.locator(".preview", { hasText: "Test message" }).waitFor();
    }
  });

  test("a link carries the body in its fragment, masked, and opens", async () => {
    await paste(page, TEXT);
    assert.equal(new URL(page.url()).hash, "");
    await page.getByRole("button", { name: "Share…" }).click();
    await page.locator(".preview", { hasText: "#s=1." }).waitFor();
    const link = await page.locator(".preview").textContent();
    const other = await openPage(browser, link);
    await other.page.locator(".sentence", { hasText: "WhatsApp text" }).waitFor();
    assert.doesNotMatch(await other.page.content(), SECRET);
    assert.equal(new URL(other.page.url()).hash, "");
    await other.context.close();
  });

  test("what a link brought is still there after a reload, until it is removed", async () => {
    await paste(page, TEXT);
    await page.getByRole("button", { name: "Share…" }).click();
    await page.locator(".preview", { hasText: "#s=1." }).waitFor();
    const link = (await page.locator(".preview").textContent()).replace("#s=", "#s%3D");
    const other = await openPage(browser, `${link}).`);
    const shown = other.page.locator(".sentence", { hasText: "WhatsApp text" });
    await shown.waitFor();
    await other.page.reload();
    await shown.waitFor();
    assert.equal(new URL(other.page.url()).hash, "");
    assert.equal(await other.page.evaluate(() => localStorage.length + sessionStorage.length), 0);
    await other.page.getByRole("button", { name: "Keys" }).click();
    await other.page.reload();
    await shown.waitFor();
    await other.page.getByRole("heading", { name: "Keys" }).waitFor();
    await other.page.keyboard.press("Escape");
    await paste(other.page, fixture("sms-inbound-gsm7"));
    await other.page.locator(".bodies li", { hasText: "From a link" }).getByRole("button", { name: /^Remove/ }).click();
    await other.page.reload();
    await settled(other.page);
    assert.match(await other.page.locator(".sentence").textContent(), /^Paste a webhook/);
    await other.context.close();
  });

  test("a link that would be too long is refused, with a reason", async () => {
    const noise = Array.from({ length: 60_000 }, (_, index) => String.fromCharCode(0x4e00 + ((index * 7919) % 20_000))).join("");
    await paste(page, TEXT.replace("Test message", noise));
    await page.getByRole("button", { name: "Share…" }).click();
    await page.getByRole("switch", { name: /^Mask what/ }).uncheck();
    await page.getByText(/Too long for a link/).waitFor();
    assert.equal(await page.getByRole("button", { name: "Copy Link" }).isDisabled(), true);
  });
});

describe("6. learn", () => {
  test("the examples can be searched and shown", async () => {
    await page.getByRole("button", { name: "Examples…" }).click();
    assert.ok((await page.locator(".choices button").count()) > 100);
    await page.getByPlaceholder(/^Search: flow/).fill("trailing comma");
    await page.locator(".choices button").first().click();
    await page.locator(".problems li", { hasText: "comma" }).waitFor();
  });

  test("the reference has an anchor for every code and field, and a search", async () => {
    const context = await browser.newContext();
    const complaints = [];
    const reference = await context.newPage();
    reference.on("console", (message) => complaints.push(message.text()));
    await reference.goto(`${server.url}reference.html#code-trailing-comma`);
    await reference.locator("#code-trailing-comma").waitFor();
    for (const { code } of codes) assert.equal(await reference.locator(`#code-${code}`).count(), 1, code);
    assert.equal(await reference.locator('[id="field-Payload.umid"]').count(), 1);
    await reference.getByPlaceholder(/^Search/).fill("channelUserId");
    assert.ok((await reference.locator("article").count()) < 12);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  for (const width of [320, 768, 1440]) {
    test(`the reference does not scroll sideways at ${width} px`, async () => {
      const context = await browser.newContext({ viewport: { width, height: 900 } });
      const reference = await context.newPage();
      await reference.goto(`${server.url}reference.html`);
      await reference.locator("#record-Payload").waitFor();
      const widths = await reference.evaluate(() => [document.documentElement, document.querySelector(".reference")].map((one) => one.scrollWidth - one.clientWidth));
      assert.deepEqual(widths, [0, 0]);
      await context.close();
    });
  }

  test("a fragment that names no place opens the reference at its beginning", async () => {
    const context = await browser.newContext();
    const errors = [];
    const reference = await context.newPage();
    reference.on("pageerror", (error) => errors.push(String(error)));
    await reference.goto(`${server.url}reference.html#%`);
    await reference.locator(`#code-${codes[0].code}`).waitFor();
    assert.deepEqual(errors, []);
    await context.close();
    await page.goto(`${server.url}#code-%`);
    await page.getByRole("heading", { name: "Reference", exact: true }).waitFor();
  });

  test("a fragment opens the reference over the page", async () => {
    const context = await browser.newContext();
    const fresh = await context.newPage();
    // To a page that is there the browser only tells the new address; each is waited for, or a reload comes in between.
    for (const [one, go] of [
      [fresh, () => fresh.goto(`${server.url}#code-invalid-uuid`)],
      [fresh, () => fresh.reload()],
      [page, () => page.goto(`${server.url}#code-invalid-uuid`)],
      [page, () => page.reload()],
    ]) {
      await go();
      await one.getByRole("heading", { name: "Reference", exact: true }).waitFor();
      await one.waitForFunction(() => document.activeElement.id === "code-invalid-uuid");
    }
    await context.close();
  });
});

describe("back and forward", () => {
  const window = () => page.locator("dialog[open] h2").allTextContents();
  const opens = (title) => page.locator("dialog[open] h2", { hasText: title }).waitFor();
  const closes = () => page.waitForFunction(() => document.querySelector("dialog") === null && !history.state.window);

  test("back closes a window and keeps what was pasted, forward opens it again", async () => {
    await paste(page, TEXT);
    for (const name of ["Examples…", "Compare…", "Share…", "Reference", "Keys"]) {
      await page.getByRole("button", { name, exact: true }).click();
      await opens(name.replace("…", ""));
      await page.goBack();
      await closes();
      assert.equal(await page.evaluate(() => document.activeElement.textContent), name);
      await page.goForward();
      await opens(name.replace("…", ""));
      await page.goBack();
      await closes();
    }
    assert.match(await sentence(), /^WhatsApp text/);
  });

  test("a window that is closed in another way leaves no entry behind", async () => {
    await page.getByRole("button", { name: "Keys" }).click();
    await opens("Keys");
    await page.keyboard.press("Escape");
    await closes();
    await page.getByRole("button", { name: "Examples…" }).click();
    await page.locator(".choices button").first().click();
    await closes();
    assert.notEqual(await editorText(), "");
    await page.goBack();
    assert.equal(page.url(), "about:blank");
  });

  test("a window that opens while the one before is still being left stays", async () => {
    await page.evaluate(() => {
      const [keys, examples] = ["Keys", "Examples…"].map((name) => [...document.querySelectorAll(".bar button")].find(({ textContent }) => textContent === name));
      keys.click();
      setTimeout(() => {
        document.querySelector("dialog").addEventListener("close", () => examples.click());
        document.querySelector("dialog").close();
      }, 100);
    });
    await page.waitForTimeout(400);
    assert.deepEqual(await window(), ["Examples"]);
    await page.goBack();
    await closes();
    assert.notEqual(page.url(), "about:blank");
  });

  test("a link that is opened while a window is open closes it, and back opens it again", async () => {
    const { OLD_LINK, OLD_TEXT } = JSON.parse(readFileSync(new URL("./link-version-1.json", import.meta.url), "utf8"));
    await page.getByRole("button", { name: "Keys" }).click();
    await opens("Keys");
    await page.evaluate((link) => (location.hash = link), OLD_LINK);
    await page.locator(".sentence", { hasText: OLD_TEXT }).waitFor();
    await closes();
    assert.equal(new URL(page.url()).hash, "");
    await page.goBack();
    await opens("Keys");
    await page.keyboard.press("Escape");
    await closes();
    assert.match(await sentence(), new RegExp(OLD_TEXT));
  });

  test("in the reference, back goes from place to place and then closes it; closing goes back over all places", async () => {
    await paste(page, TEXT);
    const hash = () => new URL(page.url()).hash;
    await page.getByRole("button", { name: "Reference", exact: true }).click();
    await page.locator('a[href="#code-byte-order-mark"]').click();
    for (let count = 0; count < 2; count++) await page.locator('a[href="#code-missing-comma"]').click();
    await page.waitForFunction(() => document.activeElement.id === "code-missing-comma");
    assert.equal(hash(), "#code-missing-comma");
    await page.goBack();
    await page.waitForFunction(() => document.activeElement.id === "code-byte-order-mark");
    await page.goBack();
    assert.equal(hash(), "");
    assert.deepEqual(await window(), ["Reference"]);
    await page.goForward();
    await page.goForward();
    await page.waitForFunction(() => document.activeElement.id === "code-missing-comma");
    await page.keyboard.press("Escape");
    await closes();
    assert.equal(hash(), "");
    assert.match(await sentence(), /^WhatsApp text/);
  });
});

describe("keys", () => {
  test("F8 and Shift F8 walk through the problems and say them", async () => {
    await paste(page, BROKEN);
    await page.keyboard.press("F8");
    assert.match(await page.locator("p[role=status].hidden").textContent(), /^1 of 3, error: a comma is missing/);
    await page.keyboard.press("F8");
    assert.match(await page.locator("p[role=status].hidden").textContent(), /^2 of 3/);
    await page.keyboard.press("Shift+F8");
    await page.keyboard.press("Shift+F8");
    assert.match(await page.locator("p[role=status].hidden").textContent(), /^3 of 3, warning/);
  });

  test("the focus is never lost with what had it", async () => {
    const focus = () => page.evaluate(() => {
      const { activeElement } = document;
      return activeElement === document.body ? "nowhere" : (activeElement.getAttribute("aria-label") ?? activeElement.getAttribute("placeholder") ?? activeElement.className);
    });
    const press = async (locator) => {
      await locator.focus();
      await page.keyboard.press("Enter");
      await settled(page);
      await page.waitForTimeout(100);
    };
    await paste(page, BROKEN);
    await press(problems().first().getByRole("button", { name: /^Fix/ }));
    assert.match(await focus(), /^Fix: /);
    await page.keyboard.press("Enter");
    await settled(page);
    await page.waitForTimeout(100);
    assert.equal(await focus(), "line");
    await page.getByText("Versions and siblings").click();
    await press(page.locator(".others").getByRole("button", { name: "Show one" }).last());
    assert.equal(await focus(), "What the body says");
    await paste(page, TEXT);
    const remove = page.locator(".bodies .remove");
    const names = await remove.evaluateAll((buttons) => buttons.map((button) => button.getAttribute("aria-label")));
    assert.equal(names.length, 3);
    await press(remove.nth(1));
    assert.equal(await focus(), names[2]);
    await page.keyboard.press("Enter");
    await settled(page);
    assert.equal(await focus(), "editor");
    await page.getByRole("button", { name: "Examples…" }).click();
    assert.match(await focus(), /^Search: flow/);
    await page.keyboard.type("flow");
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("dialog[open]").count(), 1);
  });

  test("everything is reached by Tab, the editor can be left, and focus is seen", async () => {
    await paste(page, TEXT);
    await page.locator("h1").click();
    const seen = new Set();
    for (let count = 0; count < 60; count++) {
      await page.keyboard.press("Tab");
      const focus = await page.evaluate(() => {
        let element = document.activeElement;
        const host = element;
        while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        const { outlineStyle } = getComputedStyle(element);
        const shown = outlineStyle !== "none" || getComputedStyle(host.closest(".editor") ?? host).boxShadow !== "none";
        return { name: element.getAttribute("aria-label") ?? element.textContent.slice(0, 20), shown, isBody: element === document.body };
      });
      if (focus.isBody) break;
      assert.ok(focus.shown, `no focus is seen on ${focus.name}`);
      seen.add(focus.name.trim());
    }
    for (const name of ["New", "Examples…", "Share…", "Body of the webhook", "Format", "Reference"]) assert.ok(seen.has(name), name);
  });
});
