// Lays JSON out, broken JSON too.
//
// In: text. Out: the same text with other white space between the tokens. Does not know: whether the text is valid. Nothing
// but white space outside of strings and comments is ever changed, so it is safe on what cannot be read.
//
// Why it exists: most bodies come in one line, and those that are broken most need to be seen in many.

// A raw line break belongs to the string unless what follows closes something: as the library reads it.
const TOKEN = /"(?:[^"\\\n\r]|\\[^]|[\n\r](?!\s{0,200}(?:["}\]]|$)))*"?|'(?:[^'\\\n\r]|\\[^])*'|[“”][^“”\n\r]*[“”]|\/\/[^\n\r]*|\/\*[^]*?\*\/|[{}[\],:]|\s+|[^\s"'“”{}[\],:/]+|[^]/g;

export function format(text: string, form: "pretty" | "compact"): string {
  const out: string[] = [];
  let depth = 0;
  let before = "";
  const breakLine = () => out.push("\n" + "  ".repeat(Math.max(0, Math.min(depth, 200))));
  for (const [token] of text.matchAll(TOKEN)) {
    if (/^\s/.test(token)) {
      // Between two words the space is all that keeps them apart.
      if (before !== "" && !/[{}[\],:]$/.test(before)) before += " ";
      continue;
    }
    const glue = before.endsWith(" ") && !/^[{}[\],:]/.test(token) ? " " : "";
    before = before.trimEnd();
    if (form === "compact") {
      out.push(glue, token, token.startsWith("//") ? "\n" : "");
    } else {
      place(token, glue);
    }
    before = token;
  }
  return out.join("");

  function place(token: string, glue: string): void {
    const isClosing = token === "}" || token === "]";
    const isEmpty = isClosing && (before === "{" || before === "[");
    if (isClosing) depth--;
    if (isClosing ? !isEmpty : before === "{" || before === "[" || before === "," || before.startsWith("//")) breakLine();
    else if (depth <= 0 && before !== "" && (before === "}" || before === "]") && token !== ",") out.push("\n");
    else out.push(glue);
    out.push(token);
    if (token === ":") out.push(" ");
    if (token === "{" || token === "[") depth++;
  }
}
