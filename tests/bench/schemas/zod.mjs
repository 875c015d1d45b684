// The rules in zod 4.
//
// In: a parsed body. Out: zod's result. Does not know: which rules there are.
// Why: a contestant of the benchmark. Unknown members are kept, and a union looks at its tag first, as a careful user
// would write it.

import * as z from "zod";

import { bodiesIn, bodyName } from "./rules.mjs";

const shape = (members) =>
  Object.fromEntries(members.map(({ name, inner, isOptional }) => [name, isOptional ? inner.optional() : inner]));

const schemas = bodiesIn({
  text: () => z.string(),
  number: () => z.number(),
  boolean: () => z.boolean(),
  anything: () => z.unknown(),
  form: (expression) => z.string().regex(expression),
  between: (min, max) => z.number().min(min).max(max),
  oneOf: (values) => (values.length === 1 ? z.literal(values[0]) : z.enum(values)),
  nullable: (inner) => inner.nullable(),
  list: (inner) => z.array(inner),
  record: (members) => z.looseObject(shape(members)),
  variant: (tag, arms) =>
    z.discriminatedUnion(
      tag,
      arms.map(({ values, members }) => z.looseObject({ [tag]: z.enum(values), ...shape(members) })),
    ),
});

export const validate = (value) => schemas[bodyName(value)].safeParse(value);
