/** Text files that are hostile or broken. */

import { CSV, type HostileCase, read, refused, text, utf16 } from "./builders";

const HEAD = "sumber;kode;nama;kategori;kode_item;uraian;satuan;koefisien";
const GOOD = "S;1.1;Pasang bata;TK;L.01;Mandor;OH;0,5";
const table = (...lines: string[]) => text([HEAD, ...lines].join("\n"));
/** A good line, and one with this koefisien in column H. */
const withKoefisien = (koefisien: string) => table(GOOD, `S;1.1;Pasang bata;TK;L.02;Pekerja;OH;${koefisien}`);
const withItem = (uraian: string) => table(GOOD, `S;1.1;Pasang bata;TK;L.02;${uraian};OH;1`);

export const TEXTS: HostileCase[] = [
  ["utf-8 without mark", () => Buffer.from(CSV), read(1)],
  ["utf-8 with mark", () => Buffer.from(`\ufeff${CSV}`), read(1)],
  ["utf-16le with mark", () => utf16(CSV, "\ufeff"), read(1)],
  ["utf-16be with mark", () => utf16(CSV, "\ufeff").swap16(), read(1)],
  ["utf-16 without mark", () => utf16(CSV, ""), refused("FILE_ENCODING")],
  [
    "utf-16 with half a surrogate pair",
    () => utf16(CSV.replace("Pekerja;", "\ud800;"), "\ufeff"),
    refused("FILE_ENCODING"),
  ],
  [
    "windows-1252",
    () => Buffer.from(CSV.replace("Pekerjaan", "m\xb2"), "latin1"),
    refused("FILE_ENCODING", { line: 2 }),
  ],
  ["a NUL", () => Buffer.from(CSV.replace("Pekerjaan", "a\0b")), refused("FILE_ENCODING", { line: 2 })],
  ["CR-only lines", () => Buffer.from(CSV.replaceAll("\n", "\r")), read(1)],
  ["CRLF lines", () => Buffer.from(CSV.replaceAll("\n", "\r\n")), read(1)],
  ["unterminated quote", () => Buffer.from(CSV.replace("Pekerjaan", '"Pekerjaan')), refused("CSV_QUOTE", { line: 2 })],
  [
    "unterminated quote before 3 MB of rows",
    () => Buffer.from(CSV.replace("S;1", 'S;"1') + "S;1;P;Q;0,5\n".repeat(250_000)),
    refused("CSV_QUOTE", { line: 2 }),
  ],
  [
    "text after a closing quote",
    () => Buffer.from(CSV.replace("Pekerjaan", '"Pipa 2" besi"')),
    refused("CSV_QUOTE", { line: 2 }),
  ],
  ["a line of 40 MB", () => Buffer.from(CSV + "x".repeat(40 * 2 ** 20)), refused("CSV_LINE_TOO_LONG", { line: 3 })],
  [
    "257 columns",
    () => Buffer.from(`${CSV}${";".repeat(256)}x`),
    refused("FILE_TOO_COMPLEX", { what: "columns", place: "IW3" }),
  ],
  ["300 empty columns", () => Buffer.from(CSV.replaceAll("\n", `${";".repeat(300)}\n`)), read(1)],
  [
    "a csv cell of 32,768 characters",
    () => Buffer.from(CSV.replace("Pekerjaan", "a".repeat(32768))),
    refused("FILE_TOO_COMPLEX", { place: "C2" }),
  ],
  ["blank lines only", () => Buffer.from("\n\n\n"), refused("HEADER_MISSING")],
  ["nothing but a header", () => table(), refused("NO_ROWS")],
  ["a header and blank rows", () => table(";;;;;;;", "  ; ;;;;;;", ""), refused("NO_ROWS")],
  ["no line end at all", () => text("kode"), refused("HEADER_MISSING")],
  ["one byte", () => text("a"), refused("HEADER_MISSING")],
  ["white space only", () => text("  \t \u00a0\n\u3000"), refused("HEADER_MISSING")],
  ["a header in row 21", () => text("x\n".repeat(20) + CSV), refused("HEADER_MISSING")],
  [
    "a column twice",
    () => text("sumber;kode;kode;nama;uraian;koefisien\nS;1;1;P;Q;0,5\n"),
    refused("COLUMN_TWICE", { field: "kode_ahsp" }),
  ],
  [
    "a column missing",
    () => text("sumber;kode;nama;uraian\nS;1;P;Q\n"),
    refused("COLUMN_MISSING", { columns: "koefisien" }),
  ],
  ["the separator said in the first line", () => text(`sep=;\n${CSV}`), read(1)],
  ["another separator said in the first line", () => text(`sep=,\n${CSV}`), read(1)],
  ["100,000 empty columns", () => text(CSV.replaceAll("\n", `${";".repeat(100_000)}\n`)), read(1)],
  [
    "100,000 columns",
    () => text(CSV.replace("0,5", `0,5${";x".repeat(100_000)}`)),
    refused("FILE_TOO_COMPLEX", { what: "columns" }),
  ],
  [
    "line ends of all kinds",
    () => text(`${HEAD}\r\n${GOOD}\n\n${GOOD.replace("Mandor", "Pekerja")}\r${GOOD.replace("Mandor", "Tukang")}\r\n`),
    read(3),
  ],
  [
    "line ends in quotes",
    () => text(`"sumber\n";kode;nama;uraian;koefisien\nS;1;"Pasang\r\nbata";"Pe\nkerja";1\n`),
    read(1),
  ],
  [
    "quotes over many rows",
    () => table('S;"1.1;Pasang', "S;1.1;Pasang bata;TK;L.01;Mandor;OH;0,5", 'bata";Pasang;TK;L.01;Mandor;OH;0,5'),
    read(0, "2B TEXT_TOO_LONG"),
  ],
  ["a quote never closed at the end", () => text(`${CSV}S;1;P;"Q`), refused("CSV_QUOTE", { line: 3 })],
  ["a quote in the middle of a cell", () => withItem('Pipa 2" besi'), refused("CSV_QUOTE", { line: 3 })],
  [
    "short and long rows",
    () => table(GOOD, "S;1.1;Pasang", `${GOOD.replace("Mandor", "Pekerja")};more;and more`),
    read(2, "3F URAIAN_MISSING", "3H KOEFISIEN_MISSING"),
  ],
  // encodings
  ["utf-16be without mark", () => utf16(CSV, "").swap16(), refused("FILE_ENCODING")],
  [
    "utf-32",
    () => Buffer.from([...`\ufeff${CSV}`].flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8, 0, 0])),
    refused("FILE_ENCODING"),
  ],
  [
    "utf-16 with an odd number of bytes",
    () => Buffer.concat([utf16(CSV, "\ufeff"), Buffer.from("x")]),
    refused("FILE_ENCODING"),
  ],
  [
    "utf-8 cut within a character",
    () => Buffer.concat([text(CSV), Buffer.from([0xe2, 0x82])]),
    refused("FILE_ENCODING", { line: 3 }),
  ],
  [
    "utf-8 of a surrogate",
    () => Buffer.concat([text(CSV), Buffer.from([0xed, 0xa0, 0x80])]),
    refused("FILE_ENCODING", { line: 3 }),
  ],
  [
    "utf-8 longer than needed",
    () => Buffer.concat([text(CSV), Buffer.from([0xc0, 0xaf])]),
    refused("FILE_ENCODING", { line: 3 }),
  ],
  ["two marks", () => text(`\ufeff\ufeff${CSV}`), read(1)],
  ["a mark in the middle", () => withItem("\ufeffPe\ufeffkerja"), read(2)],
  ["a mark before a later kode", () => table(GOOD, `S;\ufeff1.1;Pasang bata;TK;L.02;Pekerja;OH;1`), read(2)],
  [
    "windows-1252 quotes",
    () => Buffer.from(CSV.replace("Pekerjaan", "\x93Beton\x94"), "latin1"),
    refused("FILE_ENCODING", { line: 2 }),
  ],
  ["control characters", () => withItem("a\x01b\x1fc\x7f"), read(1, "3F TEXT_HAS_CONTROL_CHARACTER")],
  ["terminal escapes", () => withItem("\x1b[31mred"), read(1, "3F TEXT_HAS_CONTROL_CHARACTER")],
  [
    "line separators of Unicode",
    () => withItem("a\u2028b\u2029c\u0085\u000bd"),
    read(1, "3F TEXT_HAS_CONTROL_CHARACTER"),
  ],
  ["marks stacked on one letter", () => withItem(`a${"\u0301".repeat(1000)}`), read(2)],
  ["markup", () => withItem("<script>alert(1)</script>"), read(2)],
  ["SQL", () => withItem("' OR 1=1 --"), read(2)],
  ["the end mark of COPY", () => table("\\.;\\.;\\.;TK;\\N;\\.;\\N;1", "\\N;1.1;\\N;TK;L;\\t;OH;1"), read(2)],
  ["formulas", () => table(GOOD, '=1+1;+1.1;-Pasang;TK;@SUM(A1);"=cmd|\'/C calc\'!A0";"\tOH";1'), read(2)],
];

