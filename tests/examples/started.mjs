// The examples, started: each as a server with an address, and with something to observe.
//
// In: `examples/`, the packed package, the frameworks of `tests/packages/`. Out: for each example a function that starts it.
// Does not know: what is tested.

import { spawn } from "node:child_process";
import { cpSync, existsSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { fetchText, freePort } from "../matrix/wait.mjs";
import { install, pack } from "../matrix/user.mjs";

export const AUTHORIZATION = "Bearer of tests";

const root = fileURLToPath(new URL("../../", import.meta.url));
const home = join(root, "target/examples");
const tools = join(root, "tests/matrix/node_modules");

/** A module of the examples, by its path there. */
export const imported = (path) => import(join(home, path));

/** The folder of a user: the examples, the package, the frameworks. */
export function setUp() {
  rmSync(home, { recursive: true, force: true });
  install(home, pack(home), { type: "module" });
  for (const name of ["express", "fastify", "hono"]) {
    symlinkSync(join(root, "tests/packages/node_modules", name), join(home, "node_modules", name));
  }
  cpSync(join(root, "examples"), home, { recursive: true });
}

/** Settings whose work can be watched. */
async function watched(authorization) {
  const { createMemoryStore } = await imported("common/memory-store.mjs");
  const store = createMemoryStore();
  const effects = [];
  let failures = 0;
  const handle = async (event) => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    if (failures > 0) {
      failures -= 1;
      throw new Error("made to fail");
    }
    effects.push(event.key);
  };
  return {
    settings: { authorization, store, handle },
    effects: async () => effects,
    deadLetters: async () => store.deadLetters.length,
    failNext: async () => void (failures = 1),
  };
}

async function listening(server, observed) {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { ...observed, url: `http://127.0.0.1:${server.address().port}/webhook`, stop };
}

async function nodeHttp(authorization) {
  const observed = await watched(authorization);
  const { createWebhookServer } = await imported("node-http/server.mjs");
  return listening(createWebhookServer(observed.settings), observed);
}

async function express(authorization) {
  const observed = await watched(authorization);
  const { createApp } = await imported("express/server.mjs");
  return listening(createServer(createApp(observed.settings)), observed);
}

async function fastify(authorization) {
  const observed = await watched(authorization);
  const { createApp } = await imported("fastify/server.mjs");
  const app = createApp(observed.settings);
  const url = await app.listen({ port: 0, host: "127.0.0.1" });
  return { ...observed, url: `${url}/webhook`, stop: () => app.close() };
}

/** A gateway in front of the function, as an HTTP API makes events: binary where the content type is no text. */
async function lambda(authorization) {
  const observed = await watched(authorization);
  const { createHandler } = await imported("aws-lambda/handler.mjs");
  const handler = createHandler(observed.settings);
  const gateway = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const type = request.headers["content-type"] ?? "";
    const isBase64Encoded = !/^(application\/json|text\/)/.test(type);
    const answer = handler({
      version: "2.0",
      routeKey: "POST /webhook",
      rawPath: "/webhook",
      headers: request.headers,
      requestContext: { http: { method: "POST", path: "/webhook" } },
      body: body.toString(isBase64Encoded ? "base64" : "utf8"),
      isBase64Encoded,
    });
    // A function that throws is answered for.
    const { statusCode } = await answer.catch(() => ({ statusCode: 502 }));
    response.writeHead(statusCode).end();
  });
  return { ...(await listening(gateway, observed)), handler };
}

async function honoOnWorkers(authorization) {
  const folder = join(home, "hono-workers");
  cpSync(fileURLToPath(new URL("worker-under-test.mjs", import.meta.url)), join(folder, "worker-under-test.mjs"));
  const require = createRequire(join(tools, "../package.json"));
  await require("esbuild").build({
    entryPoints: [join(folder, "worker-under-test.mjs")],
    outfile: join(folder, "out/worker.mjs"),
    bundle: true,
    format: "esm",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:workers"],
    loader: { ".wasm": "copy" },
    logLevel: "error",
  });
  const options = {
    rootPath: "out",
    scriptPath: "worker.mjs",
    modules: true,
    modulesRules: [{ type: "CompiledWasm", include: ["**/*.wasm"] }],
    compatibilityDate: "2026-01-01",
    bindings: { AUTHORIZATION: authorization },
    durableObjects: { INBOX: { className: "Inbox", useSQLite: true }, EFFECTS: { className: "Effects", useSQLite: true } },
    port: await freePort(),
  };
  writeFileSync(
    join(folder, "run.mjs"),
    `import { Miniflare } from ${JSON.stringify(require.resolve("miniflare"))};\nawait new Miniflare(${JSON.stringify(options)}).ready;\n`,
  );
  const newer = join(tools, "node24/bin/node");
  const server = spawn(existsSync(newer) ? newer : process.execPath, ["run.mjs"], { cwd: folder, stdio: "inherit", detached: true });
  const url = `http://127.0.0.1:${options.port}`;
  await fetchText(`${url}/effects`);
  const asked = async (path) => (await fetch(url + path)).json();
  return {
    url: `${url}/webhook`,
    effects: () => asked("/effects"),
    deadLetters: () => asked("/dead-letters"),
    failNext: () => fetch(`${url}/fail`, { method: "POST" }),
    forget: async (hours) => (await fetch(`${url}/forget/${hours}`, { method: "POST" })).json(),
    stop: () => process.kill(-server.pid, "SIGKILL"),
  };
}

/** Each is started with the text that the webhook was configured with. */
export const examples = {
  "node-http": nodeHttp,
  express,
  fastify,
  "hono-workers": honoOnWorkers,
  "aws-lambda": lambda,
};
