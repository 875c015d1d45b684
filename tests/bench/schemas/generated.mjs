// The rules as plain JavaScript, written by a program: what typia and other generators make of a type.
//
// In: a parsed body. Out: true or false. Does not know: which rules there are.
// Why: little that checks a value which JSON.parse has built can be faster. It says no more than yes or no.

import { bodiesIn, bodyName } from "./rules.mjs";

/** The names of expressions in the generated code. */
const forms = new Map();
/** The generated functions, one for each object, as typia writes them. */
const functions = [];

const anyOf = (conditions) => conditions.map((condition) => `(${condition})`).join(" || ");
const allOf = (conditions) => conditions.map((condition) => `(${condition})`).join(" && ") || "true";
const equals = (values, it) => anyOf(values.map((value) => `${it} === ${JSON.stringify(value)}`));

/** Each word gives a function from the code of a value to the code of its check. */
const checks = bodiesIn({
  text: () => (it) => `typeof ${it} === "string"`,
  number: () => (it) => `typeof ${it} === "number"`,
  boolean: () => (it) => `typeof ${it} === "boolean"`,
  anything: () => () => "true",
  form: (expression) => (it) => `typeof ${it} === "string" && ${nameOf(expression)}.test(${it})`,
  between: (min, max) => (it) => `typeof ${it} === "number" && ${it} >= ${min} && ${it} <= ${max}`,
  oneOf: (values) => (it) => equals(values, it),
  nullable: (inner) => (it) => `${it} === null || (${inner(it)})`,
  list: (inner) => (it) => `Array.isArray(${it}) && ${it}.every((one) => ${inner("one")})`,
  record: (members) => object(allOf(members.map(member))),
  variant: (tag, arms) =>
    object(anyOf(arms.map(({ values, members }) => allOf([equals(values, `it.${tag}`), ...members.map(member)])))),
});

function nameOf(expression) {
  if (!forms.has(expression)) forms.set(expression, `form${forms.size}`);
  return forms.get(expression);
}

function member({ name, isOptional, inner }) {
  const check = inner(`it.${name}`);
  return isOptional ? `it.${name} === undefined || (${check})` : check;
}

function object(condition) {
  const name = `object${functions.length}`;
  functions.push(`const ${name} = (it) => ${condition};`);
  return (it) => `typeof ${it} === "object" && ${it} !== null && !Array.isArray(${it}) && ${name}(${it})`;
}

const methods = Object.entries(checks).map(([name, check]) => `${name}: (body) => ${check("body")}`);
const code = `${functions.join("\n")}\nreturn {\n${methods.join(",\n")}\n};`;
const validators = new Function(...forms.values(), code)(...forms.keys());

export const validate = (value) => validators[bodyName(value)](value);
