import { describe, expect, test } from "vitest";
import { readTable } from "@/lib/imports/read/read";
import { analyseAhsp } from "@/lib/imports/testing/rows";
import { sampleFile, sampleFiles } from "./generate";

describe("sample data", () => {
  test("is the same every time", () => {
    expect(sampleFile({ ahsp: 200, rincian: 600 }).equals(sampleFile({ ahsp: 200, rincian: 600 }))).toBe(true);
  });

  test("in several files is the same rows, no job in two files and none larger than asked", () => {
    const size = { ahsp: 300, rincian: 1000 };
    const files = [...sampleFiles(size, 20_000)].map((file) => file.toString());
    const body = (text: string) => text.slice(text.indexOf("\n") + 1);
    expect(files.length).toBeGreaterThan(3);
    expect(files.map(body).join("")).toBe(body(sampleFile(size).toString()));
    expect(Math.max(...files.map((file) => Buffer.byteLength(file)))).toBeLessThanOrEqual(20_000);
    const jobsOf = (text: string) =>
      new Set(
        body(text)
          .trim()
          .split("\n")
          .map((row) => row.split(";").slice(0, 2).join(";")),
      );
    expect(files.reduce((sum, file) => sum + jobsOf(file).size, 0)).toBe(300);
  });

  test.each([
    [0, 0],
    [5, 4],
  ])("of %i AHSP and %i rincian cannot be", (ahsp, rincian) => {
    expect(() => sampleFile({ ahsp, rincian })).toThrow(RangeError);
  });

  test.each([
    [1, 1],
    [50, 2000],
    [5000, 15000],
    [777, 2001],
  ])("of %i AHSP and %i rincian imports as exactly that, without a rejected or repeated row", async (ahsp, rincian) => {
    const { jobs, lines, counts } = await analyseAhsp(await readTable(sampleFile({ ahsp, rincian })));
    expect(counts).toEqual({ rows: rincian, headings: 0, lines: rincian, duplicate_identical: 0, rejected: 0 });
    expect([jobs.length, lines.length]).toEqual([ahsp, rincian]);
  });

  test("holds about 1 % of each anomaly, several sumber and klasifikasi, and says that it is a sample", async () => {
    const { jobs, lines } = await analyseAhsp(await readTable(sampleFile({ ahsp: 5000, rincian: 15000 })));
    expect(lines.filter((line) => Number(line.koefisien) === 0).length / lines.length).toBeCloseTo(0.01, 2);
    expect(lines.filter((line) => line.satuan_item === null).length / lines.length).toBeCloseTo(0.01, 2);
    expect(new Set(jobs.map((job) => job.klasifikasi)).size).toBe(3);
    expect(new Set(jobs.map((job) => job.sumber)).size).toBe(3);
    expect(jobs.every((job) => job.sumber.startsWith("Contoh "))).toBe(true);
  });
});
