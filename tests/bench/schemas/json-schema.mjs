// The rules as JSON Schema, for the libraries that compile it.
//
// In: a parsed body. Out: a verdict. Does not know: which rules there are.
// Why two libraries: ajv reports all errors, as a user wants who shows them; TypeBox is the fastest checker of JSON Schema.
// The same schemas serve both.

import Ajv2020 from "ajv/dist/2020.js";
import { Compile } from "typebox/compile";

import { bodiesIn, bodyName } from "./rules.mjs";

const shape = (members) => ({
  type: "object",
  properties: Object.fromEntries(members.map(({ name, inner }) => [name, inner])),
  required: members.filter(({ isOptional }) => !isOptional).map(({ name }) => name),
});
const oneOf = (values) => (values.length === 1 ? { const: values[0] } : { enum: values });

/** JSON Schema knows no flags: letters that may be large or small are written as two. */
const source = ({ source, flags }) => (flags.includes("i") ? source.replaceAll("a-f", "a-fA-F").replace(/^\^https\?/, "^[Hh][Tt][Tt][Pp][Ss]?") : source);

export const schemas = bodiesIn({
  text: () => ({ type: "string" }),
  number: () => ({ type: "number" }),
  boolean: () => ({ type: "boolean" }),
  anything: () => ({}),
  form: (expression) => ({ type: "string", pattern: source(expression) }),
  between: (minimum, maximum) => ({ type: "number", minimum, maximum }),
  oneOf,
  nullable: (inner) => ({ anyOf: [inner, { type: "null" }] }),
  list: (items) => ({ type: "array", items }),
  record: shape,
  // The tag stands first, so that what looks in order looks there first.
  variant: (tag, arms) => ({
    type: "object",
    discriminator: { propertyName: tag },
    required: [tag],
    oneOf: arms.map(({ values, members }) =>
      shape([{ name: tag, inner: oneOf(values) }, ...members]),
    ),
  }),
});

const compiled = (compile) => Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, compile(schema)]));

export function ajvValidator() {
  const ajv = new Ajv2020({ allErrors: true, strict: false, discriminator: true });
  const validators = compiled((schema) => ajv.compile(schema));
  return (value) => validators[bodyName(value)](value);
}

export function typeboxValidator() {
  // TypeBox knows no discriminator; `anyOf` stops at the first alternative that fits.
  const plain = (schema) => JSON.parse(JSON.stringify(schema), (_, inner) => (inner?.oneOf ? { anyOf: inner.oneOf } : inner));
  const validators = compiled((schema) => Compile(plain(schema)));
  return (value) => validators[bodyName(value)].Check(value);
}
