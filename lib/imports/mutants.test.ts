import { expect, it, vi } from "vitest";
import { analyse } from "./analyse";
import { isBlank } from "./layout";
import { readTable } from "./read/read";
import { GIVES_UP, readCsv, readWorkbook, textsOf } from "./testing/independent";
import { type Mutant, mutant } from "./testing/mutants";
import type { Analysis, SheetRow } from "./types";

// Many files on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

const MUTANTS = 2000;
const BATCH = 100;

interface Read {
  analysis: Analysis;
  rows: SheetRow[];
}

/** null: the file was refused, which it must be with a PortalError. */
async function readMutant(bytes: Buffer): Promise<Read | null> {
  const rows: SheetRow[] = [];
  try {
    const table = await readTable(bytes);
    const kept = async function* () {
      for await (const row of table.rows) {
        rows.push(row);
        yield row;
      }
    };
    return {
      analysis: await analyse({ ...table, rows: kept() }, { numberFormat: "comma", constants: { sumber: "S" } }),
      rows,
    };
  } catch (error) {
    if ((error as Error).name !== "PortalError") throw error;
    return null;
  }
}

/** Every row below the header that holds anything has one outcome, and the counts say the same. */
function expectLedger({ analysis: { reading, counts, findings, ...rest }, rows }: Read): void {
  const whole = ["official", "marked"].includes(reading.layout);
  const below = rows.filter(({ baris, cells }) => (whole || baris > reading.headerRow) && !cells.every(isBlank));
  expect(counts.rows).toBe(below.length);
  const { further_lines = 0 } = counts;
  expect(counts.rows + further_lines).toBe(
    counts.headings + counts.lines + counts.duplicate_identical + counts.rejected,
  );
  const told = new Set(findings.filter(({ kind }) => kind === "rejected").map(({ baris }) => baris));
  expect(told.size).toBe(counts.rejected);
  const numbers = new Set(below.map(({ baris }) => baris));
  const lines = "lines" in rest ? rest.lines : rest.companies;
  for (const { baris } of lines) expect(numbers.has(baris) && !told.has(baris)).toBe(true);
}

/** Cell by cell what readers see that share no code with ours. → the rule of ours by which they differ, if any */
async function expectSameCells(
  { analysis: { reading }, rows }: Read,
  { bytes, delimiter }: Mutant,
): Promise<string | null> {
  if (delimiter !== null) {
    // A mutant that is no zip any more is read as what it is.
    expect(reading.encoding).not.toBeNull();
    expect(textsOf(rows)).toEqual(readCsv(bytes, reading.encoding ?? "utf-8", delimiter));
    return null;
  }
  try {
    expect(textsOf(rows)).toEqual(await readWorkbook(bytes, reading.sheet as string));
    return null;
  } catch (error) {
    const known = GIVES_UP.find(([says]) => says.test((error as Error).message));
    if (!known || (error as Error).name === "AssertionError") throw error;
    return known[1];
  }
}

const seen = { read: 0, refused: 0, explained: new Map<string, number>() };

it.each(Array.from({ length: MUTANTS / BATCH }, (_, i) => i * BATCH))(
  "files that something was done to are refused, or read as other readers see them: seeds from %i",
  async (from) => {
    for (let seed = from; seed < from + BATCH; seed++) {
      const made = await mutant(seed);
      try {
        const read = await readMutant(made.bytes);
        if (!read) {
          seen.refused++;
          continue;
        }
        seen.read++;
        expectLedger(read);
        const rule = await expectSameCells(read, made);
        if (rule) seen.explained.set(rule, (seen.explained.get(rule) ?? 0) + 1);
      } catch (cause) {
        throw new Error(`mutant(${seed}): ${made.done.join(", ")}: ${(cause as Error).message}`, { cause });
      }
    }
  },
);

it("most of them are read, and the other readers seldom give up", () => {
  expect(seen.read).toBeGreaterThan(MUTANTS / 2);
  expect(seen.refused).toBeGreaterThan(MUTANTS / 20);
  expect([...seen.explained.values()].reduce((sum, n) => sum + n, 0)).toBeLessThan(MUTANTS / 100);
});
