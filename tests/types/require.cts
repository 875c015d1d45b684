// The same declarations as `require` finds them.

import webhook = require("../../pkg/index.cjs");
import catalog = require("../../pkg/generated/catalog.cjs");

const result: webhook.ParseResult = webhook.parse("", { expect: ["inbound-message"] });
if (result.ok && result.event.kind === "inbound-message") console.log(result.event.payload.umid);
for (const { code } of result.diagnostics) console.log(catalog.explain(code).title);
// @ts-expect-error There is no such function.
webhook.read("");
