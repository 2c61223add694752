/** Files whose bytes are no table, or not all of one. */

import { gzipSync } from "node:zlib";
import { LIMITS } from "@/lib/imports/read/limits";
import { sniFile } from "@/lib/imports/testing/sni";
import { CSV, type HostileCase, read, refused, text, utf16 } from "./builders";

const OLE = Buffer.from("d0cf11e0a1b11ae1", "hex");

export const BYTES: HostileCase[] = [
  ["zero bytes", () => Buffer.alloc(0), refused("FILE_EMPTY")],
  [
    "more than 50 MB",
    () => Buffer.alloc(LIMITS.uploadBytes + 1, 65),
    refused("FILE_TOO_LARGE", { limitBytes: 52428800 }),
  ],
  ["truncated xlsx", async () => (await sniFile(10)).bytes.subarray(0, -400), refused("FILE_INCOMPLETE")],
  ["first half of an xlsx", async () => halfOf((await sniFile(10)).bytes), refused("FILE_INCOMPLETE")],
  ["four bytes of a zip", () => Buffer.from("PK\x03\x04", "latin1"), refused("FILE_INCOMPLETE")],
  [
    "bytes after the end of the zip",
    async () => Buffer.concat([(await sniFile(10)).bytes, Buffer.alloc(9)]),
    refused("FILE_DAMAGED"),
  ],
  [
    "encrypted workbook",
    () => Buffer.concat([OLE, Buffer.alloc(600), utf16("EncryptedPackage", "")]),
    refused("FILE_ENCRYPTED"),
  ],
  ["old xls", () => Buffer.concat([OLE, Buffer.alloc(600), utf16("Workbook", "")]), refused("FILE_IS_OLD_XLS")],
  ["bare BIFF", () => Buffer.from("09080800000500", "hex"), refused("FILE_IS_OLD_XLS")],
  ["html renamed", () => Buffer.from("\ufeff\n <HTML><table><tr><td>kode"), refused("FILE_IS_HTML")],
  ["xml renamed", () => Buffer.from('<?xml version="1.0"?><Workbook/>'), refused("FILE_IS_HTML")],
  ["a pdf", () => Buffer.from("%PDF-1.7\n%\xe2\xe3", "latin1"), refused("FILE_TYPE_UNKNOWN")],
  ["unknown binary", () => Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0xff, 0xfe]), refused("FILE_TYPE_UNKNOWN")],
  ["csv named xlsx: content decides", () => Buffer.from(CSV), read(1)],
  ["a csv in gzip", () => gzipSync(CSV), refused("FILE_TYPE_UNKNOWN")],
  [
    "a web archive named xls",
    () => text("MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n\r\n<html>"),
    refused("HEADER_MISSING"),
  ],
  ["a SYLK table", () => text('ID;PWXL;N;E\nC;Y1;X1;K"kode"\nE\n'), refused("CSV_QUOTE", { line: 2 })],
  ["an rtf document", () => text("{\\rtf1\\ansi kode}"), refused("FILE_TYPE_UNKNOWN")],
  [
    "a program with a workbook behind it",
    async () => Buffer.concat([Buffer.from("MZ\x90\0\x03\0", "latin1"), (await sniFile(10)).bytes]),
    refused("FILE_TYPE_UNKNOWN"),
  ],
];

function halfOf(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.length / 2);
}
