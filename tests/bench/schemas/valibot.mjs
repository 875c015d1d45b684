// The rules in valibot.
//
// In: a parsed body. Out: valibot's result. Does not know: which rules there are.
// Why: a contestant of the benchmark. Unknown members are kept, and a union looks at its tag first, as a careful user
// would write it.

import * as v from "valibot";

import { bodiesIn, bodyName } from "./rules.mjs";

const shape = (members) =>
  Object.fromEntries(members.map(({ name, inner, isOptional }) => [name, isOptional ? v.optional(inner) : inner]));

const schemas = bodiesIn({
  text: () => v.string(),
  number: () => v.number(),
  boolean: () => v.boolean(),
  anything: () => v.unknown(),
  form: (expression) => v.pipe(v.string(), v.regex(expression)),
  between: (min, max) => v.pipe(v.number(), v.minValue(min), v.maxValue(max)),
  oneOf: (values) => (values.length === 1 ? v.literal(values[0]) : v.picklist(values)),
  nullable: (inner) => v.nullable(inner),
  list: (inner) => v.array(inner),
  record: (members) => v.looseObject(shape(members)),
  variant: (tag, arms) =>
    v.variant(
      tag,
      arms.map(({ values, members }) => v.looseObject({ [tag]: v.picklist(values), ...shape(members) })),
    ),
});

export const validate = (value) => v.safeParse(schemas[bodyName(value)], value);
