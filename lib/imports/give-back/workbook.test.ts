import fs from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, it, vi } from "vitest";
import { fromBufferPromise } from "yauzl";
import { COMMENT_LIMIT } from "@/lib/imports/give-back/comments";
import type { Mark } from "@/lib/imports/give-back/marks";
import { markWorkbook } from "@/lib/imports/give-back/workbook";
import { readTable } from "@/lib/imports/read/read";
import { openXlsx } from "@/lib/imports/read/xlsx";
import { analyseAhsp, rowsOfFile } from "@/lib/imports/testing/rows";
import { type Parts, patchDirectory, sheetFile, workbook, workbookParts, zip } from "@/lib/imports/testing/workbook";
import type { SheetRow } from "@/lib/imports/types";

vi.setConfig({ testTimeout: 60_000 });

const SHEET = "xl/worksheets/sheet1.xml";
const mark = (baris: number, kolom: string | null, text = "Salah.", severity: Mark["severity"] = "rejected"): Mark => ({
  baris,
  kolom,
  severity,
  text,
});
const ROWS = [
  ["sumber", "kode", "koefisien"],
  ["S", "1.1", { date: 45678 }],
  ["S", { formula: "B2", value: "1.1" }, 0.5],
  [],
  ["S", null, { styled: true as const }],
];

async function partsOf(bytes: Buffer): Promise<Map<string, Buffer>> {
  const file = await fromBufferPromise(bytes, { lazyEntries: true, autoClose: false });
  const parts = new Map<string, Buffer>();
  for await (const entry of file.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await file.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    parts.set(entry.fileName, Buffer.concat(chunks));
  }
  return parts;
}
const text = (parts: Map<string, Buffer>, name: string) => parts.get(name)?.toString() ?? "";

/** Sizes and times are told and not held to. */
const print = (line: string) => void process.stdout.write(`${line}\n`);

/** Comments of the first sheet by cell. */
async function commentsOf(bytes: Buffer, part = "xl/comments1.xml"): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  let ref = "";
  const parser = new SaxesParser({ position: false });
  parser.on("opentag", ({ name, attributes }) => {
    if (/(^|:)comment$/.test(name)) ref = String((attributes as Record<string, string>).ref);
    if (/(^|:)comment$/.test(name)) found[ref] = "";
    if (name.endsWith("authors")) ref = "";
  });
  parser.on("text", (piece) => {
    if (ref) found[ref] += piece;
  });
  parser.write(text(await partsOf(bytes), part)).close();
  return found;
}

/** Every part that is XML is well-formed, every type and relationship names a part that is there. */
async function assertWhole(bytes: Buffer): Promise<void> {
  const parts = await partsOf(bytes);
  for (const [name, content] of parts) {
    if (/\.(xml|rels|vml)$/.test(name)) new SaxesParser({ xmlns: true }).write(content.toString()).close();
  }
  for (const [, part] of text(parts, "[Content_Types].xml").matchAll(/PartName="\/([^"]+)"/g)) {
    expect(parts.has(part as string), part).toBe(true);
  }
  for (const [name, content] of parts) {
    if (!name.endsWith(".rels")) continue;
    const source = path.posix.join(name, "../..");
    for (const [, target] of content.toString().matchAll(/Target="([^"]+)"/g)) {
      const part = target?.startsWith("/") ? target.slice(1) : path.posix.join(source, target as string);
      expect(parts.has(part), `${name} ${part}`).toBe(true);
    }
  }
}

async function allRows(bytes: Buffer): Promise<SheetRow[][]> {
  const file = await openXlsx(bytes);
  return Promise.all(
    file.sheets.map(async (sheet) => {
      const rows: SheetRow[] = [];
      for await (const row of file.rows(sheet)) rows.push(row);
      return rows;
    }),
  );
}

