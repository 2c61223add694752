import { describe, expect, it, vi } from "vitest";
import { analyse } from "@/lib/imports/analyse";
import { LIMITS } from "@/lib/imports/read/limits";
import { readTable } from "@/lib/imports/read/read";
import { SNI_HEADER, sniFile, sniRows } from "@/lib/imports/testing/sni";
import { type Parts, patchDirectory, sheetFile, workbookParts, zip } from "@/lib/imports/testing/workbook";

// Whole files and processes on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });

const SHEET = "xl/worksheets/sheet1.xml";
const STRINGS = "xl/sharedStrings.xml";
const OLE = Buffer.from("d0cf11e0a1b11ae1", "hex");
const CSV = "sumber;kode;nama;uraian;koefisien\nS;1;Pekerjaan;Pekerja;0,5\n";

const parts = (): Parts => workbookParts([{ name: "SNI", rows: sniRows(10).rows }]);
const edited = async (part: string, edit: (xml: string) => string, compress = true): Promise<Buffer> => {
  const all = parts();
  all.set(part, edit(all.get(part) as string));
  return zip(all, { compress });
};
const utf16 = (text: string, bom: string) => Buffer.from(bom + text, "utf16le");
const row = (...cells: unknown[]) => cells as never[];

/** → the error, or the number of lines that the file gave. */
async function outcome(bytes: Buffer): Promise<unknown> {
  try {
    const { counts } = await analyse(await readTable(bytes), { numberFormat: null });
    return counts.lines;
  } catch (error) {
    return { code: (error as { code?: string }).code, params: (error as { params?: unknown }).params };
  }
}
const error = (code: string, params: object = {}) => ({ code, params: expect.objectContaining(params) });

