// Times in words.
//
// In: an ISO 8601 text, a time zone, a clock. Out: the same moment as people say it. Does not know: where the time stands.
//
// Why it exists: bodies have times in UTC to the millisecond, and people live in a zone and a day.

/** `UTC`, `local`, or an IANA name. */
export type Zone = string;

/** The moment of an ISO 8601 text with an offset; undefined for anything else. Fractions beyond milliseconds are cut. */
export function momentOf(text: string): number | undefined {
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?)(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/.exec(text);
  if (!match) return undefined;
  const day = Number(text.slice(8, 10));
  const moment = Date.parse(match[1]! + (match[2] ?? "").slice(0, 4) + match[3]!);
  // Date reads 30 February as a day in March.
  if (Number.isNaN(moment) || new Date(Date.parse(text.slice(0, 10))).getUTCDate() !== day) return undefined;
  return moment;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: Zone): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-GB", {
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
      timeZoneName: "short",
      ...(zone === "local" ? {} : { timeZone: zone }),
    });
    formats.set(zone, format);
  }
  return format;
}

/** `1 Jan 2016, 14:34:22 UTC`. */
export function dateTime(moment: number, zone: Zone): string {
  if (Math.abs(moment) > 8.64e15) return "a time out of range";
  return formatOf(zone).format(moment);
}

/** The same to the minute, for sentences. */
export function shortDateTime(moment: number, zone: Zone): string {
  return dateTime(moment, zone).replace(/(\d{2}:\d{2}):\d{2}/, "$1").replace(",", "");
}

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 365.25 * 86_400_000],
  ["month", 30.4375 * 86_400_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

const relativeFormat = new Intl.RelativeTimeFormat("en", { numeric: "always" });

/** `10 years ago`, `in 3 hours`, `just now`. */
export function relative(moment: number, now: number): string {
  const distance = moment - now;
  const step = STEPS.find(([, length]) => Math.abs(distance) >= length);
  return step === undefined ? "just now" : relativeFormat.format(Math.trunc(distance / step[1]), step[0]);
}