/** Fill colour and number format of a cell of the first sheet. */
async function lookOf(bytes: Buffer, ref: string): Promise<{ fill: string | null; numFmtId: string | null } | null> {
  const parts = await partsOf(bytes);
  const cell = new RegExp(`<(?:\\w+:)?c [^<>]*r="${ref}"[^<>]*>`).exec(text(parts, SHEET))?.[0];
  if (!cell) return null;
  const s = Number(/ s="([0-9]+)"/.exec(cell)?.[1] ?? 0);
  const styles = text(parts, "xl/styles.xml");
  const xfs = /<(?:\w+:)?cellXfs[^>]*>([\s\S]*?)<\/(?:\w+:)?cellXfs>/.exec(styles)?.[1] ?? "";
  const xf = xfs.match(/<(?:\w+:)?xf\b[^>]*>/g)?.[s] ?? "";
  const fills = /<(?:\w+:)?fills[^>]*>([\s\S]*?)<\/(?:\w+:)?fills>/.exec(styles)?.[1] ?? "";
  const fill = fills.split(/<\/(?:\w+:)?fill>/)[Number(/fillId="([0-9]+)"/.exec(xf)?.[1] ?? 0)] ?? "";
  return {
    fill: /fgColor rgb="([^"]+)"/.exec(fill)?.[1] ?? null,
    numFmtId: /numFmtId="([0-9]+)"/.exec(xf)?.[1] ?? null,
  };
}
const RED = "FFFFC9C4";
const YELLOW = "FFFFEFB3";
const BLUE = "FFD4E6FB";

describe("a marked workbook", () => {
  it("holds the same rows, with a colour and a comment in the marked cells", async () => {
    const original = await sheetFile(ROWS);
    const marked = await markWorkbook(original, "Sheet1", [
      mark(2, "C", "Sel koefisien berisi tanggal. Ubah format sel."),
      mark(3, "B", "Sama.", "flagged"),
      mark(3, "C", "Sekadar tahu.", "info"),
      mark(5, "B", "Kode AHSP kosong."),
    ]);
    await assertWhole(marked);
    expect(await rowsOfFile(marked)).toEqual(await rowsOfFile(original));
    expect(await lookOf(marked, "C2")).toEqual({ fill: RED, numFmtId: "164" });
    expect(await lookOf(marked, "B3")).toEqual({ fill: YELLOW, numFmtId: "3" });
    expect(await lookOf(marked, "C3")).toEqual({ fill: BLUE, numFmtId: "3" });
    expect(await lookOf(marked, "B5")).toEqual({ fill: RED, numFmtId: "3" });
    expect(await commentsOf(marked)).toEqual({
      C2: "AHSP Portal:\nSel koefisien berisi tanggal. Ubah format sel.",
      B3: "AHSP Portal:\nSama.",
      C3: "AHSP Portal:\nSekadar tahu.",
      B5: "AHSP Portal:\nKode AHSP kosong.",
    });
  });

  it("has every other part byte for byte, and only the marked cells of the sheet changed", async () => {
    const parts = workbookParts([
      { name: "Data", rows: ROWS },
      { name: "Lain", rows: [["<&>", 1]] },
    ]);
    parts.set("xl/media/image1.png", Buffer.from([0, 255, 1, 254, 13, 10]));
    parts.set("docProps/app.xml", "<Properties/>\r\n");
    const before = await partsOf(await zip(parts));
    const after = await partsOf(await markWorkbook(await zip(parts), "Data", [mark(2, "B")]));
    const changed = ["[Content_Types].xml", SHEET, "xl/styles.xml"];
    for (const [name, content] of before) if (!changed.includes(name)) expect(after.get(name)).toEqual(content);
    expect([...after.keys()].filter((name) => !before.has(name)).sort()).toEqual([
      "xl/comments1.xml",
      "xl/drawings/vmlDrawing1.vml",
      "xl/worksheets/_rels/sheet1.xml.rels",
    ]);
    expect(
      text(after, SHEET)
        .replace(/<legacyDrawing [^>]*>/, "")
        .replace('r="B2" s="2"', 'r="B2"')
        .replace('r="B2" t="s" s="2"', 'r="B2" t="s"'),
    ).toBe(text(before, SHEET));
  });

  it("gets the cells and rows that it does not hold, in their places", async () => {
    const original = await sheetFile([["a", null, "c"], [], ["d"]]);
    const marked = await markWorkbook(original, "Sheet1", [
      mark(1, "B"),
      mark(1, "AA"),
      mark(2, null),
      mark(3, "C"),
      mark(9, "D"),
    ]);
    await assertWhole(marked);
    expect(await rowsOfFile(marked)).toEqual(await rowsOfFile(original));
    const refs = [...text(await partsOf(marked), SHEET).matchAll(/<c [^>]*?r="([A-Z]+[0-9]+)"/g)].map((m) => m[1]);
    expect(refs).toEqual(expect.arrayContaining(["A1", "B1", "C1", "AA1", "A2", "A3", "C3", "D9"]));
    expect(Object.keys(await commentsOf(marked))).toEqual(["B1", "AA1", "A2", "C3", "D9"]);
  });

  it("gives a cell that it did not hold the style of its row or column", async () => {
    const parts = workbookParts([{ name: "S", rows: [["a"], ["b"]] }]);
    const sheet = String(parts.get(SHEET))
      .replace("<sheetData>", '<cols><col min="2" max="3" width="20" style="1"/></cols><sheetData>')
      .replace('<row r="2">', '<row r="2" s="0" customFormat="1" spans="1:1">');
    parts.set(SHEET, sheet);
    const marked = await markWorkbook(await zip(parts), "S", [mark(1, "B"), mark(2, "C"), mark(7, "C")]);
    await assertWhole(marked);
    expect((await lookOf(marked, "B1"))?.numFmtId).toBe("164");
    expect((await lookOf(marked, "C2"))?.numFmtId).toBe("3");
    expect((await lookOf(marked, "C7"))?.numFmtId).toBe("164");
    expect(text(await partsOf(marked), SHEET)).toContain('spans="1:3"');
  });

  it("says everything about one cell in one comment, in the worst colour", async () => {
    const marked = await markWorkbook(await sheetFile(ROWS), "Sheet1", [
      mark(2, "A", "Satu.", "info"),
      mark(2, null, "Dua.", "rejected"),
      mark(2, "A", "Satu.", "flagged"),
      mark(2, "A", "Tiga.", "flagged"),
    ]);
    expect(await commentsOf(marked)).toEqual({ A2: "AHSP Portal:\nDua.\nSatu.\nTiga." });
    expect((await lookOf(marked, "A2"))?.fill).toBe(RED);
  });

  it("takes any text, and cuts it to what a comment can hold", async () => {
    const hostile = '</t></text>"&<!--]]>\u0000\u0001\ud800x\uffff _x000D_\r\n=cmd';
    const marked = await markWorkbook(await sheetFile(ROWS), "Sheet1", [
      mark(1, "A", hostile),
      mark(1, "B", "😀".repeat(40_000)),
      mark(1, '"><x', "kolom"),
      mark(0, "A"),
      mark(2_000_000, "A"),
      mark(1.5, "A"),
      mark(1, "ZZZ"),
    ]);
    await assertWhole(marked);
    const comments = await commentsOf(marked);
    expect(Object.keys(comments)).toEqual(["A1", "B1"]);
    expect(comments.A1).toContain('</t></text>"&<!--]]>x _x005F_x000D_\n=cmd');
    expect(comments.B1?.length).toBeLessThanOrEqual(32_767);
    expect(comments.B1).toMatch(/😀…$/u);
  });
});

