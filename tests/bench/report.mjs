// The tables of the bodies.
//
// In: what measure.mjs found. Out: rows, and the same as text.
// Does not know: how it was found.
// Why geometric means: of ratios, only they do not depend on which of the two was taken for the measure. Why the worst body
// stands beside: a mean hides it.

import { BASELINE, BYTES, OURS } from "./contestants.mjs";

/** The groups, in the order of the table. A body stands in several. */
export function groups(results) {
  const clean = results.filter(({ diagnostics }) => diagnostics === 0);
  const few = results.filter(({ diagnostics }) => diagnostics === 1 || diagnostics === 2);
  const many = results.filter(({ diagnostics }) => diagnostics > 2);
  const prefixes = [...new Set(results.map(({ prefix }) => prefix))].sort();
  const byPrefix = (found) => prefixes.map((prefix) => [`  ${prefix}`, found.filter((result) => result.prefix === prefix)]);
  return [
    ["no diagnostics", clean],
    ["  below 2 kB", clean.filter(({ isSmall }) => isSmall)],
    ["  2 kB and more", clean.filter(({ isSmall }) => !isSmall)],
    ["  Flow answers", clean.filter(({ isFlow }) => isFlow)],
    ...byPrefix(clean),
    ["1 or 2 diagnostics", few],
    ...byPrefix(few),
    ["3 and more", many],
    ["all", results],
  ].filter(([, found]) => found.length > 0);
}

export function report(form, results) {
  const baseline = form === BYTES ? "TextDecoder.decode + JSON.parse" : "JSON.parse";
  const names = Object.keys(results[0].times).filter((name) => name !== BASELINE);
  const title = `parse(${form === BYTES ? "bytes" : "string"}) – time as a ratio to ${baseline} alone; geometric means`;
  const rows = groups(results).map(([label, found]) => row(label, found, names));
  return ["", title, "", ...aligned([head(names), ...rows])].join("\n");
}

function head(names) {
  const others = names.filter((name) => name !== OURS);
  return ["", "bodies", "bytes", "baseline µs", ...names, ...(others.length > 0 ? ["ours / fastest"] : []), "  worst of ours"];
}

function row(label, found, names) {
  const isOurs = names.includes(OURS);
  return [
    label,
    String(found.length),
    geometricMean(found.map(({ bytes }) => bytes)).toFixed(0),
    (geometricMean(found.map(({ times }) => times[BASELINE].ns)) / 1000).toFixed(2),
    ...names.map((name) => meanRatio(found, name).toFixed(2)),
    ...(isOurs && names.length > 1 ? [toFastest(found, names).toFixed(2)] : []),
    ...(isOurs ? [`  ${worst(found).ratio.toFixed(2)} ${worst(found).body}`] : []),
  ];
}

export const meanRatio = (found, name) => geometricMean(found.map(({ times }) => times[name].ratio));

/** Ours as a ratio to the fastest of the others. */
function toFastest(found, names) {
  const others = names.filter((name) => name !== OURS).map((name) => meanRatio(found, name));
  return meanRatio(found, OURS) / Math.min(...others);
}

/** The body that ours is slowest with. */
export function worst(found) {
  const slowest = found.reduce((most, next) => (next.times[OURS].ratio > most.times[OURS].ratio ? next : most));
  return { body: slowest.body, ratio: slowest.times[OURS].ratio };
}

export function geometricMean(numbers) {
  return Math.exp(numbers.reduce((sum, number) => sum + Math.log(number), 0) / numbers.length);
}

export function aligned(rows) {
  const columns = Math.max(...rows.map((cells) => cells.length));
  const widths = Array.from({ length: columns }, (_, column) => Math.max(...rows.map((cells) => (cells[column] ?? "").length)));
  const cell = (text, column) => {
    const isText = column === 0 || text.startsWith("  ");
    return isText ? text.padEnd(widths[column]) : text.padStart(widths[column]);
  };
  return rows.map((cells) => cells.map(cell).join("  ").trimEnd());
}
