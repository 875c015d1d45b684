// A body with five problems: what it costs to say them all.
//
// In: a good body, damaged in four ways. Out: times of ours, of ajv with all errors, and of the language service that
// editors use, with our JSON Schema.
// Does not know: the other bodies.
// Why so few: five problems are what a person makes of a body by hand; what many cost is measured by growth.mjs.

import { readFile } from "node:fs/promises";

import languageServices from "vscode-json-languageservice";

import { parse } from "../../../pkg/dist/index.mjs";
import { compare } from "../measure.mjs";
import { ajvValidator } from "../schemas/ajv.mjs";

const { getLanguageService, TextDocument } = languageServices;

const PROBLEMS = 5;
const SAMPLE = new URL("../../fixtures/accept/inbound-v2-text-whatsapp.json", import.meta.url);
const SCHEMA = new URL("../../../pkg/generated/schema.json", import.meta.url);

/** Five changes to the good body each; `isJson` where it can still be read by others. */
const DAMAGES = [
  {
    name: "values in the wrong form",
    isJson: true,
    changes: [
      ["09ba0a01-1ba5", "09ba0r01-1ba5"],
      ["2026-01-02T05:07:11.417Z", "2026-01-02 05:07"],
      ["+12025550134", "12025550134"],
      ['"whatsapp"', '"WhatsApp"'],
      ['"Text"', '"text"'],
    ],
  },
  {
    name: "members missing or of another type",
    isJson: true,
    changes: [
      ['"09ba0a01-1ba5-1239-a16c-bb5f3b602a27"', "true"],
      ['    "subAccountId": "Harbourlight_Care",\n', ""],
      ['"2026-01-02T05:07:11.417Z"', "{}"],
      ['"Tomasz Vale"', "7"],
      ['"12025550134"', "[]"],
    ],
  },
  {
    name: "no JSON",
    isJson: false,
    changes: [
      ['"description":', "description:"],
      ['"Harbourlight_Care",', '"Harbourlight_Care"'],
      ['"Tomasz Vale"\n', '"Tomasz Vale",\n'],
      ["north pier", "north \\pier"],
      ["running tonight?", "running\ttonight?"],
    ],
  },
];

export async function problems(effort) {
  const good = await readFile(SAMPLE, "utf8");
  const service = await languageService();
  const ajv = ajvValidator();
  const rows = [];
  for (const { name, isJson, changes } of DAMAGES) {
    const text = damaged(good, changes);
    const found = parse(text).diagnostics.length;
    if (found !== PROBLEMS) throw new Error(`"${name}" has ${found} problems for ours, not ${PROBLEMS}`);
    const seen = (await service(text)).length;
    if (seen === 0) throw new Error(`"${name}" has no problem for the language service`);
    const times = await compare(
      {
        ours: () => parse(text),
        "vscode-json-languageservice": () => service(text),
        ...(isJson ? { "JSON.parse + ajv": () => ajv(JSON.parse(text)) } : {}),
      },
      effort,
    );
    rows.push({ body: name, problems: { ours: found, "vscode-json-languageservice": seen }, times });
  }
  return rows;
}

function damaged(text, changes) {
  return changes.reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`the sample has no ${from} to damage`);
    return before.replace(from, () => to);
  }, text);
}

/** As an editor does it: a new document for each text, the schema compiled once. */
async function languageService() {
  const schema = JSON.parse(await readFile(SCHEMA, "utf8"));
  const service = getLanguageService({});
  service.configure({ validate: true, schemas: [{ uri: "body.schema.json", fileMatch: ["*.json"], schema: stricter(schema) }] });
  return (text) => {
    const document = TextDocument.create("file:///body.json", "json", 1, text);
    return service.doValidation(document, service.parseJSONDocument(document));
  };
}

/** The published root judges no forms; the definition of this very body does. */
const stricter = ({ $defs, $schema }) => ({ $schema, $defs, $ref: "#/$defs/InboundMessageV2" });
