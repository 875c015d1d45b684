// webhook, inboundMessage: the parser as a Standard Schema (standardschema.dev), version 1, and as a Standard JSON Schema.
//
// In: whatever a consumer has: the text of a body, its bytes, or JSON that was parsed already. Out: the event or issues, at
// once, and never an exception. Does not know: who consumes it. The interface has no room for warnings, so all diagnostics
// stand beside, in a member that consumers do not look at.
//
// Why it exists: frameworks and forms take any library that speaks this interface, and need no adapter for this one.

import { bodySchema, eventSchema } from "../generated/schemas.js";
import { describe } from "./options.js";
import { parse, parseValue } from "./parse.js";

const VENDOR = "chatapps-webhook";

/** Any event. */
export const webhook = /* @__PURE__ */ standard(undefined, {
  input: bodySchema,
  output: eventSchema,
  narrow: (schema) => schema,
});

/** An inbound message, and nothing else. */
export const inboundMessage = /* @__PURE__ */ standard(["inbound-message"], {
  input: bodySchema,
  output: eventSchema,
  narrow: narrowToMessage,
});

function standard(expect, schemas) {
  const options = expect && { expect };
  const converter = (text) => (request) => converted(schemas.narrow(JSON.parse(text)), request?.target);
  return {
    "~standard": {
      version: 1,
      vendor: VENDOR,
      validate: (value) => validate(value, options),
      jsonSchema: { input: converter(schemas.input), output: converter(schemas.output) },
    },
  };
}

function validate(value, options) {
  let result;
  try {
    result = isBody(value) ? parse(value, options) : parseValue(value, options);
  } catch (error) {
    // A value that JSON does not have; told as an issue, since a validator must not throw.
    return { issues: [{ message: String(error?.message ?? error), path: [] }], diagnostics: [] };
  }
  const { diagnostics } = result;
  if (result.ok) return { value: result.event, diagnostics };
  return { issues: diagnostics.filter(({ severity }) => severity === "error").map(issueOf), diagnostics };
}

/** Text and bytes; of everything else it is told whether it is JSON. */
function isBody(value) {
  return (
    typeof value === "string" ||
    ArrayBuffer.isView(value) ||
    Object.prototype.toString.call(value) === "[object ArrayBuffer]"
  );
}

function issueOf({ code, severity, message, pointer, path, span }) {
  const issue = { message, path, code, severity, pointer };
  return span === undefined ? issue : { ...issue, span };
}

/** The JSON Schema in the draft that is asked for. Neither schema has a keyword that draft-07 reads differently. */
function converted(schema, target) {
  if (target === "draft-2020-12") return schema;
  if (target === "draft-07") return inDraft07(schema);
  throw new TypeError(`${VENDOR} has JSON Schemas of draft-2020-12 and draft-07, not of ${describe(target)}.`);
}

function inDraft07({ $defs, $id, ...schema }) {
  const text = JSON.stringify({ ...schema, definitions: $defs }).replaceAll('"#/$defs/', '"#/definitions/');
  return { ...JSON.parse(text), $schema: "http://json-schema.org/draft-07/schema#" };
}

/** The schema of the body: one of the conditions that make it a message. The schema of the event: that of a message. */
function narrowToMessage({ $id, ...schema }) {
  if (schema.oneOf) {
    const { oneOf, ...rest } = schema;
    // Not beside it: draft-07 reads nothing beside a $ref.
    return { ...rest, title: "Inbound message", allOf: [{ $ref: "#/$defs/InboundMessage" }] };
  }
  const rules = schema.allOf.filter(({ title }) => title.startsWith("Inbound message"));
  return { ...schema, title: "Body of an inbound message", anyOf: rules.map((rule) => rule.if) };
}
