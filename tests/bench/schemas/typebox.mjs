// The rules in TypeBox.
//
// In: a parsed body. Out: true or false. Does not know: which rules there are.
// Why: a contestant of the benchmark, the fastest that compiles JSON Schema.

import { Compile } from "typebox/compile";

import { compiled } from "./json-schema.mjs";
import { bodyName } from "./rules.mjs";

/** TypeBox knows no discriminator; \`anyOf\` stops at the first alternative that fits. */
const withoutTags = (schema) =>
  JSON.parse(JSON.stringify(schema), (_, inner) => (inner?.oneOf ? { anyOf: inner.oneOf } : inner));

export function typeboxValidator() {
  const validators = compiled((schema) => Compile(withoutTags(schema)));
  return (value) => validators[bodyName(value)].Check(value);
}
