/** Zips that are hostile or broken, and workbooks that lack parts. */

import { patchDirectory, zip } from "@/lib/imports/testing/workbook";
import {
  AS_GOOD,
  edited,
  type HostileCase,
  named,
  noise,
  parts,
  patched,
  refused,
  SHEET,
  STRINGS,
  withParts,
} from "./builders";

export const ZIPS: HostileCase[] = [
  ["a zip that is no workbook", () => zip([["readme.txt", "hello"]]), refused("FILE_TYPE_UNKNOWN")],
  ["an empty zip", () => zip([]), refused("FILE_TYPE_UNKNOWN")],
  [
    "a word document",
    () => edited("_rels/.rels", (xml) => xml.replace("xl/workbook.xml", "word/document.xml")),
    refused("FILE_TYPE_UNKNOWN"),
  ],
  [
    "wrong checksum of the sheet",
    () => patched(SHEET, { crc: (crc) => crc ^ 1 }),
    refused("FILE_DAMAGED", { part: SHEET }),
  ],
  [
    "wrong checksum of the strings",
    () => patched(STRINGS, { crc: (crc) => crc ^ 1 }),
    refused("FILE_DAMAGED", { part: STRINGS }),
  ],
  ["a flipped digit", flippedDigit, refused("FILE_DAMAGED", { part: SHEET })],
  [
    "sheet cut in half in a valid zip",
    () => edited(SHEET, (xml) => xml.slice(0, xml.length / 2)),
    refused("FILE_DAMAGED", { part: SHEET }),
  ],
  [
    "sheet cut between rows",
    () => edited(SHEET, (xml) => xml.slice(0, xml.lastIndexOf("<row "))),
    refused("FILE_DAMAGED", { part: SHEET }),
  ],
  ["encrypted part", () => patched(SHEET, { flags: 1 }), refused("FILE_ENCRYPTED")],
  ["strongly encrypted part", () => patched(SHEET, { flags: 0x41 }), refused("FILE_ENCRYPTED")],
  ["a part twice", async () => zip([...parts(), [SHEET, "<worksheet/>"]]), refused("FILE_DAMAGED", { part: SHEET })],
  [
    "a part twice but for case",
    async () => zip([...parts(), [SHEET.toUpperCase(), "<worksheet/>"]]),
    refused("FILE_DAMAGED"),
  ],
  ["a path that climbs out", () => named("../evil.xml"), refused("FILE_DAMAGED")],
  ["an absolute path", () => named("/a/evil.xml"), refused("FILE_DAMAGED")],
  ["a backslash path", () => named("..\\evil.xml"), refused("FILE_DAMAGED")],
  [
    "1,001 parts",
    () => zip(Array.from({ length: 1001 }, (_, i) => [`${i}`, ""] as const)),
    refused("FILE_TOO_COMPLEX", { what: "zip_entries" }),
  ],
  [
    "a part of 513 MB",
    () => patched(SHEET, { uncompressed: 513 * 2 ** 20 }),
    refused("FILE_EXPANDS_TOO_MUCH", { part: SHEET }),
  ],
  ["769 MB in all", tooMuchInAll, refused("FILE_EXPANDS_TOO_MUCH")],
  [
    "a bomb of 9 MB in 9 kB",
    () => edited(SHEET, (xml) => xml + " ".repeat(9 * 2 ** 20)),
    refused("FILE_EXPANDS_TOO_MUCH", { part: SHEET }),
  ],
  [
    "a bomb that lies about its size",
    () => patched(SHEET, { uncompressed: 10 }),
    refused("FILE_DAMAGED", { part: SHEET }),
  ],
  [
    "a missing sheet part",
    async () => zip([...parts()].filter(([name]) => name !== SHEET)),
    refused("FILE_DAMAGED", { part: SHEET }),
  ],
  [
    "no worksheet",
    () => edited("xl/workbook.xml", (xml) => xml.replace(/<sheet .*?\/>/, "")),
    refused("SHEET_MISSING"),
  ],
  ["a zip in a zip", async () => zip([["data.xlsx", await zip(parts())]]), refused("FILE_TYPE_UNKNOWN")],
  [
    "a zip in a zip in a zip",
    async () => zip([["a.zip", await zip([["b.zip", await zip(parts())]])]]),
    refused("FILE_TYPE_UNKNOWN"),
  ],
  [
    "a bomb in a part that nothing needs",
    () => withParts({ "xl/media/image1.png": Buffer.alloc(9 * 2 ** 20) }),
    refused("FILE_EXPANDS_TOO_MUCH", { part: "xl/media/image1.png" }),
  ],
  ["parts that share their bytes", overlapping, AS_GOOD],
  [
    "a directory that is not where the zip says",
    () => endOfZip((end) => end.writeUInt32LE(end.readUInt32LE(16) - 7, 16)),
    refused("FILE_DAMAGED"),
  ],
  ["a directory beyond the end", () => endOfZip((end) => end.writeUInt32LE(0x7fffffff, 16)), refused("FILE_DAMAGED")],
  [
    "a directory with fewer parts than the zip",
    () => endOfZip((end) => end.writeUInt16LE(1, 10)),
    refused("FILE_TYPE_UNKNOWN"),
  ],
  [
    "a directory with more parts than the zip",
    () => endOfZip((end) => end.writeUInt16LE(99, 10)),
    refused("FILE_DAMAGED"),
  ],
  ["a zip on several disks", () => endOfZip((end) => end.writeUInt16LE(1, 4)), refused("FILE_DAMAGED")],
  ["a directory entry that is none", brokenDirectory, refused("FILE_DAMAGED")],
  [
    "a part that begins elsewhere",
    () => directoryField(SHEET, 42, 4, 0x7ffffff0),
    refused("FILE_DAMAGED", { part: SHEET }),
  ],
  [
    "a part that begins at another part",
    () => directoryField(SHEET, 42, 4, 0),
    refused("FILE_DAMAGED", { part: SHEET }),
  ],
  ["a part packed in an unknown way", () => directoryField(SHEET, 10, 2, 12), refused("FILE_DAMAGED", { part: SHEET })],
  ["a part that says it is not packed", () => directoryField(SHEET, 10, 2, 0), refused("FILE_DAMAGED")],
  ["a part longer than it says", () => directoryField(SHEET, 20, 4, 100), refused("FILE_DAMAGED", { part: SHEET })],
  ["a drive letter in a path", () => named("c:/evil.xml"), refused("FILE_DAMAGED")],
  ["dots in the middle of a path", () => named("xl/../../evil.xml"), refused("FILE_DAMAGED")],
  ["a NUL in a path", () => named("xl/\0evil.xml"), AS_GOOD],
  ["a NUL in a path that is there twice", nulTwice, refused("FILE_DAMAGED")],
  ["a path of 60,000 characters", () => withParts({ ["x".repeat(60_000)]: "" }), AS_GOOD],
  [
    "an opendocument sheet",
    () =>
      zip([
        ["mimetype", "application/vnd.oasis.opendocument.spreadsheet"],
        ["content.xml", "<office:document/>"],
      ]),
    refused("FILE_TYPE_UNKNOWN"),
  ],
  [
    "a binary workbook",
    () =>
      withParts({
        "xl/workbook.bin": Buffer.alloc(99, 131),
        "xl/workbook.xml": null,
        "_rels/.rels": String(parts().get("_rels/.rels")).replace("workbook.xml", "workbook.bin"),
      }),
    refused("FILE_TYPE_UNKNOWN"),
  ],
  ["a workbook with macros", () => withParts({ "xl/vbaProject.bin": Buffer.alloc(512, 7) }), AS_GOOD],
  ["no workbook part", () => withParts({ "xl/workbook.xml": null }), refused("FILE_TYPE_UNKNOWN")],
  [
    "no relationships of the workbook",
    () => withParts({ "xl/_rels/workbook.xml.rels": null }),
    refused("FILE_TYPE_UNKNOWN"),
  ],
  ["no relationships at all", () => withParts({ "_rels/.rels": null }), refused("FILE_TYPE_UNKNOWN")],
  [
    "no shared strings, which cells need",
    () => withParts({ [STRINGS]: null }),
    refused("FILE_DAMAGED", { part: SHEET }),
  ],
  ["no styles", () => withParts({ "xl/styles.xml": null }), AS_GOOD],
  ["no content types", () => withParts({ "[Content_Types].xml": null }), AS_GOOD],
  [
    "a sheet elsewhere on the network",
    () =>
      edited("xl/_rels/workbook.xml.rels", (xml) =>
        xml.replace('Target="worksheets/sheet1.xml"', 'Target="https://example.org/sheet1.xml" TargetMode="External"'),
      ),
    refused("SHEET_MISSING"),
  ],
  [
    "a sheet that climbs out of the zip",
    () => edited("xl/_rels/workbook.xml.rels", (xml) => xml.replace("worksheets/sheet1.xml", "../../../../etc/passwd")),
    refused("FILE_DAMAGED", { part: "../../../etc/passwd" }),
  ],
  [
    "a workbook that is its own sheet",
    () => edited("xl/_rels/workbook.xml.rels", (xml) => xml.replace("worksheets/sheet1.xml", "workbook.xml")),
    refused("HEADER_MISSING"),
  ],
  [
    "links to other workbooks",
    () =>
      withParts({
        "xl/externalLinks/externalLink1.xml": "<externalLink/>",
        "xl/externalLinks/_rels/externalLink1.xml.rels":
          '<Relationships><Relationship Id="rId1" Target="file:///etc/passwd" TargetMode="External"/></Relationships>',
      }),
    AS_GOOD,
  ],
];

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