describe("a workbook that is marked again", () => {
  it("shows what is left to correct, and nothing of the marks before", async () => {
    const original = await sheetFile(ROWS);
    const first = await markWorkbook(original, "Sheet1", [mark(2, "C"), mark(3, "B"), mark(3, "C", "Lama.")]);
    const second = await markWorkbook(first, "Sheet1", [mark(3, "C", "Baru.", "flagged"), mark(1, "A")]);
    await assertWhole(second);
    expect(await rowsOfFile(second)).toEqual(await rowsOfFile(original));
    expect(await commentsOf(second)).toEqual({ A1: "AHSP Portal:\nSalah.", C3: "AHSP Portal:\nBaru." });
    expect(await lookOf(second, "C2")).toEqual({ fill: null, numFmtId: "164" });
    expect(await lookOf(second, "C3")).toEqual({ fill: YELLOW, numFmtId: "3" });
    const parts = await partsOf(second);
    const boxes = text(parts, "xl/drawings/vmlDrawing1.vml");
    expect(boxes.match(/<v:shape /g)).toHaveLength(2);
    expect(new Set(boxes.match(/_x0000_s\d+/g)).size).toBe(2);
    expect([...parts.keys()].filter((name) => /comments|vml/.test(name))).toHaveLength(2);
    const none = await markWorkbook(second, "Sheet1", []);
    await assertWhole(none);
    expect(await commentsOf(none)).toEqual({});
    expect(await lookOf(none, "C3")).toEqual({ fill: null, numFmtId: "3" });
  });

  it("has the bytes that it would have from the start", async () => {
    const marks = [mark(2, "C"), mark(3, "B", "Sama.", "info")];
    const once = await markWorkbook(await sheetFile(ROWS), "Sheet1", marks);
    const twice = await partsOf(await markWorkbook(once, "Sheet1", marks));
    for (const [name, content] of await partsOf(once))
      expect(twice.get(name)?.toString(), name).toBe(content.toString());
  });

  it("has the colours of its owner again", async () => {
    const parts = workbookParts([{ name: "S", rows: [[{ styled: true }, "x"]] }]);
    const own =
      '<fill><patternFill patternType="solid"><fgColor theme="4" tint="0.5"/><bgColor indexed="64"/></patternFill></fill>';
    parts.set(
      "xl/styles.xml",
      String(parts.get("xl/styles.xml"))
        .replace("<cellStyleXfs", `<fills count="3"><fill/><fill/>${own}</fills><cellStyleXfs`)
        .replace('<xf numFmtId="164"/>', '<xf numFmtId="164" fillId="2" applyFill="1"><alignment wrapText="1"/></xf>'),
    );
    const marked = await markWorkbook(await zip(parts), "S", [mark(1, "A")]);
    const cleared = text(await partsOf(await markWorkbook(marked, "S", [])), "xl/styles.xml");
    const sheet = text(await partsOf(await markWorkbook(marked, "S", [])), SHEET);
    expect(sheet).toMatch(/r="A1" s="1"/);
    expect(cleared).toContain(own);
  });
});

