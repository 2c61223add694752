import type { Encoding } from "@/lib/imports/choices";

/** Turns bytes into text, piece by piece; `stream` keeps the beginning of a character for the next piece. */
export interface Decoder {
  decode(bytes: Uint8Array, options?: { stream?: boolean }): string;
}

// 0x80 to 0x9f. The five bytes that mean nothing become the controls that the standard gives them.
const HIGH =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f" +
  "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";
const UNDEFINED = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/** @param options.fatal throw TypeError at bytes that are no text; else they become U+FFFD */
export function decoderOf(encoding: Encoding, { fatal }: { fatal: boolean }): Decoder {
  return encoding === "windows-1252" ? WINDOWS_1252 : new TextDecoder(encoding, { fatal });
}

// Not by TextDecoder: that of Node 20 takes windows-1252 for latin1 and loses quotes, dashes and the euro sign.
const WINDOWS_1252: Decoder = {
  decode: (bytes) =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      .toString("latin1")
      .replace(/[\u0080-\u009f]/g, (char) => HIGH[char.charCodeAt(0) - 0x80] as string),
};

/** Position of the first byte that is nothing in windows-1252; -1 when there is none. */
export function undefinedIn1252(bytes: Uint8Array): number {
  return bytes.findIndex((byte) => UNDEFINED.has(byte));
}
