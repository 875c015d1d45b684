// Variants: the same body with other values, or laid out in another way.
//
// In: a text, and numbers at random. Out: another text. Does not know: what it says; whether it is JSON.
// Why: what is remembered of a body is of use for those that differ from it in little, and must be of none where that matters.

const LETTERS = ["x", "é", "匿名", "😀"];
const ESCAPES = ["\\n", "\\u00e9", "\\ud83d\\ude00", '\\"'];
const SPACES = ["", "", " ", "\n "];

/** The same body with other values, here and there: longer and shorter ones, other digits, letters of two to four bytes,
 * escapes, masked ones, numbers in strings and strings that are numbers. */
export function variant(text, next) {
  return text.replace(/("(?:[^"\\]|\\.)*")(\s*:)?|-?\d+(?:\.\d+)?/g, (value, string, colon) => {
    if (colon !== undefined || next(2) === 0) return value;
    if (string === undefined) return [String(next(1000)), `"${value}"`, value, value][next(4)];
    const inside = string.slice(1, -1);
    if (/^(?:0|-?[1-9]\d*)(?:\.\d+)?$/.test(inside) && next(3) === 0) return inside;
    const ways = [
      () => inside.replace(/\d/, () => next(10)),
      () => inside.replace(/[1-8]/g, (digit) => 9 - digit),
      () => `${inside}${LETTERS[next(4)]}`,
      () => `${inside}${ESCAPES[next(4)]}`,
      () => inside.replaceAll(/\\./g, ""),
      () => `${["é", "名", "😀😀"][next(3)]}${inside}`,
      () => inside.slice(0, next(inside.length + 1)),
      () => inside.toUpperCase(),
      () => inside.replace(/^\+?/, "+"),
      () => inside.replace(/.$/, "*"),
      () => `${inside}*`,
      () => inside.replace(/^(.{10}).?/, "$1*"),
    ];
    const changed = ways[next(ways.length)]();
    return /(^|[^\\])(\\\\)*\\$/.test(changed) ? value : `"${changed}"`;
  });
}

/** The same body with other white space: as a program writes it that writes none, or much, or with some here and there. */
export function laidOut(text, next) {
  const space = () => SPACES[next(4)];
  const written = (...looks) => {
    try {
      return JSON.stringify(JSON.parse(text), ...looks);
    } catch {
      return text;
    }
  };
  const ways = [
    () => text,
    () => written(),
    () => written(null, 2),
    () => written(null, "\t").replaceAll("\n", "\r\n"),
    () => text.replace(/":\s*/g, () => `":${space()}`),
    () => text.replace(/,\s*"/g, () => `,${space()}"`),
    () => text.replace(/([[{])\s*/g, (_, bracket) => `${bracket}${space()}`),
  ];
  return ways[next(ways.length)]();
}
