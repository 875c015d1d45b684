// The tables.
//
// In: what measure.mjs found. Out: text.
// Does not know: how it was found.
// Why geometric means: of ratios, only they do not depend on which of the two was taken for the measure.

import { BASELINE, BYTES, OURS } from "./contestants.mjs";

export function report(form, bodies, contestants, results) {
  const baseline = form === BYTES ? "TextDecoder.decode + JSON.parse" : "JSON.parse";
  const names = contestants.map(({ name }) => name).filter((name) => name !== BASELINE);
  const lines = ["", `parse(${form === BYTES ? "bytes" : "string"}) – time as a ratio to ${baseline} alone; geometric means`, ""];
  const rows = groups(bodies)
    .map(([label, members]) => [label, results.filter((_, index) => members.has(bodies[index]))])
    .filter(([, found]) => found.length > 0)
    .map(([label, found]) => row(label, found, names));
  return [...lines, ...aligned([head(names), ...rows]), "", ...worst(results, form)].join("\n");
}

/** The groups, in the order of the table. A body stands in several. */
function groups(bodies) {
  const clean = bodies.filter((body) => body.diagnostics === 0);
  const few = bodies.filter((body) => body.diagnostics === 1 || body.diagnostics === 2);
  const many = bodies.filter((body) => body.diagnostics > 2);
  const prefixes = [...new Set(bodies.map((body) => body.prefix))].sort();
  return [
    ["no diagnostics", clean],
    ["  below 2 kB", clean.filter((body) => body.isSmall)],
    ["  2 kB and more", clean.filter((body) => !body.isSmall)],
    ["  Flow answers", clean.filter((body) => body.isFlow)],
    ...prefixes.map((prefix) => [`  ${prefix}`, clean.filter((body) => body.prefix === prefix)]),
    ["1 or 2 diagnostics", few],
    ...prefixes.map((prefix) => [`  ${prefix}`, few.filter((body) => body.prefix === prefix)]),
    ["3 and more", many],
    ["all", bodies],
  ].map(([label, members]) => [label, new Set(members)]);
}

function head(names) {
  const others = names.filter((name) => name !== OURS);
  return ["", "bodies", "bytes", "baseline µs", ...names, ...(others.length > 0 ? ["ours / fastest"] : [])];
}

function row(label, found, names) {
  const mean = (pick) => geometricMean(found.map(pick));
  const ratios = new Map(names.map((name) => [name, mean(({ times }) => times[name].ratio)]));
  const others = names.filter((name) => name !== OURS).map((name) => ratios.get(name));
  return [
    label,
    String(found.length),
    mean(({ bytes }) => bytes).toFixed(0),
    (mean(({ times }) => times[BASELINE].ns) / 1000).toFixed(2),
    ...names.map((name) => ratios.get(name).toFixed(2)),
    ...(others.length > 0 && ratios.has(OURS) ? [(ratios.get(OURS) / Math.min(...others)).toFixed(2)] : []),
  ];
}

/** A mean hides a body that is slow; these are the slowest, told by name. */
function worst(results, form) {
  const slowest = results
    .filter(({ diagnostics, times }) => diagnostics === 0 && times[OURS])
    .sort((a, b) => b.times[OURS].ratio - a.times[OURS].ratio)
    .slice(0, 3);
  if (slowest.length === 0) return [];
  const told = slowest.map(({ body, times }) => `${body} ${times[OURS].ratio.toFixed(2)}`);
  return [`highest ratios of parse(${form === BYTES ? "bytes" : "string"}) without diagnostics: ${told.join(", ")}`];
}

function geometricMean(numbers) {
  return Math.exp(numbers.reduce((sum, number) => sum + Math.log(number), 0) / numbers.length);
}

function aligned(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((cells) => (cells[column] ?? "").length)));
  const cell = (text, column) => (column === 0 ? text.padEnd(widths[0]) : text.padStart(widths[column]));
  return rows.map((cells) => cells.map(cell).join("  ").trimEnd());
}
