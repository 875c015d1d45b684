// Where an address leads.

import { expect, test } from "vitest";
import { placeOf } from "../src/views/fragment";

test("a place is decoded", () => {
  expect(placeOf("#code-trailing-comma")).toBe("code-trailing-comma");
  expect(placeOf("#field-Payload.umid%20x")).toBe("field-Payload.umid x");
  expect(placeOf("")).toBe("");
});

test("what cannot be decoded is no place, and no error", () => {
  for (const hash of ["#%", "#code-%", "#code-%ff", "#%e2%82"]) expect(placeOf(hash)).toBe("");
});
