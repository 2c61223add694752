import { expect, it, vi } from "vitest";
import { analyse } from "@/lib/imports/analyse";
import type { Choices } from "@/lib/imports/choices";
import { isBlank } from "@/lib/imports/layout";
import { readTable } from "@/lib/imports/read/read";
import type { Answer } from "@/lib/imports/testing/hostile/builders";
import { HOSTILE_FILES } from "@/lib/imports/testing/hostile/files";
import { sniFile } from "@/lib/imports/testing/sni";
import type { SheetRow } from "@/lib/imports/types";

// Whole files and processes on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });

/** What becomes of the file; of one that is read, every row with something in it must have an outcome. */
async function outcome(bytes: Buffer, choices: Partial<Choices>): Promise<Answer> {
  const seen: SheetRow[] = [];
  try {
    const { rows, ...table } = await readTable(bytes, choices);
    const options = { numberFormat: null, ...choices };
    const { reading, counts, findings } = await analyse({ ...table, rows: kept(rows, seen) }, options);
    const whole = ["official", "marked"].includes(reading.layout);
    const below = seen.filter(({ baris, cells }) => (whole || baris > reading.headerRow) && !cells.every(isBlank));
    expect(counts.rows).toBe(below.length);
    expect(counts.rows).toBe(counts.headings + counts.lines + counts.duplicate_identical + counts.rejected);
    const out = findings.filter(({ kind }) => kind === "rejected" || kind === "duplicate");
    expect(new Set(out.map(({ baris }) => baris)).size).toBe(counts.rejected + counts.duplicate_identical);
    return { lines: counts.lines, refused: out.map(({ baris, kolom, code }) => `${baris}${kolom ?? ""} ${code}`) };
  } catch (error) {
    if ((error as Error).name !== "PortalError") throw error;
    const { code, params } = error as Extract<Answer, { code: unknown }>;
    return { code, params };
  }
}

async function* kept(rows: AsyncIterable<SheetRow>, seen: SheetRow[]): AsyncGenerator<SheetRow> {
  for await (const row of rows) {
    seen.push(row);
    yield row;
  }
}

it("there are files of more than two hundred kinds, each with a name of its own", () => {
  expect(new Set(HOSTILE_FILES.map(({ name }) => name)).size).toBe(HOSTILE_FILES.length);
  expect(HOSTILE_FILES.length).toBeGreaterThan(200);
});

it.each(HOSTILE_FILES)("$name: has a decided answer", async ({ make, answer, choices }) => {
  expect(await outcome(await make(), choices)).toMatchObject(answer);
});

it("any single flipped bit of a workbook is refused, or changes nothing that is read", async () => {
  const { bytes } = await sniFile(10);
  const whole = JSON.stringify(await everything(bytes));
  for (let at = 0; at < bytes.length; at += 7) {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] as number) ^ (1 << (at % 8));
    const read = await everything(copy).catch((error: { code?: string; name?: string }) => {
      if (error.name !== "PortalError") throw error;
      return null;
    });
    if (read) expect(JSON.stringify(read)).toBe(whole);
  }
});

it("any truncation of a workbook is refused", async () => {
  const { bytes } = await sniFile(10);
  for (let length = 0; length < bytes.length; length += 61) {
    await expect(everything(bytes.subarray(0, length))).rejects.toHaveProperty("name", "PortalError");
  }
});

async function everything(bytes: Buffer) {
  return analyse(await readTable(bytes), { numberFormat: null });
}
