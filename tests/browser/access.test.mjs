// axe finds nothing on any state, at three widths, in both themes; nothing is cut off sideways. What is on or chosen is seen
// in forced colours too, and on paper stands all that the panes hold.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { openPage, paste, settled, startBrowser, startServer } from "./harness.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const fixture = (name) => readFileSync(new URL(`../fixtures/accept/${name}.json`, import.meta.url), "utf8");
const TEXT = fixture("inbound-v2-sample-text-indented");

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

const dialog = (name) => async (page) => {
  await page.getByRole("button", { name, exact: true }).click();
  await page.waitForTimeout(150);
};

/** Each state follows the one before on the same page. */
const STATES = {
  empty: async () => {},
  "a text": (page) => paste(page, TEXT),
  "a chosen field": (page) => page.locator('[data-pointer="/payload/user/msisdn"]').click(),
  "broken, explained": async (page) => {
    await paste(page, TEXT.replace('"type": "Text",', '"type": “Text”,').replace('"ChatApps",', '"ChatApps"'));
    await page.keyboard.press("F8");
    await page.locator(".problems button[aria-expanded]").first().click();
  },
  "search in the text": async (page) => {
    await page.locator(".cm-content").click();
    await page.keyboard.press("ControlOrMeta+f");
    await page.waitForTimeout(100);
    await page.keyboard.press("Escape");
  },
  "Flow answers": (page) => paste(page, fixture("inbound-v3-interactive-flow")),
  "an expired link": (page) => paste(page, fixture("inbound-v2-image-caption")),
  "versions and siblings": (page) => page.getByText("Versions and siblings").click(),
  "no webhook": (page) => paste(page, "<html><body>Bad Gateway</body></html>"),
  masked: async (page) => {
    await page.getByRole("switch", { name: "Mask" }).check();
    await settled(page);
    await page.waitForTimeout(200);
  },
  examples: dialog("Examples…"),
  compare: dialog("Compare…"),
  share: dialog("Share…"),
  reference: dialog("Reference"),
  keys: dialog("Keys"),
};

for (const colorScheme of ["light", "dark"]) {
  for (const width of [360, 900, 1600]) {
    test(`${colorScheme}, ${width} px`, async (t) => {
      const { page, context } = await openPage(browser, server.url, { viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
      await page.evaluate(axe);
      for (const [name, reach] of Object.entries(STATES)) {
        await t.test(name, async () => {
          await reach(page);
          const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
          assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target.flat().join(" ")} ${node.any[0]?.message ?? ""}`).slice(0, 4).join("; ")}`), []);
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(overflow <= 0, `${overflow} px beyond the right edge`);
          await page.keyboard.press("Escape");
        });
      }
      await context.close();
    });
  }
}

test("in forced colours it is seen what is wrong, what is chosen, and whether a switch is on", async () => {
  const { page, context } = await openPage(browser, server.url, { forcedColors: "active" });
  const styleOf = (selector, pseudo) =>
    page.locator(selector).first().evaluate((element, name) => {
      const { backgroundColor, outlineStyle, outlineWidth } = getComputedStyle(element, name);
      return { backgroundColor, outline: `${outlineStyle} ${outlineWidth}` };
    }, pseudo);
  const canvas = await styleOf("body");

  await paste(page, TEXT);
  const row = '[data-pointer="/payload/user/msisdn"]';
  assert.equal((await styleOf(row)).outline.startsWith("solid"), false);
  await page.locator(row).click();
  await page.mouse.move(0, 0);
  assert.equal((await styleOf(row)).outline, "solid 2px");

  const off = [await styleOf(".bar .switch input"), await styleOf(".bar .switch input", "::before")];
  assert.notEqual(off[1].backgroundColor, off[0].backgroundColor);
  await page.getByRole("switch", { name: "Mask" }).check();
  const on = [await styleOf(".bar .switch input"), await styleOf(".bar .switch input", "::before")];
  assert.notEqual(on[1].backgroundColor, on[0].backgroundColor);
  assert.notEqual(on[0].backgroundColor, off[0].backgroundColor);
  await page.getByRole("switch", { name: "Mask" }).uncheck();
  await settled(page);

  await paste(page, `${TEXT}\n${TEXT.replace('"ChatApps",', '"ChatApps"')}`);
  assert.equal((await styleOf(".bodies li.chosen")).outline, "solid 2px");
  await page.locator(".bodies li").nth(1).getByRole("button").first().click();
  await settled(page);
  await page.keyboard.press("F8");
  assert.equal((await styleOf(".problems li.chosen")).outline, "solid 2px");
  for (const mark of [".problems .mark.error", ".cm-lint-marker-error", ".cm-lint-marker-warning"]) {
    assert.notEqual((await styleOf(mark)).backgroundColor, canvas.backgroundColor, mark);
  }
  await context.close();
});

test("on paper stands all that the panes hold, on white, and nothing to press", async () => {
  const { page, context } = await openPage(browser, server.url, { viewport: { width: 1280, height: 800 }, colorScheme: "dark" });
  const members = Array.from({ length: 150 }, (_, index) => `"member${index}": "${"long ".repeat(60)}"`);
  await paste(page, TEXT.replace('"ChatApps",', `"ChatApps" ${members.join(",\n")},`));
  await page.getByLabel("Theme").selectOption("dark");
  await page.getByRole("switch", { name: "Wrap" }).uncheck();
  await page.emulateMedia({ media: "print" });
  await page.waitForFunction(() => document.querySelector(".editor").shadowRoot.querySelectorAll(".cm-line").length > 170);
  const clipped = await page.evaluate(() =>
    [...document.querySelectorAll(".pane, .scroll, .editor"), document.querySelector(".editor").shadowRoot.querySelector(".cm-content")]
      .filter((element) => element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1)
      .map((element) => element.className),
  );
  assert.deepEqual(clipped, []);
  assert.ok(await page.locator(".row").last().isVisible());
  assert.equal(await page.locator("button:not(.line):visible, select:visible, input:visible, a:visible").count(), 0);
  assert.equal(await page.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor), "rgb(255, 255, 255)");
  await context.close();
});
