// The rules in ajv.
//
// In: a parsed body. Out: a verdict; the errors are in the validator. Does not know: which rules there are.
// Why: a contestant of the benchmark. It gives all errors, as one wants who shows them.

import Ajv2020 from "ajv/dist/2020.js";

import { compiled } from "./json-schema.mjs";
import { bodyName } from "./rules.mjs";

export function ajvValidator() {
  const ajv = new Ajv2020({ allErrors: true, strict: false, discriminator: true });
  const validators = compiled((schema) => ajv.compile(schema));
  return (value) => validators[bodyName(value)](value);
}
