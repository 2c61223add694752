import "server-only";
import sql from "sql-template-tag";
import { prisma } from "@/lib/db/prisma";
import { PortalError } from "@/lib/errors";
import { ENCODINGS, type Encoding } from "./choices";
import { contentOf } from "./read/content";
import { decoderOf } from "./read/encoding";
import type { EncodingSample } from "./session";

/** As much of a file as is looked at: this runs in the portal itself, and a line that tells encodings apart stands near the beginning, as a rule. */
const HEAD_BYTES = 1024 * 1024;
const LINES = 5;
/** Characters of a line before and after the first that is not ASCII. */
const AROUND = [40, 80] as const;
const LINE_FEED = 10;

/**
 * Lines of a csv file with letters beyond ASCII, in each encoding that its bytes can be, so that a person can see which
 * is right. [] when there are none, or the bytes are no text.
 */
export async function readEncodings(importId: number): Promise<EncodingSample[]> {
  const [file] = await prisma.$queryRaw<{ head: Uint8Array }[]>(sql`
    SELECT substring(f.bytes FROM 1 FOR ${HEAD_BYTES}::int) AS head
    FROM imports i JOIN import_files f ON f.sha256 = i.file_sha256 WHERE i.id = ${importId}`);
  if (!file) return [];
  const head = wholeLines(Buffer.from(file.head));
  return ENCODINGS.flatMap((encoding) => {
    const lines = canBe(head, encoding) ? tellingLines(head, encoding) : [];
    return lines.length > 0 ? [{ encoding, lines }] : [];
  });
}

function canBe(bytes: Buffer, encoding: Encoding): boolean {
  try {
    const content = contentOf(bytes, encoding);
    return content.format === "csv" && content.encoding === encoding;
  } catch (error) {
    if (error instanceof PortalError) return false;
    throw error;
  }
}

/** Up to the last line feed, so that no character is cut in two. */
function wholeLines(bytes: Buffer): Buffer {
  if (bytes.length < HEAD_BYTES) return bytes;
  const end = bytes.lastIndexOf(LINE_FEED) + 1;
  // The second byte of a line feed in UTF-16.
  return end === 0 ? bytes : bytes.subarray(0, bytes[end] === 0 ? end + 1 : end);
}

function tellingLines(bytes: Buffer, encoding: Encoding): EncodingSample["lines"] {
  const found: EncodingSample["lines"] = [];
  const lines = decoderOf(encoding, { fatal: false })
    .decode(bytes)
    .replace(/^\ufeff/, "")
    .split(/\r\n|\n|\r/);
  for (const [at, line] of lines.entries()) {
    const first = line.search(/[^\p{ASCII}]/u);
    if (first < 0) continue;
    const [from, to] = [Math.max(0, first - AROUND[0]), first + AROUND[1]];
    found.push({ baris: at + 1, text: `${from > 0 ? "…" : ""}${line.slice(from, to)}${to < line.length ? "…" : ""}` });
    if (found.length === LINES) break;
  }
  return found;
}
