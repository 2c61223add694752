import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { analyseCompanies, analyseRows, short } from "@/lib/imports/testing/rows";
import type { Cell } from "@/lib/imports/types";
import { readTechnologies } from "./technologies";

const HEADER = ["Nama Perusahaan", "Website", "Teknologi"];
const read = (...rows: Cell[][]) => analyseCompanies([HEADER, ...rows]);

describe("a cell of technologies", () => {
  test.each<[string, string[], Partial<{ blanks: number; repeated: number }>]>([
    ["React; Vue ;Go", ["React", "Vue", "Go"], {}],
    ["React, Vue", ["React", "Vue"], {}],
    ["C, C++; Go", ["C, C++", "Go"], {}],
    ["React;", ["React"], {}],
    ["React;;Vue", ["React", "Vue"], { blanks: 1 }],
    ["React; \u00a0 ;Vue; ", ["React", "Vue"], { blanks: 1 }],
    ["Go, Go,go", ["Go", "go"], { repeated: 1 }],
    ['["C, C++", " Go ", null, "", "Go"]', ["C, C++", "Go"], { blanks: 2, repeated: 1 }],
    ["[]", [], {}],
    ["", [], {}],
    ["React", ["React"], {}],
  ])("%j is %j", (text, values, counts) => {
    expect(readTechnologies(text)).toEqual({ list: { values, blanks: 0, repeated: 0, ...counts } });
  });

  test.each(['["React"', "[1]", '[["a"]]', "[React]", "[true]", "[]x", "[{}]"])("%j is refused", (text) => {
    expect(readTechnologies(text)).toMatchObject({ refused: { code: "TECHNOLOGIES_NOT_A_LIST" } });
  });

  test.each(['["\\u0000"]', '["\\u0001 Go"]', '["Go", "\\ud800"]'])("%j spells what no text may hold", (text) => {
    expect(readTechnologies(text)).toMatchObject({ refused: { code: "TEXT_HAS_CONTROL_CHARACTER" } });
  });

  test("holds no value longer than 200 characters, as the database counts them", () => {
    expect(readTechnologies("x".repeat(200))).toMatchObject({ list: { values: ["x".repeat(200)] } });
    expect(readTechnologies("😀".repeat(200))).toMatchObject({ list: { values: ["😀".repeat(200)] } });
    expect(readTechnologies(`a;${"x".repeat(201)}`)).toMatchObject({
      refused: { code: "TEXT_TOO_LONG", params: { length: 201, limit: 200 } },
    });
  });

  test("comes back as it was written in JSON", () => {
    const name = fc
      .string({ minLength: 1, maxLength: 20 })
      .filter((text) => text.trim() === text && text !== "" && !text.includes("\0"));
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1 }), (values) => {
        expect(readTechnologies(JSON.stringify(values))).toEqual({ list: { values, blanks: 0, repeated: 0 } });
      }),
    );
  });
});