/** The end record of a good workbook, changed. */
async function endOfZip(change: (end: Buffer) => void): Promise<Buffer> {
  const file = await zip(parts());
  change(file.subarray(file.lastIndexOf("PK\x05\x06")));
  return file;
}

/** A number in the directory's record of a part, changed. */
async function directoryField(part: string, at: number, size: number, value: number): Promise<Buffer> {
  const file = await zip(parts());
  file.writeUIntLE(value, recordOf(file, part) + at, size);
  return file;
}

async function brokenDirectory(): Promise<Buffer> {
  const file = await zip(parts());
  file.write("XX", recordOf(file, SHEET));
  return file;
}

/** What is told of it must be something that can be stored. */
async function nulTwice(): Promise<Buffer> {
  const file = await zip([...parts(), ["xl/_evil.xml", ""], ["xl/_evil.xml", ""]]);
  return patchDirectory(file, "xl/_evil.xml", { name: "xl/\0evil.xml" });
}

/** Two names for the bytes of one part. */
async function overlapping(): Promise<Buffer> {
  const file = await zip([...parts(), ["xl/other.xml", "<a/>"]]);
  const [from, to] = [recordOf(file, STRINGS), recordOf(file, "xl/other.xml")];
  file.copy(file, to + 10, from + 10, from + 28);
  file.copy(file, to + 42, from + 42, from + 46);
  return file;
}

/** Offset of the directory's record of a part. */
function recordOf(file: Buffer, part: string): number {
  for (let at = file.indexOf("PK\x01\x02"); at >= 0; at = file.indexOf("PK\x01\x02", at + 4)) {
    if (file.toString("utf8", at + 46, at + 46 + file.readUInt16LE(at + 28)) === part) return at;
  }
  throw new Error(`no ${part}`);
}