describe("the comments of people", () => {
  async function commented(threaded = false): Promise<Parts> {
    const parts = workbookParts([{ name: "S", rows: ROWS }]);
    const author = threaded ? "tc={A-B}" : "Siti &amp; Budi";
    parts.set(
      SHEET,
      String(parts.get(SHEET)).replace(
        "</worksheet>",
        '<legacyDrawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId7"/><extLst/></worksheet>',
      ),
    );
    parts.set(
      "xl/worksheets/_rels/sheet1.xml.rels",
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId7" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/vmlDrawing" Target="../drawings/vmlDrawing3.vml"/><Relationship Id="rId8" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="../comments9.xml"/></Relationships>',
    );
    parts.set(
      "xl/comments9.xml",
      `<x:comments xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:authors><x:author>${author}</x:author></x:authors><x:commentList><x:comment ref="B2" authorId="0"><x:text><x:t>periksa &lt;PDF&gt;</x:t></x:text></x:comment><x:comment ref="A1" authorId="0"><x:text><x:r><x:rPr><x:b/></x:rPr><x:t>judul</x:t></x:r></x:text></x:comment></x:commentList></x:comments>`,
    );
    const shape = (row: number, column: number, id: number) =>
      `<v:shape id="_x0000_s${id}" type="#_x0000_t202"><x:ClientData ObjectType="Note"><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`;
    parts.set(
      "xl/drawings/vmlDrawing3.vml",
      `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="4"/></o:shapelayout><v:shapetype id="_x0000_t202"/>${shape(1, 1, 4097)}${shape(0, 0, 4098)}</xml>`,
    );
    return parts;
  }

  it("stay, and what is said about their cells stands below them, once", async () => {
    const original = await zip(await commented());
    const first = await markWorkbook(original, "S", [mark(2, "B", "Salah."), mark(3, "A", "Juga.")]);
    const second = await markWorkbook(first, "S", [mark(2, "B", "Masih salah."), mark(3, "A", "Juga.")]);
    for (const bytes of [first, second]) await assertWhole(bytes);
    expect(await commentsOf(second, "xl/comments9.xml")).toEqual({
      B2: "periksa <PDF>\n\nAHSP Portal:\nMasih salah.",
      A1: "judul",
      A3: "AHSP Portal:\nJuga.",
    });
    const none = await markWorkbook(second, "S", []);
    expect(await commentsOf(none, "xl/comments9.xml")).toEqual({ B2: "periksa <PDF>", A1: "judul" });
    const boxes = text(await partsOf(second), "xl/drawings/vmlDrawing3.vml");
    expect(boxes.match(/<v:shape /g)).toHaveLength(3);
    expect(boxes).toContain('data="4,5"');
    expect(boxes).toContain('id="_x0000_s5121"');
    expect(text(await partsOf(none), "xl/drawings/vmlDrawing3.vml").match(/<v:shape /g)).toHaveLength(2);
    expect(text(await partsOf(second), SHEET).match(/<legacyDrawing /g)).toHaveLength(1);
  });

  it("stay as they are where they are threads", async () => {
    const marked = await markWorkbook(await zip(await commented(true)), "S", [mark(2, "B", "Salah.")]);
    expect(await commentsOf(marked, "xl/comments9.xml")).toEqual({ B2: "periksa <PDF>", A1: "judul" });
    expect((await lookOf(marked, "B2"))?.fill).toBe(RED);
  });
});

