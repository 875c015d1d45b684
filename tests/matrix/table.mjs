// The table of the README.

const BEGIN = "<!-- matrix: written by `cargo xtask test matrix --bless` -->";
const END = "<!-- /matrix -->";

/** One line for each runtime or tool: what stands before the comma; its ways in are what stands behind. */
export function tableOf(rows) {
  const groups = new Map();
  for (const { name, error } of rows) {
    const [where, ...how] = name.split(", ");
    groups.set(where, [...(groups.get(where) ?? []), { how: how.join(", "), ok: error === undefined }]);
  }
  const lines = [...groups].map(([where, ways]) => {
    const told = ways.map(({ how, ok }) => `${ok ? "✓" : "✗"}${how ? ` ${how}` : ""}`).join(" · ");
    return `| ${where} | ${told} |`;
  });
  return ["| where | how |", "|---|---|", ...lines].join("\n");
}

/** The text with the table between its marks. */
export function withTable(text, table) {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < 0) throw new Error("the README has no place for the table");
  return `${text.slice(0, begin + BEGIN.length)}\n\n${table}\n\n${text.slice(end)}`;
}
