// A real browser: the one that CHROME_PATH names, or one that is there.
//
// In: a folder to serve, or the address of a server. Out: what a page says.

import { createReadStream, existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";

const PROGRAMS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];
export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".json": "application/json" };

export function chromiumProgram() {
  const program = process.env.CHROME_PATH || PROGRAMS.find((path) => existsSync(path));
  if (program === undefined) throw new Error("there is no Chromium: install it (Debian: apt-get install chromium), or set CHROME_PATH to where it is");
  return program;
}

/** What the page at an address leaves in `globalThis.answer`. */
export async function answerOf(user, url) {
  const { chromium } = createRequire(join(user.tools, "../package.json"))("playwright-core");
  const profile = mkdtempSync(join(tmpdir(), "chatapps-webhook-"));
  const context = await chromium.launchPersistentContext(profile, { executablePath: chromiumProgram(), args: FLAGS });
  try {
    const page = await context.newPage();
    const faults = [];
    page.on("pageerror", (error) => faults.push(error.stack ?? String(error)));
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    await page.goto(url);
    await page.waitForFunction(() => globalThis.answer !== undefined, undefined, { timeout: 60_000 }).catch((error) => {
      throw new Error([...faults, error.message].join("\n"));
    });
    return await page.evaluate(() => globalThis.answer);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

/** Serves a folder while something is done with its address. */
export async function serving(folder, headers, work) {
  const server = createServer((request, response) => {
    const file = join(folder, normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname)));
    if (!existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream", ...headers });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await work(`http://127.0.0.1:${server.address().port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
