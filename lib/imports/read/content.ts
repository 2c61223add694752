import { isUtf8 } from "node:buffer";
import { PortalError } from "@/lib/errors";
import type { Encoding } from "@/lib/imports/choices";
import { decoderOf, undefinedIn1252 } from "./encoding";

export type Content = { format: "xlsx" } | { format: "csv"; encoding: Encoding };

const OLE = Buffer.from("d0cf11e0a1b11ae1", "hex");
const BINARY_STARTS = ["%PDF", "{\\rtf", "\x89PNG", "\xff\xd8\xff", "GIF8", "Rar!", "7z\xbc\xaf", "\x1f\x8b", "BZh"];

/**
 * What the bytes are; the name of the file says nothing. A CSV named .xlsx is read as CSV.
 * Text must be UTF-8 (a byte order mark is welcome), or UTF-16 with its mark, unless an encoding is declared: others
 * cannot be told apart, and a wrong guess changes names silently. What the bytes contradict is refused.
 * @throws PortalError FILE_EMPTY, FILE_ENCRYPTED, FILE_IS_OLD_XLS, FILE_IS_HTML, FILE_TYPE_UNKNOWN,
 *   FILE_ENCODING (line: first line that is not valid; 0 when unknown)
 */
export function contentOf(bytes: Buffer, declared: Encoding | null = null): Content {
  if (bytes.length === 0) throw new PortalError("FILE_EMPTY");
  const start = bytes.toString("latin1", 0, 8);
  if (start.startsWith("PK\x03\x04")) return { format: "xlsx" };
  if (start.startsWith("PK\x05\x06")) throw new PortalError("FILE_TYPE_UNKNOWN"); // a zip without any part
  if (bytes.subarray(0, 8).equals(OLE)) {
    // Excel wraps an encrypted workbook in the old container format.
    const encrypted = bytes.includes(Buffer.from("EncryptedPackage", "utf16le"));
    throw new PortalError(encrypted ? "FILE_ENCRYPTED" : "FILE_IS_OLD_XLS");
  }
  if (start.startsWith("\x09\x08") || start.startsWith("\x09\x04")) throw new PortalError("FILE_IS_OLD_XLS");
  if (BINARY_STARTS.some((known) => start.startsWith(known))) throw new PortalError("FILE_TYPE_UNKNOWN");
  const encoding = declared ? confirmed(bytes, declared) : encodingOf(bytes);
  assertNotMarkup(bytes, encoding);
  return { format: "csv", encoding };
}

function encodingOf(bytes: Buffer): Encoding {
  const marked = markOf(bytes);
  if (marked && marked !== "utf-8") return marked;
  const nul = bytes.indexOf(0);
  if (isUtf8(bytes)) {
    if (nul >= 0) throw new PortalError("FILE_ENCODING", { line: lineOf(bytes, nul) });
    return "utf-8";
  }
  // Neither text nor anything known: a NUL never stands in single-byte text.
  if (nul >= 0) throw new PortalError("FILE_TYPE_UNKNOWN");
  throw new PortalError("FILE_ENCODING", { line: firstInvalidLine(bytes) });
}

/** @throws PortalError FILE_ENCODING when the bytes cannot be text in this encoding, or are plainly text in another */
function confirmed(bytes: Buffer, declared: Encoding): Encoding {
  const marked = markOf(bytes);
  if (marked && marked !== declared) throw new PortalError("FILE_ENCODING", { line: 1 });
  if (declared === "utf-8") return encodingOf(bytes);
  if (declared === "windows-1252") {
    const wrong = Math.min(...[bytes.indexOf(0), undefinedIn1252(bytes)].filter((at) => at >= 0));
    if (Number.isFinite(wrong)) throw new PortalError("FILE_ENCODING", { line: lineOf(bytes, wrong) });
    // Letters beyond ASCII that are well-formed UTF-8 throughout are UTF-8: read as anything else they come out garbled.
    const beyond = bytes.findIndex((byte) => byte >= 0x80);
    if (beyond >= 0 && isUtf8(bytes)) throw new PortalError("FILE_ENCODING", { line: lineOf(bytes, beyond) });
    return declared;
  }
  // A table in UTF-16 has delimiters, digits and line ends, whose other byte is NUL: which of the two tells the order.
  let even = 0;
  let odd = 0;
  bytes.subarray(0, 64 * 1024).forEach((byte, at) => {
    if (byte === 0) at % 2 === 0 ? even++ : odd++;
  });
  const [right, wrong] = declared === "utf-16le" ? [odd, even] : [even, odd];
  if (right <= wrong) throw new PortalError("FILE_ENCODING", { line: 1 });
  return declared;
}

/** Whether a text says its encoding itself. */
export function hasMark(bytes: Buffer): boolean {
  return markOf(bytes) !== null;
}

function markOf(bytes: Buffer): Encoding | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? "utf-8" : null;
}

function assertNotMarkup(bytes: Buffer, encoding: Encoding): void {
  const head = decoderOf(encoding, { fatal: false }).decode(bytes.subarray(0, 1024)).trimStart();
  if (/^<(?:!doctype|!--|\?xml|html|head|body|meta|table|style|div)/i.test(head)) throw new PortalError("FILE_IS_HTML");
}

function firstInvalidLine(bytes: Buffer): number {
  let line = 1;
  for (let from = 0; from < bytes.length; line++) {
    const end = bytes.indexOf(10, from);
    const until = end < 0 ? bytes.length : end;
    if (!isUtf8(bytes.subarray(from, until))) return line;
    from = until + 1;
  }
  return 0;
}

function lineOf(bytes: Buffer, offset: number): number {
  let line = 1;
  for (let at = bytes.indexOf(10); at >= 0 && at < offset; at = bytes.indexOf(10, at + 1)) line++;
  return line;
}
