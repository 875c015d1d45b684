// What every cell of the matrix computes: all that the package says about all fixtures.
//
// In: the package, as a cell has loaded it, and the fixtures. Out: one text, the same wherever the package works.
// Does not know: where it runs. It is copied beside the program of each cell, so it imports nothing, and it uses only what
// every runtime has.

export function probe(webhook, catalog, samples, fixtures) {
  const lines = [];
  const say = (name, value) => lines.push(`${name} ${JSON.stringify(value)}`);
  const outcome = (work) => {
    try {
      return work();
    } catch (error) {
      return { name: error.name, message: error.message, code: error.code, diagnostics: error.diagnostics };
    }
  };
  // Where it is none, each engine says so in its own words.
  const jsonOf = (text) => {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  };
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  for (const { name, body, options } of fixtures) {
    const bytes = Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
    const text = decoder.decode(bytes);
    const result = webhook.parse(bytes, options);
    say(`${name} bytes`, result);
    say(`${name} text`, webhook.parse(text, options));
    say(`${name} throws`, outcome(() => webhook.parseOrThrow(bytes.buffer, options)));
    const value = jsonOf(text);
    if (value !== undefined) say(`${name} value`, outcome(() => webhook.parseValue(value, options)));
    say(`${name} nodes`, webhook.inspect(text, options).nodes);
    say(`${name} render`, webhook.render(text, result));
    say(`${name} redact`, webhook.redact(bytes));
    if (result.ok) say(`${name} identify`, webhook.identify(result.event));
    say(`${name} standard`, webhook.webhook["~standard"].validate(text));
  }
  for (const misused of [42, undefined, Promise.resolve(""), new Map()]) say("misuse", outcome(() => webhook.parse(misused)));
  const thrown = (() => {
    try {
      return webhook.parseOrThrow("{}");
    } catch (error) {
      return error;
    }
  })();
  say("instanceof", [thrown instanceof webhook.WebhookParseError, thrown instanceof Error]);
  say("catalog", catalog.codes.map(({ code }) => catalog.explain(code)));
  say("samples", samples.samples);
  return lines.join("\n");
}
