// A real Chromium with the debugger page in it.
//
// In: what was built into www/dist. Out: a browser, pages that record every request, complaint and breach of policy.
// Does not know: what is tested. The page is served by the few lines below, since a test of "no request after load" must
// know of every one.

import { createServer } from "node:http";
import { existsSync, readFileSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { chromiumProgram, FLAGS } from "../matrix/chromium.mjs";

const dist = fileURLToPath(new URL("../../www/dist/", import.meta.url));
export const oneFile = pathToFileURL(join(dist, "onefile/webhook-debugger.html")).href;

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css" };

export const startBrowser = () => chromium.launch({ executablePath: chromiumProgram(), args: FLAGS });

export async function startServer() {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const file = join(dist, normalize(pathname === "/" ? "/index.html" : pathname));
    if (!file.startsWith(dist) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" }).end(readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/** A page in a browser context of its own. `requests` and `complaints` grow as things happen. */
export async function openPage(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1600, height: 1000 }, permissions: ["clipboard-read", "clipboard-write"], ...options });
  const requests = [];
  const complaints = [];
  context.on("request", (request) => requests.push(request.url()));
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(url);
  await page.getByRole("heading", { name: "Problems" }).waitFor();
  return { page, context, requests, complaints };
}

/** Pastes into the editor, as a person would who has selected all. */
export async function paste(page, text) {
  await page.locator(".cm-content").click();
  await page.keyboard.press("ControlOrMeta+a");
  await pasteHere(page, text);
}

/** Pastes where the focus is. */
export async function pasteHere(page, text) {
  await page.evaluate((data) => {
    let target = document.activeElement ?? document.body;
    while (target.shadowRoot?.activeElement) target = target.shadowRoot.activeElement;
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", data);
    target.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true, composed: true }));
  }, text);
  await settled(page);
}

/** Waits until what is shown is what was read. */
export async function settled(page) {
  await page.waitForTimeout(60);
  await page.waitForFunction(() => document.querySelector(".state")?.textContent === "");
  await page.waitForTimeout(60);
}
