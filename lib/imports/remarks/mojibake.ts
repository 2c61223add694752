/** Text that was decoded twice: UTF-8 read as windows-1252, so that "m²" became "mÂ²". */

import { isMojibake } from "@/lib/imports/parse";

/** What windows-1252 has in the places 0x80 to 0x9f; a control character where it has nothing. */
const SIGNS = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";
/** Byte of each character that windows-1252 has beyond ASCII; elsewhere it is as Unicode. */
const BYTES = new Map<string, number>([
  ...Array.from(SIGNS, (char, n) => [char, 0x80 + n] as const),
  ...Array.from({ length: 0x60 }, (_, n) => [String.fromCharCode(0xa0 + n), 0xa0 + n] as const),
]);
/** What was decoded twice may have been decoded three times; more has not been met. */
const MOST_TIMES = 3;

/** The text as it was meant: written as windows-1252 and read as UTF-8, wherever that is possible. */
export function restoreMojibake(text: string): string {
  let restored = text;
  for (let times = 0; times < MOST_TIMES && isMojibake(restored); times++) restored = restoreOnce(restored);
  return restored;
}

function restoreOnce(text: string): string {
  let restored = "";
  for (let at = 0; at < text.length; ) {
    const length = sequenceLength(BYTES.get(text[at] as string) ?? 0);
    const bytes = Array.from(text.slice(at, at + length), (char) => BYTES.get(char) ?? 0);
    const char = length > 1 && bytes.length === length ? decode(bytes) : null;
    restored += char ?? text[at];
    at += char === null ? 1 : length;
  }
  return restored;
}

/** Bytes of the UTF-8 character that begins with this byte. */
function sequenceLength(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 1;
}

function decode(bytes: number[]): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    return null;
  }
}
