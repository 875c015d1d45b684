// The rules in arktype.
//
// In: a parsed body. Out: the body, or arktype's errors. Does not know: which rules there are.
// Why: a contestant of the benchmark. arktype keeps unknown members, finds the tags of unions by itself and compiles.

import { type } from "arktype";

import { bodiesIn, bodyName } from "./rules.mjs";

const shape = (members) =>
  Object.fromEntries(members.map(({ name, inner, isOptional }) => [isOptional ? `${name}?` : name, inner]));

const schemas = bodiesIn({
  text: () => type("string"),
  number: () => type("number"),
  boolean: () => type("boolean"),
  anything: () => type("unknown"),
  form: (expression) => type(expression),
  between: (min, max) => type(`${min} <= number <= ${max}`),
  oneOf: (values) => type.enumerated(...values),
  nullable: (inner) => inner.or("null"),
  list: (inner) => inner.array(),
  record: (members) => type(shape(members)),
  variant: (tag, arms) =>
    type.or(...arms.map(({ values, members }) => type({ [tag]: type.enumerated(...values), ...shape(members) }))),
});

export const validate = (value) => schemas[bodyName(value)](value);
export const isRefusal = (outcome) => outcome instanceof type.errors;
