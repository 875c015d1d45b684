// The package by those who look at packages: publint, and Are the types wrong?

import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

export function cells(user) {
  return [
    { name: "publint", run: () => publint(user) },
    { name: "Are the types wrong?", run: () => areTypesWrong(user) },
    { name: "npm pack, what is in it", run: () => contents(user) },
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
