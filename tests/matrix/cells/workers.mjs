// Cloudflare Workers (workerd) and Vercel's edge runtime: no bytes are compiled there, so the wasm comes as a module.

import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { fetchText, freePort } from "../wait.mjs";
import { cellFolder } from "../user.mjs";

const WORKER = `import { text } from "./program.mjs";

export default { fetch: () => new Response(text()) };
`;
/** The same by way of require: a Worker that a bundler made of CommonJS. */
const WORKER_OF_COMMONJS = `import program from "./program.cjs";

export default { fetch: () => new Response(program.text()) };
`;
const SETTINGS = `name = "user"
main = "worker.mjs"
compatibility_date = "2026-01-01"
send_metrics = false
`;

export function cells(user) {
  const require = createRequire(join(user.tools, "../package.json"));
  // wrangler and miniflare want a newer Node than the oldest that the package serves.
  const node = existsSync(join(user.tools, "node24/bin/node")) ? join(user.tools, "node24/bin/node") : process.execPath;
  return [
    { name: "workerd by miniflare, bundled by esbuild", run: () => inMiniflare(user, require, node) },
    { name: "Worker in wrangler dev, import", run: () => inWrangler(user, node, "wrangler", WORKER) },
    { name: "Worker in wrangler dev, require", run: () => inWrangler(user, node, "wrangler-require", WORKER_OF_COMMONJS) },
    { name: "Edge runtime (Vercel)", run: () => inEdgeRuntime(user, require) },
  ];
}

async function inMiniflare(user, require, node) {
  const folder = cellFolder(user, "miniflare");
  writeFileSync(join(folder, "worker.mjs"), WORKER);
  await require("esbuild").build({
    entryPoints: [join(folder, "worker.mjs")],
    outfile: join(folder, "out/worker.mjs"),
    bundle: true,
    format: "esm",
    conditions: ["workerd", "worker", "browser"],
    loader: { ".wasm": "copy" },
    logLevel: "error",
  });
  writeFileSync(
    join(folder, "run.mjs"),
    `import { Miniflare } from ${JSON.stringify(require.resolve("miniflare"))};
const worker = new Miniflare({
  rootPath: "out",
  scriptPath: "worker.mjs",
  modules: true,
  modulesRules: [{ type: "CompiledWasm", include: ["**/*.wasm"] }],
  compatibilityDate: "2026-01-01",
  port: Number(process.argv[2]),
});
await worker.ready;
`,
  );
  return served(node, ["run.mjs"], folder, (port) => [String(port)]);
}

function inWrangler(user, node, name, worker) {
  const folder = cellFolder(user, name);
  writeFileSync(join(folder, "worker.mjs"), worker);
  writeFileSync(join(folder, "wrangler.toml"), SETTINGS);
  const wrangler = join(user.tools, "wrangler/bin/wrangler.js");
  return served(node, [wrangler, "dev", "--local", "--show-interactive-dev-session=false", "--ip", "127.0.0.1"], folder, (port) => [
    "--port",
    String(port),
    "--inspector-port",
    "0",
  ]);
}

/** Starts a server, asks it once, and ends it with all that it has started. */
async function served(program, args, cwd, portArgs) {
  const port = await freePort();
  const server = spawn(program, [...args, ...portArgs(port)], {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    env: { ...process.env, CI: "1", WRANGLER_SEND_METRICS: "false", NO_COLOR: "1" },
  });
  let log = "";
  server.stdout.on("data", (chunk) => (log += chunk));
  server.stderr.on("data", (chunk) => (log += chunk));
  try {
    return await fetchText(`http://127.0.0.1:${port}/`, () => (server.exitCode === null ? undefined : log));
  } catch (error) {
    throw new Error(`${error.message}\n${log.slice(-2000)}`);
  } finally {
    process.kill(-server.pid, "SIGKILL");
  }
}

/** As Vercel's build does it: `x.wasm?module` becomes a compiled module that the runtime brings as a global. */
async function inEdgeRuntime(user, require) {
  const folder = cellFolder(user, "edge-light");
  writeFileSync(join(folder, "entry.mjs"), `import { text } from "./program.mjs";\n\nglobalThis.answer = text();\n`);
  const modules = {};
  const plugin = {
    name: "wasm",
    setup(build) {
      build.onResolve({ filter: /\.wasm\?module$/ }, ({ path, resolveDir }) => ({ path: join(resolveDir, path.replace("?module", "")), namespace: "wasm" }));
      build.onLoad({ filter: /.*/, namespace: "wasm" }, ({ path }) => {
        const name = `wasm_${Object.keys(modules).length}`;
        modules[name] = path;
        return { contents: `export default ${name};` };
      });
    },
  };
  const out = await require("esbuild").build({
    entryPoints: [join(folder, "entry.mjs")],
    bundle: true,
    format: "iife",
    write: false,
    conditions: ["edge-light", "worker", "browser"],
    plugins: [plugin],
    logLevel: "error",
  });
  const { EdgeRuntime } = require("edge-runtime");
  const { readFileSync } = await import("node:fs");
  const compiled = Object.entries(modules).map(([name, path]) => [name, new WebAssembly.Module(readFileSync(path))]);
  const runtime = new EdgeRuntime({ extend: (context) => Object.assign(context, Object.fromEntries(compiled)) });
  runtime.evaluate(out.outputFiles[0].text);
  return runtime.evaluate("answer");
}
