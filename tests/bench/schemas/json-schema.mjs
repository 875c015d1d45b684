// The rules as JSON Schema.
//
// In: the rules. Out: one schema for each body. Does not know: who compiles them.
// Why one for two: ajv and TypeBox both compile JSON Schema, and are given the same.

import { bodiesIn } from "./rules.mjs";

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

/** A validator for each schema. */
export const compiled = (compile) =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, compile(schema)]));
