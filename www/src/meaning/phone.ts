// Phone numbers in words.
//
// In: text. Out: the number as people write it, and its country. Does not know: webhooks. libphonenumber-js holds the
// numbering plans of the world.
//
// Why it exists: digits in a row are read wrong, and the country tells at a glance whose they are.

import { parsePhoneNumberFromString } from "libphonenumber-js/min";

export interface Phone {
  /** `+1 202-555-0023`. */
  readonly written: string;
  /** `United States`; absent where several countries share the code. */
  readonly country?: string;
  readonly isPossible: boolean;
}

const regions = new Intl.DisplayNames("en", { type: "region" });

export function phoneOf(text: string): Phone | undefined {
  if (!/^\+?\d{7,15}$/.test(text)) return undefined;
  const number = parsePhoneNumberFromString(text.startsWith("+") ? text : `+${text}`);
  if (number === undefined) return undefined;
  // The national part as its country writes it, where that is clearer than groups by spaces: +1 202-555-0023.
  const national = number.formatNational().replace(/^\((\d+)\) /, "$1-");
  const written = number.countryCallingCode === "1" ? `+1 ${national}` : number.formatInternational();
  return {
    written,
    ...(number.country ? { country: regions.of(number.country) ?? number.country } : {}),
    isPossible: number.isPossible(),
  };
}