describe("a workbook of another make", () => {
  it("may carry namespace prefixes, cells without references and no styles", async () => {
    const parts = workbookParts([
      {
        name: "S",
        rows: [
          ["a", 2],
          ["b", 3],
        ],
      },
    ]);
    const prefixed = String(parts.get(SHEET))
      .replace(/<(\/?)(worksheet|sheetData|row|c|v)\b/g, "<$1x:$2")
      .replace("xmlns=", "xmlns:x=")
      .replace(/ r="[A-Z]?[0-9]+"/g, "");
    parts.set(SHEET, prefixed);
    parts.delete("xl/styles.xml");
    parts.set(
      "xl/_rels/workbook.xml.rels",
      String(parts.get("xl/_rels/workbook.xml.rels")).replace(/<Relationship [^>]*styles.xml"\/>/, ""),
    );
    const original = await zip(parts);
    const marked = await markWorkbook(original, "S", [mark(1, "B"), mark(2, "D"), mark(4, "A")]);
    await assertWhole(marked);
    expect(await rowsOfFile(marked)).toEqual(await rowsOfFile(original));
    const after = await partsOf(marked);
    expect(text(after, SHEET)).toContain('<x:c r="D2"');
    expect(text(after, SHEET)).toContain('<x:row r="4"><x:c r="A4"');
    expect([...after.keys()]).toContain("xl/styles1.xml");
  });

  it("keeps what follows the cells in the order that a worksheet has", async () => {
    const parts = workbookParts([{ name: "S", rows: [["a"]] }]);
    const after = '<pageMargins left="1"/><tableParts count="0"/><extLst/></worksheet>';
    parts.set(
      SHEET,
      String(parts.get(SHEET))
        .replace("</worksheet>", after)
        .replace("<sheetData>", '<dimension ref="A1"/><sheetData>'),
    );
    const sheet = text(await partsOf(await markWorkbook(await zip(parts), "S", [mark(3, "B")])), SHEET);
    expect(sheet).toMatch(
      /<pageMargins left="1"\/><legacyDrawing [^>]*\/><tableParts count="0"\/><extLst\/><\/worksheet>$/,
    );
    expect(sheet).toContain('<dimension ref="A1:B3"/>');
  });

  it("may have a sheet without rows", async () => {
    const parts = workbookParts([{ name: "S", rows: [] }]);
    parts.set(SHEET, String(parts.get(SHEET)).replace(/<sheetData>.*<\/sheetData>/, "<sheetData/>"));
    const marked = await markWorkbook(await zip(parts), "S", [mark(2, null)]);
    await assertWhole(marked);
    expect(Object.keys(await commentsOf(marked))).toEqual(["A2"]);
  });

  it("is the same file when there is nothing to say", async () => {
    const original = await sheetFile(ROWS);
    expect(await markWorkbook(original, "Sheet1", [])).toBe(original);
  });
});

describe("what cannot be marked is refused", () => {
  it("as a file: a sheet that is not there, a part that is damaged", async () => {
    const original = await sheetFile(ROWS);
    await expect(markWorkbook(original, "Tidak ada", [mark(1, "A")])).rejects.toMatchObject({ code: "SHEET_MISSING" });
    const parts = workbookParts([{ name: "S", rows: ROWS }]);
    parts.set("xl/media/image1.png", Buffer.from("gambar"));
    for (const part of ["xl/media/image1.png", SHEET, "xl/styles.xml"]) {
      const damaged = patchDirectory(await zip(parts), part, { crc: (crc) => crc + 1 });
      await expect(markWorkbook(damaged, "S", [mark(1, "A")])).rejects.toMatchObject({ code: "FILE_DAMAGED" });
    }
    parts.set(SHEET, String(parts.get(SHEET)).replace("</sheetData>", '<row r="2"/></sheetData>'));
    await expect(markWorkbook(await zip(parts), "S", [mark(1, "A")])).rejects.toMatchObject({ code: "FILE_DAMAGED" });
    parts.set(SHEET, "<worksheet><sheetData><row>");
    await expect(markWorkbook(await zip(parts), "S", [mark(1, "A")])).rejects.toMatchObject({ code: "FILE_DAMAGED" });
  });
});

describe("for any rows and marks", () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 5 }).map((s) => s.replace(/[^\u0020-\ud7ff]/g, "")),
    fc.integer(),
    fc.constant(null),
    fc.constant({ styled: true as const }),
    fc.integer({ min: 1, max: 50_000 }).map((date) => ({ date })),
  );
  const rows = fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 8 });
  const marks = fc.array(
    fc.record({
      baris: fc.integer({ min: 1, max: 12 }),
      kolom: fc.option(fc.constantFrom("A", "B", "C", "F", "Z")),
      severity: fc.constantFrom("rejected" as const, "flagged" as const, "info" as const),
      text: fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
    }),
    { maxLength: 12 },
  );
  it("the same rows are read, and every marked cell has one comment", async () => {
    await fc.assert(
      fc.asyncProperty(rows, marks, marks, async (input, some, others) => {
        const original = await workbook({ name: "S", rows: input }, { name: "T", rows: [["x"]] });
        const first = await markWorkbook(original, "S", some);
        const second = await markWorkbook(first, "S", others);
        for (const bytes of [first, second]) {
          await assertWhole(bytes);
          expect(await allRows(bytes)).toEqual(await allRows(original));
        }
        if (others.length === 0) return;
        const comments = Object.keys(await commentsOf(second));
        for (const { baris, kolom } of others) if (kolom) expect(comments).toContain(`${kolom}${baris}`);
      }),
      { numRuns: 60 },
    );
  });
});

