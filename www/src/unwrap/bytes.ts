// The text in a file.
//
// In: bytes. Out: their text, and a note where they are not simply UTF-8, which is what webhooks are sent in. Where some of them are
// no UTF-8 at all, also the bytes themselves, so that the library can say where. Does not know: what the text is.
//
// Why it exists: a text shows no trace of what was lost when it was decoded.

export interface Decoded {
  readonly text: string;
  readonly note?: string;
  /** What the text was decoded from; with the line ends of an editor, to which each line ends in one character. */
  readonly bytes?: Uint8Array;
}

export function decoded(bytes: Uint8Array): Decoded {
  const utf16 = byteOrderOf(bytes);
  if (utf16 !== undefined) return { text: new TextDecoder(utf16).decode(bytes), note: `${utf16.toUpperCase()}: decoded, although webhooks are sent in UTF-8` };
  const text = utf8(bytes);
  // Only then may there be any that are not, or there are ones that stand for such.
  if (!text.includes("\ufffd") || isUtf8(bytes)) return { text };
  return { text, note: "Not all of it is UTF-8: what is not is shown as \ufffd", bytes: withLineFeeds(bytes) };
}

/** The text of bytes as the library reads them. */
export function utf8(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

function byteOrderOf([first, second]: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : undefined;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

const [LF, CR] = [0x0a, 0x0d];

function withLineFeeds(bytes: Uint8Array): Uint8Array {
  return bytes.filter((byte, index) => byte !== CR || bytes[index + 1] !== LF).map((byte) => (byte === CR ? LF : byte));
}
