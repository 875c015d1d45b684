// The catalog: every code explained.

import { type CodeInfo, type Phase, codes, explain } from "chatapps-webhook/catalog";
import { type DiagnosticCode, parse } from "chatapps-webhook";
import { expectType, type Same } from "./expect.js";

expectType<Same<CodeInfo["code"], DiagnosticCode>>();
expectType<Same<Phase, "text" | "json" | "event" | "shape" | "value" | "rule">>();

for (const { code, title, bad, options } of codes) {
  const found = parse(bad, options).diagnostics.some((diagnostic) => diagnostic.code === code);
  console.log(title, found);
}

export const info: CodeInfo = explain("trailing-comma");
// @ts-expect-error There is no such code.
explain("comma");
// @ts-expect-error The list is not written to.
codes.push(info);
