import { describe, expect, test } from "vitest";
import { analyse } from "@/lib/imports/analyse";
import { readTable } from "@/lib/imports/read/read";
import { sampleFile } from "./generate";

describe("sample data", () => {
  test("is the same every time", () => {
    expect(sampleFile({ ahsp: 200, rincian: 600 }).equals(sampleFile({ ahsp: 200, rincian: 600 }))).toBe(true);
  });

  test.each([
    [1, 1],
    [50, 2000],
    [5000, 15000],
    [777, 2001],
  ])("of %i AHSP and %i rincian imports as exactly that, without a rejected or repeated row", async (ahsp, rincian) => {
    const { jobs, lines, counts } = await analyse(await readTable(sampleFile({ ahsp, rincian })), {
      numberFormat: null,
    });
    expect(counts).toEqual({ rows: rincian, headings: 0, lines: rincian, duplicate_identical: 0, rejected: 0 });
    expect([jobs.length, lines.length]).toEqual([ahsp, rincian]);
  });

  test("holds about 1 % of each anomaly, several sumber and klasifikasi, and says that it is a sample", async () => {
    const { jobs, lines } = await analyse(await readTable(sampleFile({ ahsp: 5000, rincian: 15000 })), {
      numberFormat: null,
    });
    expect(lines.filter((line) => Number(line.koefisien) === 0).length / lines.length).toBeCloseTo(0.01, 2);
    expect(lines.filter((line) => line.satuan_item === null).length / lines.length).toBeCloseTo(0.01, 2);
    expect(new Set(jobs.map((job) => job.klasifikasi)).size).toBe(3);
    expect(new Set(jobs.map((job) => job.sumber)).size).toBe(3);
    expect(jobs.every((job) => job.sumber.startsWith("Contoh "))).toBe(true);
  });
});
