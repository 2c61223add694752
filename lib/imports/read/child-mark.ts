import { markCsv } from "@/lib/imports/give-back/csv";
import type { Mark } from "@/lib/imports/give-back/marks";
import { markWorkbook } from "@/lib/imports/give-back/workbook";
import type { MarkedReading } from "./messages";

/** Bytes that are handed over at a time. */
const PIECE_BYTES = 1024 * 1024;

/** The file with marks, in pieces. @throws PortalError as markWorkbook and markCsv do */
export async function* markFile(
  bytes: Buffer,
  { format, sheet, encoding, headerRow }: MarkedReading,
  marks: Mark[],
): AsyncGenerator<Buffer, void, undefined> {
  if (format === "xlsx") {
    const marked = await markWorkbook(bytes, sheet ?? "", marks);
    for (let at = 0; at < marked.length; at += PIECE_BYTES) yield marked.subarray(at, at + PIECE_BYTES);
    return;
  }
  let lines: string[] = [];
  let length = 0;
  for await (const line of markCsv(bytes, { encoding: encoding ?? "utf-8", headerRow }, marks)) {
    lines.push(line);
    length += line.length;
    if (length < PIECE_BYTES) continue;
    yield Buffer.from(lines.join(""));
    lines = [];
    length = 0;
  }
  yield Buffer.from(lines.join(""));
}