it("a sheet with more marks than comments can be is coloured throughout", async () => {
  const rows = Array.from({ length: COMMENT_LIMIT + 10 }, (_, i) => [`baris ${i}`, i]);
  const original = await sheetFile(rows);
  const started = performance.now();
  const marked = await markWorkbook(
    original,
    "Sheet1",
    rows.map((_, i) => mark(i + 1, "B", `Koefisien kosong pada baris ${i + 1}. Isi koefisien.`)),
  );
  print(`${rows.length} marks: ${Math.round(performance.now() - started)} ms, ${marked.length} bytes`);
  expect(Object.keys(await commentsOf(marked))).toHaveLength(COMMENT_LIMIT);
  expect((await lookOf(marked, `B${rows.length}`))?.fill).toBe(RED);
  const again = await markWorkbook(marked, "Sheet1", [mark(1, "A")]);
  expect(Object.keys(await commentsOf(again))).toEqual(["A1"]);
});

const REAL = path.resolve(process.cwd(), "../shared/data/SNI_2025_AHSP.xlsx");
describe.runIf(fs.existsSync(REAL))("the real file", () => {
  it("comes back with its 725 suspects marked and the same rows", async () => {
    const original = fs.readFileSync(REAL);
    const { suspects } = await analyseAhsp(await readTable(original));
    expect(suspects).toHaveLength(725);
    const marks = suspects.map(({ baris, kolom, raw }) => mark(baris, kolom, `${raw}: pemisah desimal?`, "flagged"));
    const started = performance.now();
    const marked = await markWorkbook(original, "SNI_2025_AHSP", marks);
    const ms = Math.round(performance.now() - started);
    print(`${original.length} bytes marked in ${ms} ms: ${marked.length} bytes`);
    await assertWhole(marked);
    expect(await rowsOfFile(marked)).toEqual(await rowsOfFile(original));
    expect(Object.keys(await commentsOf(marked))).toHaveLength(725);
    const [before, after] = [await partsOf(original), await partsOf(marked)];
    const same = [...before].filter(([name, content]) => after.get(name)?.equals(content)).map(([name]) => name);
    expect([...before.keys()].filter((name) => !same.includes(name)).sort()).toEqual([
      "[Content_Types].xml",
      "xl/styles.xml",
      "xl/worksheets/_rels/sheet1.xml.rels",
      SHEET,
    ]);
    if (process.env.KEEP_MARKED) fs.writeFileSync(process.env.KEEP_MARKED, marked);
  });
});