export const NUMBERS: HostileCase[] = [
  // numbers
  [
    "a decimal comma and a decimal point",
    () => withKoefisien("0.25"),
    refused("NUMBER_FORMAT_MIXED", { commaRow: 2, pointRow: 3 }),
  ],
  ["a number that is either", () => text(CSV.replace("0,5", "1.234")), refused("NUMBER_FORMAT_AMBIGUOUS", { row: 2 })],
  [
    "thousands apart by a space that does not break",
    () => withKoefisien("1\u00a0234,5"),
    read(1, "3H KOEFISIEN_NOT_A_NUMBER"),
  ],
  ["thousands apart by a thin space", () => withKoefisien("1\u202f234,5"), read(1, "3H KOEFISIEN_NOT_A_NUMBER")],
  ["grouping that is none", () => withKoefisien("12.34,5"), read(1, "3H KOEFISIEN_NOT_A_NUMBER")],
  ["digits of Arabic", () => withKoefisien("\u0660\u066b\u0665"), read(1, "3H KOEFISIEN_NOT_A_NUMBER")],
  ["digits as wide as letters", () => withKoefisien("\uff11"), read(1, "3H KOEFISIEN_NOT_A_NUMBER")],
  ["a number in a circle", () => withKoefisien("\u2460"), read(1, "3H KOEFISIEN_NOT_A_NUMBER")],
  ["a percentage", () => withKoefisien("50%"), read(1, "3H KOEFISIEN_NOT_A_NUMBER")],
  ["a fraction", () => withKoefisien("1/2"), read(1, "3H KOEFISIEN_NOT_A_NUMBER")],
  ["one half as a character", () => withKoefisien("½"), read(1, "3H KOEFISIEN_NOT_A_NUMBER")],
  ["rupiah", () => withKoefisien("Rp 5.000,00"), read(1, "3H KOEFISIEN_NOT_A_NUMBER")],
  ["an exponent", () => withKoefisien("8e-05"), read(2)],
  ["an exponent beyond everything", () => withKoefisien("1e9999"), read(1, "3H KOEFISIEN_TOO_LARGE")],
  ["an exponent below everything", () => withKoefisien("1e-9999"), read(2)],
  ["an exponent of five digits", () => withKoefisien("1e99999"), read(1, "3H KOEFISIEN_NOT_A_NUMBER")],
  ["30,000 digits", () => withKoefisien("9".repeat(30_000)), read(1, "3H KOEFISIEN_TOO_LARGE")],
  ["30,000 zeros before a digit", () => withKoefisien(`${"0".repeat(30_000)}1`), read(2)],
  ["30,000 decimals", () => withKoefisien(`0,${"1".repeat(30_000)}`), read(2)],
  ["a minus that is a dash", () => withKoefisien("\u22120,5"), read(1, "3H KOEFISIEN_NEGATIVE")],
  ["minus nothing", () => withKoefisien("-0,0000001"), read(1, "3H KOEFISIEN_NEGATIVE")],
  ["NaN", () => withKoefisien("NaN"), read(1, "3H KOEFISIEN_NOT_A_NUMBER")],
  ["infinity", () => withKoefisien("∞"), read(1, "3H KOEFISIEN_NOT_A_NUMBER")],
  ["a sum in place of a number", () => withKoefisien("=1+1"), read(1, "3H KOEFISIEN_NOT_A_NUMBER")],
  // many
  [
    "twenty thousand sumber",
    () => table(...Array.from({ length: 20_000 }, (_, i) => `S${i};1;P;TK;L;Q;OH;1`)),
    read(20_000),
  ],
  [
    "a kode_item at the end of all numbers",
    () => table("S;1;P;TK;TK-999999999;Q;OH;1", "S;1;P;TK;;R;OH;1", "S;1;P;TK;;T;OH;1"),
    read(3),
  ],
];