describe("a file of companies", () => {
  test("is known by its header; one of AHSP with such columns beside its own stays one of AHSP", async () => {
    expect(await read(["PT A", "A.test", "Go"])).toMatchObject({
      kind: "companies",
      companies: [{ baris: 2, name: "PT A", domain: "a.test", technologies: ["Go"] }],
    });
    const ahsp = await analyseRows([
      ["sumber", "kode", "nama", "uraian", "koefisien", "domain", "company"],
      ["S", "1.1", "x", "Pekerja", "0,5", "a.test", "PT A"],
    ]);
    expect(ahsp).toMatchObject({ kind: "ahsp", counts: { lines: 1 } });
    expect(ahsp.reading.columns.map((column) => column.field)).not.toContain("domain");
  });

  test("is never one of AHSP with a column of technologies, nor known by the name of an AHSP", async () => {
    const ahsp = await analyseRows([
      ["sumber", "kode", "nama", "uraian", "koefisien", "teknologi"],
      ["S", "1.1", "x", "Pekerja", "0,5", "Go"],
    ]);
    expect(ahsp).toMatchObject({ kind: "ahsp", counts: { lines: 1 } });
    await expect(
      analyseCompanies([
        ["kode_ahsp", "nama_ahsp", "teknologi"],
        ["1.1", "x", "Go"],
      ]),
    ).rejects.toThrow("COLUMN_MISSING");
    expect(
      (
        await analyseCompanies([
          ["kode", "nama", "teknologi"],
          ["7", "PT A", "Go"],
        ])
      ).companies,
    ).toHaveLength(1);
  });

  test("has its header below a title that names some of its columns", async () => {
    const rows = [["Perusahaan", "Situs"], ["Daftar 2025"], ["name", "technologies"], ["PT A", "Go"]];
    expect(await analyseCompanies(rows)).toMatchObject({ reading: { headerRow: 3 }, counts: { lines: 1 } });
    await expect(
      analyseCompanies([
        ["Perusahaan", "Situs"],
        ["PT A", "a.test"],
      ]),
    ).rejects.toThrow("HEADER_MISSING");
  });

  test.each([[["name", "technologies"]], [["PERUSAHAAN", "teknologi"]], [["Company", "Technology", "domain"]]])(
    "may call its columns %j",
    async (header) => {
      expect((await analyseCompanies([header, ["PT A", "Go"]])).companies).toHaveLength(1);
    },
  );

  test("keeps one row of what is said twice the same, and refuses what is said twice differently", async () => {
    const analysis = await read(
      ["PT A", "a.test", "Go"],
      ["PT A", "A.TEST", "Go"],
      ["PT A", "a.test", "Rust"],
      ["PT A", null, "Go"],
      ["PT A", null, "Go; Go"],
    );
    expect(short(analysis)).toEqual([
      "3 DUPLICATE_IDENTICAL",
      "4B COMPANY_TWICE",
      "6C TECHNOLOGY_REPEATED",
      "6 DUPLICATE_IDENTICAL",
    ]);
    expect((await read(["PT A", null, "Go"], [" PT A", null, "Rust"])).findings).toMatchObject([
      { kolom: "A", code: "COMPANY_TWICE", value: " PT A", params: { first: 2 } },
    ]);
    expect(analysis.counts).toEqual({ rows: 5, headings: 0, lines: 2, duplicate_identical: 2, rejected: 1 });
  });

  test("refuses a row that is longer than its header, instead of losing what stands there", async () => {
    const analysis = await read(["PT A", "a.test", "React", " Vue", " Go"], ["PT B", "b.test", "Go", "", null]);
    expect(short(analysis)).toEqual(["2 CELLS_BEYOND_HEADER"]);
    expect(analysis.companies.map((company) => company.name)).toEqual(["PT B"]);
  });

  test("says of every cell that it cannot take where it is and why", async () => {
    const analysis = await read(
      [null, "a.test", "Go"],
      [{ date: 45000 }, "b.test", "Go"],
      ["PT C", { error: "#N/A" }, "Go"],
      ["PT D", "d.test", '["Go"'],
      ["PT E", "e.test", { formula: true }],
      ["x".repeat(201), null, null],
      ["PT\u0000F", null, null],
      ["PT G", null, null],
    );
    expect(short(analysis)).toEqual([
      "2A COMPANY_NAME_MISSING",
      "3A CELL_IS_DATE",
      "4B CELL_ERROR",
      "5C TECHNOLOGIES_NOT_A_LIST",
      "6C CELL_FORMULA_WITHOUT_VALUE",
      "7A TEXT_TOO_LONG",
      "8A TEXT_HAS_CONTROL_CHARACTER",
    ]);
    expect(analysis.companies).toEqual([{ baris: 9, name: "PT G", domain: null, technologies: [] }]);
  });

  test("whatever is in it, every row has one outcome, and the outcomes add up", async () => {
    const cell = fc.oneof(
      fc.constantFrom<Cell>(
        null,
        "",
        " ",
        "a",
        "b",
        "a;b",
        "a,,b",
        '["a"]',
        "[",
        7,
        true,
        { date: 1 },
        { error: "#REF!" },
        { formula: true },
      ),
      fc.string({ maxLength: 12 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 40 }), async (rows) => {
        const given = rows.filter((row) =>
          row.some((one) => one !== null && !(typeof one === "string" && one.trim() === "")),
        );
        fc.pre(given.length > 0);
        const { counts, companies, findings } = await read(...rows);
        expect(counts.rows).toBe(given.length);
        expect(counts.lines + counts.duplicate_identical + counts.rejected).toBe(counts.rows);
        expect(companies).toHaveLength(counts.lines);
        const rejected = new Set(findings.filter((one) => one.kind === "rejected").map((one) => one.baris));
        expect(rejected.size).toBe(counts.rejected);
        expect(new Set(companies.map((one) => one.domain ?? `\0${one.name}`)).size).toBe(companies.length);
      }),
    );
  });
});
