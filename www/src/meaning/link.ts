// What a link says about itself.
//
// In: the text of a link, a clock. Out: whether it is one that may be opened, and when it expires. Does not know: where
// the link leads; nothing is fetched, ever.
//
// Why it exists: links end, most of them within a day, and a link out of a body may be anything.

/** The address, if it is one a person may be sent to: never `javascript:` or `data:`. */
export function openable(text: string): string | undefined {
  try {
    const url = new URL(text);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** When a presigned link ends: AWS (versions 2 and 4), Google Cloud, Azure. */
export function expiryOf(text: string): number | undefined {
  const href = openable(text);
  if (href === undefined) return undefined;
  const names = new Map([...new URL(href).searchParams].map(([name, value]) => [name.toLowerCase(), value]));
  for (const vendor of ["x-amz", "x-goog"]) {
    const start = basicDate(names.get(`${vendor}-date`));
    const seconds = names.get(`${vendor}-expires`) ?? "";
    // Digits alone, and no more than a clock can show: a body may say anything here.
    if (start !== undefined && /^\d{1,9}$/.test(seconds)) return start + Number(seconds) * 1000;
  }
  const epoch = names.get("expires");
  if (epoch !== undefined && /^\d{9,11}$/.test(epoch)) return Number(epoch) * 1000;
  const azure = Date.parse(names.get("se") ?? "");
  return Number.isNaN(azure) ? undefined : azure;
}

/** `20160101T143422Z`. */
function basicDate(text: string | undefined): number | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(text ?? "");
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [number, number, number, number, number, number];
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** A map of a place. A link to be clicked, with nothing loaded before. */
export function mapLink(latitude: number, longitude: number): string | undefined {
  const isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isPlace
    ? `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=15/${latitude}/${longitude}`
    : undefined;
}
