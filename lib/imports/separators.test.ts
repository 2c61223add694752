import fs from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTable } from "@/lib/imports/read/read";
import { candidatesOf } from "@/lib/imports/separators";
import { analyseAhsp, analyseRows, HEADER } from "@/lib/imports/testing/rows";
import type { Cell } from "@/lib/imports/types";

const REAL = "../shared/data/SNI_2025_AHSP.xlsx";

/** Jobs of a crew whose items keep their ratios, as analyses do; koefisien as text, those of `lost` as Excel keeps them. */
function file(jobs: { factor: number; lost: number | null }[]): { rows: Cell[][]; truth: Map<number, string> } {
  const items: [string, number][] = [
    ["Pekerja", 6.6],
    ["Tukang batu", 2.2],
    ["Kepala tukang", 0.22],
    ["Mandor", 0.33],
  ];
  const truth = new Map<number, string>();
  const rows: Cell[][] = [HEADER];
  jobs.forEach(({ factor, lost }, job) => {
    items.forEach(([item, usual], index) => {
      const places = index === lost && lost < 2 ? 4 : 3;
      const value = (usual * factor).toFixed(places);
      // Excel takes what looks like thousands for a number: from 1 up, with three decimals or more.
      const isLost = index === lost && Number(value) >= 1 && !value.endsWith("0");
      const text = isLost || Number(value) < 1 ? value : Number(value).toFixed(1);
      if (isLost) truth.set(rows.length + 1, value);
      rows.push([
        "S",
        `1.${job}`,
        `Pekerjaan ${job}`,
        "TK",
        "",
        item,
        "OH",
        isLost ? Number(value.replace(".", "")) : text,
      ]);
    });
  });
  return { rows, truth };
}

describe("a whole number in a column of text decimals", () => {
  test.each([
    ["1234", ["1.234", "1234"]],
    ["83349", ["83.349", "8.3349", "83349"]],
    ["12340", ["12.34", "1.234", "12340"]],
    ["105263", ["105.263", "10.5263", "105263"]],
    ["123", ["123"]],
  ])("%s may have been %j", (raw, candidates) => {
    expect(candidatesOf(raw)).toEqual(candidates);
  });

  test("of four digits can only have been a thousandth; a longer one is judged by the same item in other jobs", async () => {
    const jobs = Array.from({ length: 12 }, (_, n) => ({ factor: 0.4 + n / 20, lost: null as number | null }));
    const { rows, truth } = file([...jobs, { factor: 0.5123, lost: 0 }]);
    rows.push(["S", "2", "Lain", "BHN", "", "Semen", "kg", 1234]);
    const { suspects, flags } = await analyseRows(rows);
    expect(flags.suspect_decimal_separator.lines).toBe(2);
    const [row] = [...truth.keys()];
    expect(suspects).toMatchObject([
      {
        baris: row,
        kolom: "H",
        recommended: truth.get(row as number),
        confidence: "high",
        evidence: { from: "neighbours", ratios: { for: 3, against: 0 }, neighbours: { count: 12 } },
      },
      { raw: "1234", recommended: "1.234", confidence: "high", evidence: { from: "digits", neighbours: null } },
    ]);
  });

  test("without neighbours is left to people, and nothing is changed by itself", async () => {
    const filler = Array.from({ length: 20 }, (_, n) => ["S", "1", "x", "BHN", "", `Item ${n}`, "kg", "0.5"]);
    const { suspects, lines } = await analyseRows([HEADER, ...filler, ["S", "2", "y", "BHN", "", "Unik", "kg", 12345]]);
    expect(suspects).toMatchObject([{ confidence: "low", evidence: { from: "none", neighbours: null } }]);
    expect(lines.at(-1)?.koefisien).toBe("12345");
  });

  test("means what a person decided, keeps its raw text, and is told as repaired; any other value is ignored", async () => {
    const rows = [
      ...file([
        { factor: 0.5, lost: null },
        { factor: 0.6, lost: null },
      ]).rows,
    ];
    rows.push(["S", "9", "x", "TK", "", "Pekerja", "OH", 83349]);
    const at = rows.length;
    const decide = (value: string) =>
      analyseAhsp({ format: "csv", sheet: null, rows: rows.map((cells, i) => ({ baris: i + 1, cells })) }, null, {
        [at]: value,
      });
    const repaired = await decide("8.3349");
    expect(repaired.lines.at(-1)).toMatchObject({ koefisien: "8.3349", koefisien_raw: "83349" });
    expect(repaired.flags.suspect_decimal_separator.lines).toBe(0);
    expect(repaired.findings.map((finding) => finding.code)).toContain("KOEFISIEN_REPAIRED");
    expect(repaired.suspects).toHaveLength(1);
    expect((await decide("83349")).lines.at(-1)).toMatchObject({ koefisien: "83349" });
    expect((await decide("1")).flags.suspect_decimal_separator.lines).toBe(1);
  });

  test("that kept its ratios is recognised in at least 99 of 100 cases that are called sure", async () => {
    let sure = 0;
    let right = 0;
    const factor = fc.double({ min: 0.2, max: 3, noNaN: true });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ factor, lost: fc.constantFrom(null, null, null, 0, 1) }), {
          minLength: 10,
          maxLength: 40,
        }),
        async (jobs) => {
          const { rows, truth } = file(jobs);
          fc.pre(truth.size > 0 && truth.size < rows.length / 3);
          const { suspects } = await analyseRows(rows);
          for (const one of suspects.filter((suspect) => suspect.confidence === "high" && truth.has(suspect.baris))) {
            sure++;
            if (Number(one.recommended) === Number(truth.get(one.baris))) right++;
          }
        },
      ),
      { seed: 7, numRuns: 60 },
    );
    expect(sure).toBeGreaterThan(50);
    expect(right / sure).toBeGreaterThanOrEqual(0.99);
  });

  test.runIf(fs.existsSync(REAL))(
    "of the real file: all 725 are listed, and at least 85 % of them are sure",
    async () => {
      const { suspects, flags } = await analyseAhsp(await readTable(fs.readFileSync(REAL)));
      expect(flags.suspect_decimal_separator.lines).toBe(725);
      expect(suspects).toHaveLength(725);
      expect(suspects.filter((one) => one.confidence === "high").length / 725).toBeGreaterThanOrEqual(0.85);
      expect(
        suspects
          .filter((one) => one.raw.length === 4)
          .every((one) => one.recommended === `${one.raw[0]}.${one.raw.slice(1)}`),
      ).toBe(true);
    },
  );
});