const CASES: [name: string, file: () => Buffer | Promise<Buffer>, answer: unknown][] = [
  // bytes
  ["zero bytes", () => Buffer.alloc(0), error("FILE_EMPTY")],
  [
    "more than 50 MB",
    () => Buffer.alloc(LIMITS.uploadBytes + 1, 65),
    error("FILE_TOO_LARGE", { limitBytes: 52428800 }),
  ],
  ["truncated xlsx", async () => (await sniFile(10)).bytes.subarray(0, -400), error("FILE_INCOMPLETE")],
  ["first half of an xlsx", async () => halfOf((await sniFile(10)).bytes), error("FILE_INCOMPLETE")],
  ["four bytes of a zip", () => Buffer.from("PK\x03\x04", "latin1"), error("FILE_INCOMPLETE")],
  [
    "bytes after the end of the zip",
    async () => Buffer.concat([(await sniFile(10)).bytes, Buffer.alloc(9)]),
    error("FILE_DAMAGED"),
  ],
  [
    "encrypted workbook",
    () => Buffer.concat([OLE, Buffer.alloc(600), utf16("EncryptedPackage", "")]),
    error("FILE_ENCRYPTED"),
  ],
  ["old xls", () => Buffer.concat([OLE, Buffer.alloc(600), utf16("Workbook", "")]), error("FILE_IS_OLD_XLS")],
  ["bare BIFF", () => Buffer.from("09080800000500", "hex"), error("FILE_IS_OLD_XLS")],
  ["html renamed", () => Buffer.from("\ufeff\n <HTML><table><tr><td>kode"), error("FILE_IS_HTML")],
  ["xml renamed", () => Buffer.from('<?xml version="1.0"?><Workbook/>'), error("FILE_IS_HTML")],
  ["a pdf", () => Buffer.from("%PDF-1.7\n%\xe2\xe3", "latin1"), error("FILE_TYPE_UNKNOWN")],
  ["unknown binary", () => Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0xff, 0xfe]), error("FILE_TYPE_UNKNOWN")],
  ["csv named xlsx: content decides", () => Buffer.from(CSV), 1],
  // zip
  ["a zip that is no workbook", () => zip([["readme.txt", "hello"]]), error("FILE_TYPE_UNKNOWN")],
  ["an empty zip", () => zip([]), error("FILE_TYPE_UNKNOWN")],
  [
    "a word document",
    () => edited("_rels/.rels", (xml) => xml.replace("xl/workbook.xml", "word/document.xml")),
    error("FILE_TYPE_UNKNOWN"),
  ],
  [
    "wrong checksum of the sheet",
    () => patched(SHEET, { crc: (crc) => crc ^ 1 }),
    error("FILE_DAMAGED", { part: SHEET }),
  ],
  [
    "wrong checksum of the strings",
    () => patched(STRINGS, { crc: (crc) => crc ^ 1 }),
    error("FILE_DAMAGED", { part: STRINGS }),
  ],
  ["a flipped digit", flippedDigit, error("FILE_DAMAGED", { part: SHEET })],
  [
    "sheet cut in half in a valid zip",
    () => edited(SHEET, (xml) => xml.slice(0, xml.length / 2)),
    error("FILE_DAMAGED", { part: SHEET }),
  ],
  [
    "sheet cut between rows",
    () => edited(SHEET, (xml) => xml.slice(0, xml.lastIndexOf("<row "))),
    error("FILE_DAMAGED", { part: SHEET }),
  ],
  ["encrypted part", () => patched(SHEET, { flags: 1 }), error("FILE_ENCRYPTED")],
  ["strongly encrypted part", () => patched(SHEET, { flags: 0x41 }), error("FILE_ENCRYPTED")],
  ["a part twice", async () => zip([...parts(), [SHEET, "<worksheet/>"]]), error("FILE_DAMAGED", { part: SHEET })],
  [
    "a part twice but for case",
    async () => zip([...parts(), [SHEET.toUpperCase(), "<worksheet/>"]]),
    error("FILE_DAMAGED"),
  ],
  ["a path that climbs out", async () => renamed("aa/evil.xml", "../evil.xml"), error("FILE_DAMAGED")],
  ["an absolute path", async () => renamed("aa/evil.xml", "/a/evil.xml"), error("FILE_DAMAGED")],
  ["a backslash path", async () => renamed("aa/evil.xml", "..\\evil.xml"), error("FILE_DAMAGED")],
  [
    "1,001 parts",
    () => zip(Array.from({ length: 1001 }, (_, i) => [`${i}`, ""] as const)),
    error("FILE_TOO_COMPLEX", { what: "zip_entries" }),
  ],
  [
    "a part of 513 MB",
    () => patched(SHEET, { uncompressed: 513 * 2 ** 20 }),
    error("FILE_EXPANDS_TOO_MUCH", { part: SHEET }),
  ],
  ["769 MB in all", tooMuchInAll, error("FILE_EXPANDS_TOO_MUCH")],
  [
    "a bomb of 9 MB in 9 kB",
    () => edited(SHEET, (xml) => xml + " ".repeat(9 * 2 ** 20)),
    error("FILE_EXPANDS_TOO_MUCH", { part: SHEET }),
  ],
  [
    "a bomb that lies about its size",
    () => patched(SHEET, { uncompressed: 10 }),
    error("FILE_DAMAGED", { part: SHEET }),
  ],
  [
    "a missing sheet part",
    async () => zip([...parts()].filter(([name]) => name !== SHEET)),
    error("FILE_DAMAGED", { part: SHEET }),
  ],
  ["no worksheet", () => edited("xl/workbook.xml", (xml) => xml.replace(/<sheet .*?\/>/, "")), error("SHEET_MISSING")],
  // xml
  ["doctype", () => edited(SHEET, (xml) => xml.replace("<worksheet", "<!DOCTYPE x><worksheet")), error("FILE_DAMAGED")],
  [
    "entity bomb",
    () => edited(SHEET, (xml) => xml.replace("<worksheet", '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet')),
    error("FILE_DAMAGED"),
  ],
  ["unknown entity", () => edited(STRINGS, (xml) => xml.replace("<t xml", "<t>&a;</t><t xml")), error("FILE_DAMAGED")],
  ["crossed tags", () => edited(SHEET, (xml) => xml.replace("</v></c>", "</c></v>")), error("FILE_DAMAGED")],
  [
    "another encoding declared",
    () => edited(SHEET, (xml) => xml.replace("UTF-8", "ISO-8859-1")),
    error("FILE_DAMAGED"),
  ],
  ["invalid UTF-8 in a part", () => invalidUtf8(), error("FILE_DAMAGED", { part: STRINGS })],
  [
    "a thousand nested elements",
    () => edited(SHEET, (xml) => xml.replace("<sheetData>", `<sheetData>${"<a>".repeat(1000)}`)),
    error("FILE_TOO_COMPLEX", { what: "xml" }),
  ],
  [
    "an attribute of 9 MB",
    () => edited(SHEET, (xml) => xml.replace("<sheetData>", `<sheetData a="${noise(9 * 2 ** 20)}">`)),
    error("FILE_TOO_COMPLEX", { what: "xml" }),
  ],
  [
    "a lone surrogate as a character reference",
    () => edited(STRINGS, (xml) => xml.replace("<t xml", "<t>&#xD800;</t><t xml")),
    error("FILE_DAMAGED"),
  ],
  // sheet
  [
    "one cell at XFD1048576",
    () => cellAt("XFD", 1048576),
    error("FILE_TOO_COMPLEX", { what: "columns", place: "XFD1048576" }),
  ],
  [
    "a cell in column IW",
    () => cellAt("IW", 500),
    error("FILE_TOO_COMPLEX", { what: "columns", limit: 256, place: "IW500" }),
  ],
  ["row 1,048,577", () => cellAt("A", 1048577), error("FILE_TOO_COMPLEX", { what: "rows", place: "1048577" })],
  [
    "a cell of 32,768 characters",
    () => sheetFile([row("a".repeat(32768))]),
    error("FILE_TOO_COMPLEX", { what: "cell_length" }),
  ],
  [
    "an inline cell of 32,768 characters",
    () => sheetFile([row({ inline: "a".repeat(32768) })]),
    error("FILE_TOO_COMPLEX", { place: "A1" }),
  ],
  [
    "rows out of order",
    () => edited(SHEET, (xml) => xml.replace('<row r="3"', '<row r="2"')),
    error("FILE_DAMAGED", { place: "row 2" }),
  ],
  [
    "a cell twice",
    () => edited(SHEET, (xml) => xml.replace('r="C3"', 'r="B3"')),
    error("FILE_DAMAGED", { place: "B3" }),
  ],
  [
    "a cell of another row",
    () => edited(SHEET, (xml) => xml.replace('r="C3"', 'r="C4"')),
    error("FILE_DAMAGED", { place: "C4" }),
  ],
  [
    "a string that is not there",
    () => edited(SHEET, (xml) => xml.replace(/t="s"><v>3</, 't="s"><v>999999<')),
    error("FILE_DAMAGED"),
  ],
  ["no header", () => sheetFile([row("apa", "ini")]), error("HEADER_MISSING")],
  ["a header only", () => sheetFile([row(...SNI_HEADER)]), error("NO_ROWS")],
  ["an empty sheet", () => sheetFile([]), error("HEADER_MISSING")],
  // csv
  ["utf-8 without mark", () => Buffer.from(CSV), 1],
  ["utf-8 with mark", () => Buffer.from(`\ufeff${CSV}`), 1],
  ["utf-16le with mark", () => utf16(CSV, "\ufeff"), 1],
  ["utf-16be with mark", () => utf16(CSV, "\ufeff").swap16(), 1],
  ["utf-16 without mark", () => utf16(CSV, ""), error("FILE_ENCODING")],
  [
    "utf-16 with half a surrogate pair",
    () => utf16(CSV.replace("Pekerja;", "\ud800;"), "\ufeff"),
    error("FILE_ENCODING"),
  ],
  ["windows-1252", () => Buffer.from(CSV.replace("Pekerjaan", "m\xb2"), "latin1"), error("FILE_ENCODING", { line: 2 })],
  ["a NUL", () => Buffer.from(CSV.replace("Pekerjaan", "a\0b")), error("FILE_ENCODING", { line: 2 })],
  ["CR-only lines", () => Buffer.from(CSV.replaceAll("\n", "\r")), 1],
  ["CRLF lines", () => Buffer.from(CSV.replaceAll("\n", "\r\n")), 1],
  ["unterminated quote", () => Buffer.from(CSV.replace("Pekerjaan", '"Pekerjaan')), error("CSV_QUOTE", { line: 2 })],
  [
    "unterminated quote before 3 MB of rows",
    () => Buffer.from(CSV.replace("S;1", 'S;"1') + "S;1;P;Q;0,5\n".repeat(250_000)),
    error("CSV_QUOTE", { line: 2 }),
  ],
  [
    "text after a closing quote",
    () => Buffer.from(CSV.replace("Pekerjaan", '"Pipa 2" besi"')),
    error("CSV_QUOTE", { line: 2 }),
  ],
  ["a line of 40 MB", () => Buffer.from(CSV + "x".repeat(40 * 2 ** 20)), error("CSV_LINE_TOO_LONG", { line: 3 })],
  [
    "257 columns",
    () => Buffer.from(`${CSV}${";".repeat(256)}x`),
    error("FILE_TOO_COMPLEX", { what: "columns", place: "IW3" }),
  ],
  ["300 empty columns", () => Buffer.from(CSV.replaceAll("\n", `${";".repeat(300)}\n`)), 1],
  [
    "a csv cell of 32,768 characters",
    () => Buffer.from(CSV.replace("Pekerjaan", "a".repeat(32768))),
    error("FILE_TOO_COMPLEX", { place: "C2" }),
  ],
  ["blank lines only", () => Buffer.from("\n\n\n"), error("HEADER_MISSING")],
];

