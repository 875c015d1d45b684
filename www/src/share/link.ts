// Links that carry a body.
//
// In: a body and how it is to be shown. Out: the fragment of a link, and the way back. Does not know: the page's address,
// or what is in the body. Why the fragment: browsers send it to nobody. Why a version: links stand in tickets for years,
// so each version is read for ever, and one from the future is told from a broken one.
//
// Version 1: `s=1.` and, in base64url, the raw DEFLATE of the JSON `{ text, masked }`.

interface Shared {
  readonly text: string;
  /** Whether the body was masked before it was put into the link. */
  readonly masked: boolean;
}

export class LinkError extends Error {
  override readonly name = "LinkError";
}

const PREFIX = "s=";
const VERSION = "1";
/** What a link may unfold to: a small one that unfolds to gigabytes is an attack. */
const INFLATED_BYTES_MAX = 16 * 1024 * 1024;

/** Chat programs and ticket systems cut links somewhere beyond this. */
export const LINK_LENGTH_SAFE = 8_000;
/** Browsers do not open longer ones reliably. */
export const LINK_LENGTH_MAX = 64_000;

/** Whether a fragment is one of ours. */
export function isShared(fragment: string): boolean {
  return plain(fragment).startsWith(PREFIX);
}

/** Programs that pass links on write some of the characters as `%3D`. */
function plain(fragment: string): string {
  return fragment.replace(/^#/, "").replace(/%([0-7][\da-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

export async function toFragment({ text, masked }: Shared): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify({ text, masked }));
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const packed = new Uint8Array(await new Response(stream).arrayBuffer());
  return `${PREFIX}${VERSION}.${base64url(packed)}`;
}

export async function fromFragment(fragment: string): Promise<Shared> {
  // What stands behind came from around the link: a full stop, a bracket, `&utm_source=…`.
  const [, version, data] = /^s=([0-9]+)\.([A-Za-z0-9_-]*)/.exec(plain(fragment)) ?? [];
  if (version === undefined || data === undefined) throw new LinkError("This link is damaged: it was probably cut off on its way.");
  if (version !== VERSION) throw new LinkError("This link was made by a newer version of this page.");
  const value = await readVersion1(data);
  if (typeof value !== "object" || value === null) throw new LinkError("This link is damaged.");
  const { text, masked } = value as Record<string, unknown>;
  if (typeof text !== "string") throw new LinkError("This link is damaged: there is no body in it.");
  return { text, masked: masked === true };
}

async function readVersion1(data: string): Promise<unknown> {
  try {
    const binary = atob(data.replaceAll("-", "+").replaceAll("_", "/"));
    const packed = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(await inflated(packed)));
  } catch (error) {
    if (error instanceof LinkError) throw error;
    throw new LinkError("This link is damaged: it was probably cut off on its way.");
  }
}

async function inflated(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
    if (length > INFLATED_BYTES_MAX) {
      await reader.cancel();
      throw new LinkError("This link unfolds to more than a webhook can hold.");
    }
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function base64url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
