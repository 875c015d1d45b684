// The package by those who look at packages: publint, and Are the types wrong? And how long it takes to start.

import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export function cells(user) {
  return [
    { name: "publint", run: () => publint(user) },
    { name: "Are the types wrong?", run: () => areTypesWrong(user) },
    { name: "what is packed", isTold: false, run: () => contents(user) },
    { name: "start: import and first parse, beside zod", isTold: false, run: () => start(user) },
  ];
}

async function publint(user) {
  const { publint: check } = await import(join(user.tools, "publint/src/index-node.js"));
  const { formatMessage } = await import(join(user.tools, "publint/src/utils.js"));
  const { messages, pkg } = await check({ pkgDir: join(user.home, "node_modules/chatapps-webhook"), strict: true, pack: false });
  if (messages.length > 0) throw new Error(messages.map((message) => formatMessage(message, pkg)).join("\n"));
}

function areTypesWrong(user) {
  try {
    execFileSync("node", [join(user.tools, "@arethetypeswrong/cli/dist/index.js"), user.tarball, "--no-color", "--no-emoji", "--format", "ascii"], {
      encoding: "utf8",
      stdio: "pipe",
    });
  } catch (error) {
    throw new Error(error.stdout || error.stderr || error.message);
  }
}

/** Nothing is installed with the package, nothing is run, and nothing tells of the machine it was built on. */
function contents(user) {
  const home = join(user.home, "node_modules/chatapps-webhook");
  const manifest = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
  for (const name of ["dependencies", "peerDependencies", "optionalDependencies", "scripts"]) {
    if (manifest[name]) throw new Error(`the package has ${name}`);
  }
  for (const file of readdirSync(home, { recursive: true, withFileTypes: true })) {
    const path = join(file.parentPath, file.name);
    if (file.isFile() && readFileSync(path, "latin1").includes(user.root)) throw new Error(`${path} names the checkout`);
  }
}

const BODY = JSON.stringify({ namespace: "ChatApps", eventType: "inbound_message_received", version: 2, payload: {} });
const TIME = `const { user, system } = process.cpuUsage();\nconsole.log((user + system) / 1000);\n`;
const STARTS = 9;

/**
 * Import and first parse in a fresh process, beside importing zod and building the same schema. Processor time, the least of
 * several, in turn: what else the machine does is not to decide.
 */
function start(user) {
  const zod = JSON.stringify(join(user.root, "tests/bench/schemas/zod.mjs"));
  writeFileSync(join(user.home, "start-ours.mjs"), `import { parse } from "chatapps-webhook";\nparse(${JSON.stringify(BODY)});\n${TIME}`);
  writeFileSync(join(user.home, "start-zod.mjs"), `import { validate } from ${zod};\nvalidate(${BODY});\n${TIME}`);
  const times = { ours: [], zod: [] };
  for (let count = 0; count < STARTS; count++) {
    for (const name of ["ours", "zod"]) {
      times[name].push(Number(execFileSync("node", [`start-${name}.mjs`], { cwd: user.home, encoding: "utf8" })));
    }
  }
  const [ours, theirs] = [Math.min(...times.ours), Math.min(...times.zod)];
  console.log(`       import and first parse: ${ours.toFixed(0)} ms; zod, the same schema: ${theirs.toFixed(0)} ms`);
  if (ours > theirs) throw new Error("it starts slower than zod");
}