describe("every hostile or broken file has a decided answer", () => {
  it.each(CASES)("%s", async (_, file, answer) => {
    expect(await outcome(await file())).toEqual(answer);
  });

  it("any single flipped bit of a workbook is refused, or changes nothing that is read", async () => {
    const { bytes } = await sniFile(10);
    const whole = JSON.stringify(await everything(bytes));
    for (let at = 0; at < bytes.length; at += 7) {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] as number) ^ (1 << (at % 8));
      const read = await everything(copy).catch((error: { code?: string; name?: string }) => {
        if (error.name !== "PortalError") throw error;
        return null;
      });
      if (read) expect(JSON.stringify(read)).toBe(whole);
    }
  });

  it("any truncation of a workbook is refused", async () => {
    const { bytes } = await sniFile(10);
    for (let length = 0; length < bytes.length; length += 61) {
      await expect(everything(bytes.subarray(0, length))).rejects.toHaveProperty("name", "PortalError");
    }
  });
});

async function everything(bytes: Buffer) {
  return analyse(await readTable(bytes), { numberFormat: null });
}

function halfOf(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.length / 2);
}

async function patched(part: string, change: Parameters<typeof patchDirectory>[2]): Promise<Buffer> {
  return patchDirectory(await zip(parts()), part, change);
}

