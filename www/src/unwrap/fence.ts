// The code fences of Markdown.
//
// In: text. Out: what stands in each fence, in order. Does not know: what it is. Looser than CommonMark, since people cut
// where it suits them: a fence may also end behind the last line of its block. One that never ends is none. Each line is
// looked at a fixed number of times, whatever the text.
//
// Why it exists: tickets and chats hold bodies in fences, often several, with words around them.

/** The characters that fences are made of. */
type Mark = "`" | "~";

interface Fence {
  mark: Mark;
  length: number;
}

const LENGTH_MIN = 3;

export function fencedBlocks(text: string): string[] {
  const lines = text.split("\n");
  const longest = longestEnds(lines);
  const blocks: string[] = [];
  let number = 0;
  while (number < lines.length) {
    const first = number + 1;
    const open = opening(lines[number]!);
    // A shorter end does for tildes: those beyond it count as words behind the fence.
    const length = open === undefined ? 0 : Math.min(open.length, longest[open.mark][first] ?? 0);
    if (open === undefined || length < (open.mark === "`" ? open.length : LENGTH_MIN)) {
      number++;
      continue;
    }
    let last = first;
    while (!isClosedBy(lines[last]!, open.mark, length)) last++;
    blocks.push(blockOf(lines.slice(first, last), lines[last]!, length));
    number = last + 1;
  }
  return blocks;
}

function opening(line: string): Fence | undefined {
  const [all, run] = /^[ \t]*(`{3,}|~{3,})/.exec(line) ?? [];
  // With a backtick behind it, it is code within a line.
  if (all === undefined || run === undefined || line.includes("`", all.length)) return undefined;
  return { mark: run[0] as Mark, length: run.length };
}

/** For each line the length of the longest fence that it or one after it ends with. */
function longestEnds(lines: readonly string[]): Record<Mark, Uint32Array> {
  const longest = { "`": new Uint32Array(lines.length + 1), "~": new Uint32Array(lines.length + 1) };
  for (let number = lines.length - 1; number >= 0; number--) {
    const end = ending(lines[number]!);
    for (const mark of ["`", "~"] as const) {
      longest[mark][number] = Math.max(longest[mark][number + 1]!, end?.mark === mark ? end.length : 0);
    }
  }
  return longest;
}

/** The fence that a line ends with, whatever stands before it. */
function ending(line: string): Fence | undefined {
  const end = endOfWords(line);
  const mark = line[end - 1];
  if (mark !== "`" && mark !== "~") return undefined;
  let start = end;
  while (line[start - 1] === mark) start--;
  return end - start < LENGTH_MIN ? undefined : { mark, length: end - start };
}

function isClosedBy(line: string, mark: Mark, length: number): boolean {
  const end = ending(line);
  return end?.mark === mark && end.length >= length;
}

/** The lines of a block, and what stands before the fence in its last one. */
function blockOf(lines: string[], closing: string, length: number): string {
  const before = closing.slice(0, endOfWords(closing) - length);
  const rest = before.slice(0, endOfWords(before));
  return (rest === "" ? lines : [...lines, rest]).join("\n");
}

/** Where the white space at the end of a line begins. A regular expression would take the square of its length for that. */
function endOfWords(line: string): number {
  let end = line.endsWith("\r") ? line.length - 1 : line.length;
  while (line[end - 1] === " " || line[end - 1] === "\t") end--;
  return end;
}
