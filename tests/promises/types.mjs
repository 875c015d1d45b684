// The TypeScript declarations, as facts: one for each declaration, member and alternative.
//
// In: the declaration files of the package. Out: { "slim Channel": "export type", "slim Channel | \"viber\"": "" } and so on.
// Does not know: what they were before.
//
// API Extractor reads the declarations and writes them in one form, sorted, without comments and layout: a member a line.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { CompilerState, Extractor, ExtractorConfig } from "@microsoft/api-extractor";

const pkg = fileURLToPath(new URL("../../pkg", import.meta.url));

/** The root is not among them: /slim has all of it, and two functions more. */
const ENTRIES = { slim: "slim.d.ts", catalog: "generated/catalog.d.ts", samples: "generated/samples.d.ts", wasm: "wasm.d.ts" };

const compilerOptions = { target: "es2022", lib: ["es2022", "dom"], module: "nodenext", types: [], strict: true };
const silent = { default: { logLevel: "none" } };

/** Types that are not exported count where nothing else declares them. */
const includeForgottenExports = (entry) => entry === ENTRIES.slim || entry === ENTRIES.wasm;

function configOf(entry, reportFolder) {
  return ExtractorConfig.prepare({
    configObject: {
      projectFolder: pkg,
      mainEntryPointFilePath: join(pkg, entry),
      compiler: { overrideTsconfig: { compilerOptions, files: Object.values(ENTRIES) } },
      apiReport: {
        enabled: true,
        reportFolder,
        reportTempFolder: reportFolder,
        reportFileName: "report",
        includeForgottenExports: includeForgottenExports(entry),
      },
      newlineKind: "lf",
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: { extractorMessageReporting: silent, tsdocMessageReporting: silent, compilerMessageReporting: { default: { logLevel: "error" } } },
    },
    configObjectFullPath: join(pkg, "api-extractor.json"),
    packageJsonFullPath: join(pkg, "package.json"),
  });
}

/** What API Extractor writes of each entry. */
function reports() {
  const folder = mkdtempSync(join(tmpdir(), "chatapps-webhook-api-"));
  try {
    const configs = Object.values(ENTRIES).map((entry) => configOf(entry, folder));
    const compilerState = CompilerState.create(configs[0]);
    return configs.map((config) => {
      const messageCallback = (message) => {
        if (message.logLevel === "error") throw new Error(message.text);
        message.handled = true;
      };
      Extractor.invoke(config, { compilerState, localBuild: true, messageCallback });
      return readFileSync(join(folder, "report.api.md"), "utf8");
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The facts of one report. */
export function factsOf(entry, report) {
  const facts = {};
  const code = report.slice(report.indexOf("```ts") + 5, report.lastIndexOf("```"));
  for (const block of code.split(/\n{2,}/)) {
    const lines = block.split("\n").map((line) => line.replace(/(^|\s+)\/\/.*$/, "")).filter((line) => line.trim() !== "");
    if (lines.length > 0) addDeclaration(facts, entry, lines);
  }
  return facts;
}

const DECLARATION = /^(?:export )?(?:declare )?(?:default )?(?:abstract )?(?:interface|type|function|const|class) (\w+)/;
const MEMBER = /^(?:readonly |static |get |set )*("[^"]*"|\[?\w+)/;

function addDeclaration(facts, entry, lines) {
  const [first, ...rest] = lines;
  const name = DECLARATION.exec(first)?.[1];
  const key = `${entry} ${name ?? first}`;
  if (rest.length > 0 && first.endsWith("{")) {
    facts[key] = first.slice(0, -2);
    addMembers(facts, key, rest);
  } else if (rest.some((line) => line.startsWith("| "))) {
    // Which alternatives there may be besides is said by the last of them.
    facts[key] = first;
    for (const line of rest) facts[`${key} ${line.replace(/;$/, "")}`] = "";
  } else {
    // Overloads have one name.
    const text = lines.map((line) => line.trim()).join(" ");
    facts[key] = key in facts ? `${facts[key]} ${text}` : text;
  }
}

/** One fact a line, under the names of what it stands in. */
function addMembers(facts, key, lines) {
  const outer = [key];
  for (const line of lines) {
    const text = line.trim();
    if (text.startsWith("}")) {
      outer.pop();
      continue;
    }
    if (outer.length === 0) {
      // Behind the declaration: under which other name it is exported.
      facts[`${key} ${text}`] = "";
      continue;
    }
    const member = `${outer.at(-1)}.${MEMBER.exec(text)?.[1] ?? text}`;
    // Overloads have one name.
    facts[member] = member in facts ? `${facts[member]} ${text}` : text;
    if (text.endsWith("{")) outer.push(member);
  }
}

/** All of them. */
export function types() {
  const texts = reports();
  return Object.assign({}, ...Object.keys(ENTRIES).map((entry, index) => factsOf(entry, texts[index])));
}
