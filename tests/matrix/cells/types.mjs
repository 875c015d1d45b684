// The declarations in a user's project: every way in which TypeScript finds a package, as strictly as it can check.

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { cellFolder } from "../user.mjs";

/** The checks that people switch on; `skipLibCheck: false` has ours checked too. */
const STRICT = {
  target: "es2022",
  lib: ["es2022"],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  skipLibCheck: false,
  resolveJsonModule: true,
  noEmit: true,
};

const USES = `
const result: ParseResult = parse("{}", { expect: ["inbound-message"] });
if (result.ok) {
  switch (result.event.kind) {
    case "inbound-message":
      if (result.event.payload.type === "Text") result.event.payload.content.text satisfies string | undefined;
      break;
    default:
      result.event.key satisfies string;
  }
}
explain("not-json").title satisfies string;
samples["inbound-v2-text-whatsapp"].kind satisfies "inbound-message";
schema.title satisfies string;
init(new Uint8Array());
// @ts-expect-error A body is text or bytes.
parse(42);
// @ts-expect-error There is no such code.
explain("nonsense");
const validated = webhook["~standard"].validate("");
webhook satisfies StandardSchemaV1<unknown, WebhookEvent> & StandardJSONSchemaV1<unknown, WebhookEvent>;
inboundMessage satisfies StandardSchemaV1<unknown, EventOf<"inbound-message">>;
({}) as StandardSchemaV1.InferOutput<typeof webhook> satisfies WebhookEvent;
if (!validated.issues) validated.value.kind satisfies WebhookEvent["kind"];
`;

const IMPORTS = `import type { StandardJSONSchemaV1, StandardSchemaV1 } from "@standard-schema/spec";
import { type EventOf, type ParseResult, type WebhookEvent, inboundMessage, parse, webhook } from "chatapps-webhook";
import { explain } from "chatapps-webhook/catalog";
import { samples } from "chatapps-webhook/samples";
import { init } from "chatapps-webhook/slim";
`;

export function cells(user) {
  const ways = [
    { module: "node16", moduleResolution: "node16" },
    { module: "nodenext", moduleResolution: "nodenext" },
    { module: "esnext", moduleResolution: "bundler" },
  ];
  const compilers = [
    { name: "TypeScript 5", program: "typescript5/bin/tsc" },
    { name: "TypeScript 7", program: "typescript/bin/tsc" },
  ];
  return compilers.flatMap(({ name, program }) =>
    ways.map((way) => ({ name: `${name}, ${way.moduleResolution}`, run: () => check(user, name, join(user.tools, program), way) })),
  );
}

function check(user, name, program, way) {
  const folder = cellFolder(user, `${name}-${way.moduleResolution}`.replaceAll(" ", "-"), ["@standard-schema/spec"]);
  const isNode = way.moduleResolution !== "bundler";
  // Node wants to be told that JSON is meant; node16 takes no such word.
  const json = way.module === "nodenext" ? ' with { type: "json" }' : "";
  const schema = (how) => (way.module === "node16" ? 'const schema = { title: "" };\n' : `import schema from "chatapps-webhook/schema.json"${how};\n`);
  writeFileSync(join(folder, "use.mts"), IMPORTS + schema(json) + USES);
  if (isNode) writeFileSync(join(folder, "use.cts"), `${IMPORTS}import schema = require("chatapps-webhook/schema.json");\n${USES}`);
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: { ...STRICT, ...way }, include: ["*.mts", "*.cts"] }));
  try {
    execFileSync("node", [program, "--project", folder], { encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    throw new Error(error.stdout || error.message);
  }
}
