// Node, Deno and Bun: the program of a user, started by each as it stands.

import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const printed = (program, args, cwd) =>
  execFileSync(program, args, { cwd, encoding: "utf8", maxBuffer: 2 ** 30, env: { ...process.env, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" } });

/** Both doors at once: one instance, and one class of errors. */
const BOTH = `import * as imported from "chatapps-webhook";
import { createRequire } from "node:module";

const required = createRequire(import.meta.url)("chatapps-webhook");
for (const [one, other] of [[imported, required], [required, imported]]) {
  try {
    one.parseOrThrow("");
  } catch (error) {
    if (!(error instanceof other.WebhookParseError)) throw new Error("two classes of errors");
  }
}
if (imported.parse !== required.parse) throw new Error("two instances");
`;

/** With nothing but the door that brings no wasm, and the wasm beside it. */
const SLIM = `import * as slim from "chatapps-webhook/slim";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as catalog from "chatapps-webhook/catalog";
import * as samples from "chatapps-webhook/samples";
import { probe } from "./probe.mjs";
import fixtures from "./fixtures.mjs";

const require = createRequire(import.meta.url);
slim.init(readFileSync(require.resolve("chatapps-webhook/chatapps_webhook.wasm")));
slim.initTools(new WebAssembly.Module(readFileSync(require.resolve("chatapps-webhook/chatapps_webhook_tools.wasm"))));
process.stdout.write(probe(slim, catalog, samples, fixtures));
`;

export function cells(user) {
  writeFileSync(join(user.home, "both.mjs"), BOTH);
  writeFileSync(join(user.home, "slim.mjs"), SLIM);
  const versions = [20, 22, 24, 26]
    .map((major) => ({ major, program: join(user.tools, `node${major}/bin/node`) }))
    .filter(({ program }) => existsSync(program));
  const node = versions.flatMap(({ major, program }) => [
    { name: `Node ${major}, import`, run: () => printed(program, ["print.mjs"], user.home) },
    { name: `Node ${major}, require`, run: () => printed(program, ["print.cjs"], user.home) },
    { name: `Node ${major}, both at once`, run: () => void printed(program, ["both.mjs"], user.home) },
    { name: `Node ${major}, /slim`, run: () => printed(program, ["slim.mjs"], user.home) },
  ]);
  const deno = join(user.tools, "deno/bin.cjs");
  const bun = join(user.tools, "@oven/bun-linux-x64/bin/bun");
  const flags = ["run", "--quiet", "--no-lock", "--node-modules-dir=manual", "--no-remote"];
  return [
    ...node,
    { name: "Deno, import", run: () => printed("node", [deno, ...flags, "--allow-read", "--allow-env", "print.mjs"], user.home) },
    { name: "Deno, require", run: () => printed("node", [deno, ...flags, "--allow-read", "--allow-env", "print.cjs"], user.home) },
    ...(existsSync(bun)
      ? [
          { name: "Bun, import", run: () => printed(bun, ["print.mjs"], user.home) },
          { name: "Bun, require", run: () => printed(bun, ["print.cjs"], user.home) },
        ]
      : []),
  ];
}
