import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LAYOUTS } from "@/lib/imports/choices";
import { writtenJobs as jobs } from "@/lib/imports/testing/arbitrary";
import { addsUp, analyseWith, understood, WRITERS, type WrittenJob } from "@/lib/imports/testing/layouts";

const inOrder = (list: readonly WrittenJob[]): WrittenJob[] =>
  list.map((job) => ({
    ...job,
    items: ["TK", "BHN", "ALT"].flatMap((kategori) => job.items.filter((one) => one.kategori === kategori)),
  }));

describe("jobs written in a layout", () => {
  it.each(LAYOUTS)("%s read back equal, by their own evidence", async (layout) => {
    await fc.assert(
      fc.asyncProperty(jobs, async (written) => {
        const rows = WRITERS[layout](written);
        const analysis = await analyseWith(rows, { numberFormat: "comma", constants: { sumber: "S" } });
        expect(analysis.findings.filter((finding) => finding.kind !== "flagged")).toEqual([]);
        // Blocks where every job has several items are needed to tell block from flat: a choice settles it.
        if (layout !== "block") expect(analysis.reading.layout).toBe(layout);
        expect(inOrder(understood(analysis))).toEqual(inOrder(written));
        expect(analysis.jobs.every((job) => job.sumber === "S")).toBe(true);
        expect(addsUp(analysis)).toBe(true);
        expect(analysis.counts.rows).toBe(
          rows.filter((row) => row.some((cell) => cell !== null)).length -
            (["official", "marked"].includes(layout) ? 0 : 1),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("says why it is taken for what it is", async () => {
    const written: WrittenJob[] = [
      {
        kode: "1.1.1",
        nama: "Pasang bata",
        satuan: "m2",
        items: [
          { kategori: "TK", uraian: "Pekerja", satuan: "OH", koefisien: "0,3" },
          { kategori: "BHN", uraian: "Bata", satuan: "buah", koefisien: "70" },
        ],
      },
    ];
    const detected = await Promise.all(
      LAYOUTS.map(async (layout) => {
        const { reading } = await analyseWith(WRITERS[layout](written), { constants: { sumber: "S" } });
        return [reading.detection.layout, reading.detection.reason, reading.detection.params];
      }),
    );
    expect(detected).toEqual([
      ["flat", "FLAT_ROWS", {}],
      ["block", "BLOCK_HEADINGS", { headings: 1, items: 2 }],
      ["official", "OFFICIAL_SECTIONS", { row: 6, text: "A. TENAGA KERJA" }],
      ["marked", "MARKED_MARKERS", { row: 1, text: "[AHSP]" }],
      ["packed", "PACKED_LISTS", { columns: "E, F, G" }],
    ]);
  });

  it("is read in another one when a person says so", async () => {
    const rows = [
      ["sumber", "kode", "nama", "uraian", "koefisien"],
      ["S", "1.1", "A", "P", "0,5"],
      [null, "1.1", null, "Q", "0,6"],
    ];
    expect((await analyseWith(rows)).counts).toMatchObject({ lines: 1, rejected: 1 });
    const block = await analyseWith(rows, { layout: "block" });
    expect(block.reading.detection).toEqual({ layout: "block", reason: "CHOSEN", params: {} });
    expect(block.counts).toMatchObject({ lines: 2, rejected: 0 });
  });
});

describe("whatever cells stand in a file", () => {
  const cell = fc.constantFrom(
    null,
    null,
    "",
    "[AHSP]",
    "[TENAGA]",
    "[END]",
    "[X]",
    "[SUMBER]",
    "1.1",
    "A.2.2",
    "Pasang 1 m2",
    "No",
    "Uraian",
    "Kode",
    "Satuan",
    "Koefisien",
    "A",
    "B. BAHAN",
    "TENAGA KERJA",
    "C",
    "PERALATAN",
    "D",
    "Jumlah",
    "F",
    "Harga satuan",
    "Pekerja",
    "OH",
    "0,5",
    7,
    -1,
    "L.01",
    "Pekerja 0,3 OH; x",
    "nama",
    "kode",
    "tenaga",
    "sumber",
    { error: "#N/A" },
    "x".repeat(60),
  );
  const sheet = fc.array(fc.array(cell, { maxLength: 7 }), { minLength: 1, maxLength: 40 });
  it.each(LAYOUTS)("as %s, every row ends in one outcome", async (layout) => {
    const columns = { kode_ahsp: "A", nama_ahsp: "B", uraian_item: "C", satuan_item: "D", koefisien: "E", tenaga: "F" };
    await fc.assert(
      fc.asyncProperty(sheet, fc.boolean(), async (rows, named) => {
        const options = { layout, constants: { sumber: "S" }, numberFormat: "comma" } as const;
        const filled = rows.filter((row) => row.some((one) => one !== null && one !== "")).length;
        try {
          const analysis = await analyseWith(rows, named ? { ...options, columns } : options);
          const above = ["official", "marked"].includes(layout) ? 0 : analysis.reading.headerRow;
          const expected = rows.slice(above).filter((row) => row.some((one) => one !== null && one !== "")).length;
          expect(analysis.counts.rows).toBe(expected);
          expect(addsUp(analysis)).toBe(true);
          const rejected = new Set(analysis.findings.filter((f) => f.kind === "rejected").map((f) => f.baris));
          expect(rejected.size).toBe(analysis.counts.rejected);
          expect(analysis.lines.some((line) => rejected.has(line.baris))).toBe(false);
        } catch (error) {
          const { code } = error as { code?: string };
          expect(["HEADER_MISSING", "COLUMN_MISSING", "COLUMN_TWICE", "NO_ROWS"], `${error} of ${filled}`).toContain(
            code,
          );
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("an official sheet or marked text with cells and rows missing", () => {
  it.each(["official", "marked"] as const)("%s never loses an item without a word", async (layout) => {
    const gaps = fc.array(fc.tuple(fc.nat(400), fc.option(fc.nat(5))), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(jobs, gaps, async (written, missing) => {
        const rows = WRITERS[layout](written);
        for (const [at, column] of missing) {
          const row = rows[at];
          if (!row) continue;
          if (column === null) rows[at] = [];
          else row[column] = null;
        }
        const options = { layout, constants: { sumber: "S" }, numberFormat: "comma" } as const;
        const analysis = await analyseWith(rows, options).catch((error) => {
          expect(["HEADER_MISSING", "COLUMN_MISSING", "NO_ROWS"]).toContain(error.code);
          return null;
        });
        if (!analysis) return;
        const told = new Set([...analysis.lines, ...analysis.findings].map(({ baris }) => baris));
        const [uraian, satuan, koefisien] = layout === "official" ? ([1, 3, 4] as const) : ([1, 2, 3] as const);
        rows.forEach((row, i) => {
          const isItem = row[0] !== "E" && [uraian, satuan, koefisien].every((at) => typeof row[at] === "string");
          if (isItem && /^[0-9,]+$/.test(String(row[koefisien])) && /\p{L}/u.test(String(row[uraian])))
            expect(told).toContain(i + 1);
        });
        // No item comes to stand in a job that its block does not name.
        for (const line of analysis.lines) {
          const job = analysis.jobs[line.job];
          expect(written.some((one) => one.kode === job?.kode_ahsp)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("never gives items to the job of another block, whatever one thing is missing", async () => {
    await fc.assert(
      fc.asyncProperty(jobs, fc.nat(400), fc.option(fc.nat(5)), async (written, at, column) => {
        const blocks = written.map((job) => WRITERS.official([job]));
        const owners = blocks.flatMap((block, i) => block.map(() => written[i]?.kode));
        const rows = blocks.flat();
        if (column === null) rows[at % rows.length] = [];
        else (rows[at % rows.length] as unknown[])[column] = null;
        const options = { layout: "official", constants: { sumber: "S" }, numberFormat: "comma" } as const;
        const analysis = await analyseWith(rows, options).catch(() => null);
        for (const line of analysis?.lines ?? []) {
          expect(analysis?.jobs[line.job]?.kode_ahsp).toBe(owners[line.baris - 1]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
