import { describe, expect, test } from "vitest";
import { sampleCompanies } from "./companies";

function rowsOf(files: Iterable<Buffer>): string[][] {
  return [...files].flatMap((file) =>
    file
      .toString()
      .trim()
      .split("\n")
      .slice(1)
      .map((row) => row.split(";")),
  );
}
const listsOf = (rows: string[][]) => rows.map((row) => (row[2] ?? "").split(",").filter(Boolean));

describe("sample companies", () => {
  test.each([
    [1000, 10],
    [5000, 3],
    [200, 0],
  ])("of %i hold %i technologies on average, none twice", (companies, technologies) => {
    const rows = rowsOf(sampleCompanies({ companies, technologies }));
    const lists = listsOf(rows);
    expect(rows).toHaveLength(companies);
    expect(rows.every(([name]) => name?.startsWith("Contoh "))).toBe(true);
    expect(lists.every((list) => new Set(list).size === list.length)).toBe(true);
    const average = lists.reduce((sum, list) => sum + list.length, 0) / companies;
    expect(Math.abs(average - technologies)).toBeLessThan(0.2);
  });

  test("draw from at most 20,000 technologies, and from no more than there are", () => {
    const distinct = (companies: number, technologies: number) =>
      new Set(listsOf(rowsOf(sampleCompanies({ companies, technologies }))).flat()).size;
    expect(distinct(30_000, 10)).toBeGreaterThan(19_000);
    expect(distinct(30_000, 10)).toBeLessThanOrEqual(20_000);
    expect(distinct(1, 1000)).toBe(24);
  });

  test("in several files are the same rows, none larger than asked", () => {
    const size = { companies: 500, technologies: 5 };
    const files = [...sampleCompanies(size, 8_000)];
    expect(files.length).toBeGreaterThan(3);
    expect(Math.max(...files.map((file) => file.length))).toBeLessThanOrEqual(8_000);
    expect(rowsOf(files)).toEqual(rowsOf(sampleCompanies(size)));
  });
});
