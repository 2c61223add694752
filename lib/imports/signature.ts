/** What names the columns of a file, as one short text: files with the same header have the same signature. */

import { type Header, headerText, normaliseName } from "@/lib/imports/layout";

const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;

/**
 * Sixteen hexadecimal digits (FNV-1a) of the names of all columns, unknown ones too, in order and without case, white
 * space and underscores. It stays the same over versions of the portal: profiles are saved under it.
 */
export function headerSignature({ names }: Pick<Header, "names">): string {
  const texts = Array.from(names, (name) => normaliseName(headerText(name)));
  while (texts.at(-1) === "") texts.pop();
  let hash = OFFSET;
  for (const char of texts.join("\u001f")) {
    hash ^= BigInt(char.codePointAt(0) as number);
    hash = BigInt.asUintN(64, hash * PRIME);
  }
  return hash.toString(16).padStart(16, "0");
}