async function renamed(from: string, to: string): Promise<Buffer> {
  return patchDirectory(await zip([...parts(), [from, "<a/>"]]), from, { name: to });
}

async function flippedDigit(): Promise<Buffer> {
  const file = await zip(parts(), { compress: false });
  const at = file.indexOf("<v>83349</v>");
  file.write("9", at + 3);
  return file;
}

async function tooMuchInAll(): Promise<Buffer> {
  const noisy = (name: string) => [name, noise(1000)] as const;
  const file = await zip([...parts(), noisy("a"), noisy("b")]);
  const compressedEnough = patchDirectory(file, "a", { uncompressed: 400 * 2 ** 20 });
  return patchDirectory(compressedEnough, "b", { uncompressed: 400 * 2 ** 20 });
}

async function invalidUtf8(): Promise<Buffer> {
  const all = parts();
  all.set(STRINGS, Buffer.from(String(all.get(STRINGS)).replace("Mandor", "M\xe9ndor"), "latin1"));
  return zip(all);
}

async function cellAt(column: string, baris: number): Promise<Buffer> {
  const far = `<row r="${baris}"><c r="${column}${baris}"><v>1</v></c></row></sheetData>`;
  return edited(SHEET, (xml) => xml.replace("</sheetData>", far));
}

/** Text that hardly compresses, the same on every run. */
function noise(length: number): string {
  let state = 1;
  const bytes = Buffer.alloc(length);
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    bytes[i] = 65 + ((state >>> 16) % 26);
  }
  return bytes.toString("latin1");
}
