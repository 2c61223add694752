/** Numeric cells that may have lost their decimal separator: what they may have meant, and how sure that is. */

import type { Suspect, SuspectEvidence } from "@/lib/imports/choices";
import { DecimalHabits } from "@/lib/imports/evidence/decimal-habits";
import { ItemIndex } from "@/lib/imports/evidence/item-index";
import { Neighbours } from "@/lib/imports/evidence/neighbours";
import type { ParsedLine } from "@/lib/imports/types";

/** A suspect cell: the place of its line in `lines`, and the whole number that the cell holds. */
export interface SuspectCell {
  position: number;
  raw: string;
  /** Letter of its column. */
  kolom: string;
}

export interface Circumstances {
  /** Whether the column holds whole numbers in numeric cells that have lost nothing: then a suspect may be one as well. */
  wholeNumbers?: boolean;
  /** Texts of values below this kept their separator: 1. Another only to measure how often the judgement is right. */
  least?: number;
}

/** Other lines of a block that are asked. */
const MOST_WITNESSES = 30;
/** Weight of the very value of a candidate, digit for digit, at the same item of another job. */
const SAME_VALUE = 3;
/**
 * A candidate this much likelier than the next (in log-likelihood) is believed. Measured on the real file by moving the
 * limit below which separators are kept down by a decade, where what was lost is known: of what was believed, 0.1 % was
 * wrong, and 66 % was believed at all; two decades down 0.8 % and 57 % (lib/imports/separators.test.ts).
 */
const BELIEVED = 2;
/** Fewer say nothing about what is usual. */
const LEAST_NEIGHBOURS = 4;
const HALF_A_DECADE = Math.sqrt(10);
/** From this difference on a witness is counted as one for or against. */
const CLEAR = 0.5;

/**
 * Judges suspect cells by the evidence in their own file. Excel in an Indonesian locale reads the text "83.349" as the
 * number 83349; it leaves texts below 1 ("0.123") alone, so four digits can only have been N/1000. Longer ones are
 * compared with the other items of their job, to which they have a usual ratio in other jobs. That a job rounds to three
 * or to four decimals counts as well, but never decides. Two things do not count, because they were wrong too often
 * where the truth is known: the usual koefisien of the item by itself (what was lost is missing from it), and that the
 * same digits at the same item mean the same (0.105 and 0.0105 occur beside each other).
 * @param lines of the file; those that were rejected are null; those of suspects say what was decided about them, or
 *   nothing, and are not asked
 * @returns in the order of `cells`, without those of rejected lines
 */
export function judgeSuspects(
  lines: readonly (ParsedLine | null)[],
  jobs: number,
  cells: readonly SuspectCell[],
  circumstances: Circumstances = {},
): Suspect[] {
  if (cells.length === 0) return [];
  const judge = new Judge(lines, jobs, cells, circumstances);
  return cells.flatMap((cell) => {
    const line = lines[cell.position];
    return line ? [{ baris: line.baris, kolom: cell.kolom, raw: cell.raw, ...judge.judge(cell) }] : [];
  });
}

/** What a whole number may have been: N/1000 and N/10000 as far as they are at least `least`, and the number as it is. */
export function candidatesOf(raw: string, least = 1): string[] {
  const shifted = [3, 4].map((places) => shift(raw, places)).filter((value) => Number(value) >= least);
  return [...shifted, raw];
}

/** "83349" with three places → "83.349"; trailing zeros go. */
function shift(raw: string, places: number): string {
  const digits = raw.padStart(places + 1, "0");
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, "");
}

class Judge {
  private readonly index: ItemIndex;
  private readonly habits: DecimalHabits;
  private readonly neighbours: Neighbours;
  private readonly least: number;
  private readonly wholeNumbers: boolean;

  constructor(
    lines: readonly (ParsedLine | null)[],
    jobs: number,
    cells: readonly SuspectCell[],
    { least = 1, wholeNumbers = false }: Circumstances,
  ) {
    this.least = least;
    this.wholeNumbers = wholeNumbers;
    const settled = new Map(cells.map((cell) => [cell.position, this.settled(candidatesOf(cell.raw, least))]));
    const known = (position: number): string | null => {
      const value = settled.get(position);
      return value === undefined ? ((lines[position] as ParsedLine | null)?.koefisien ?? null) : value;
    };
    const logs = Float64Array.from(lines, (_, position) => Math.log10(Number(known(position) ?? 0) || Number.NaN));
    this.index = new ItemIndex(lines, jobs, logs);
    this.habits = new DecimalHabits(this.index, lines, known, least);
    this.neighbours = new Neighbours(this.index, lines, known);
  }

  /** The candidate that the number of digits leaves; null when it leaves several. */
  private settled(candidates: readonly string[]): string | null {
    return this.wholeNumbers || candidates.length !== 2 ? null : (candidates[0] as string);
  }

  judge({ position, raw }: SuspectCell): Pick<Suspect, "candidates" | "recommended" | "confidence" | "evidence"> {
    const candidates = candidatesOf(raw, this.least);
    const settled = this.settled(candidates);
    const neighbours = this.neighbours.of(position);
    if (settled !== null) {
      const evidence: SuspectEvidence = { from: "digits", neighbours, ratios: { for: 0, against: 0 } };
      return { candidates, recommended: settled, confidence: "high", evidence };
    }
    const likely = this.wholeNumbers || candidates.length === 1 ? candidates : candidates.slice(0, -1);
    const witnesses = this.witnesses(position);
    const same = likely.map((value) => this.neighbours.has(position, value));
    const scored = likely.map((value, n) => ({ value, score: this.score(position, value, n, witnesses, same) }));
    scored.sort((a, b) => b.score - a.score);
    const [best, second] = scored as [{ value: string; score: number }, { value: string; score: number } | undefined];
    const ratios = votes(witnesses, best.value, likely);
    const from = witnesses.length > 0 || same.includes(true) ? "neighbours" : "none";
    const isSure =
      second !== undefined &&
      best.score - second.score >= BELIEVED &&
      (ratios.for > ratios.against || same.includes(true)) &&
      !contradicted(neighbours, best.value, likely);
    const evidence: SuspectEvidence = { from, neighbours, ratios };
    return { candidates, recommended: best.value, confidence: isSure ? "high" : "low", evidence };
  }

  /** What other lines of the block say of the koefisien of a line, by its usual ratio to theirs. */
  private witnesses(position: number): Witness[] {
    const { index } = this;
    const item = index.itemOf(position);
    return index.beside(position, MOST_WITNESSES).flatMap((other) => {
      const log = index.logs[other] as number;
      const ratio = Number.isNaN(log) ? null : index.ratio(item, index.itemOf(other));
      return ratio ? [{ expected: log + ratio.middle, spread: ratio.spread }] : [];
    });
  }

  /** Log-likelihood of a candidate. Witnesses of one job are correlated, hence the root. */
  private score(
    position: number,
    value: string,
    candidate: number,
    witnesses: readonly Witness[],
    same: readonly boolean[],
  ): number {
    let score = 0;
    for (const witness of witnesses) score += likelihood(witness, value);
    if (witnesses.length > 0) score /= Math.sqrt(witnesses.length);
    if (same[candidate]) score += SAME_VALUE;
    // The second candidate is N/10000.
    return candidate === 1 && same.length > 1 ? score - this.habits.lean(position) : score;
  }
}

/** Decimal logarithms. */
interface Witness {
  expected: number;
  spread: number;
}

/** How many witnesses find the recommended candidate clearly likelier than every other, and how many another. */
function votes(witnesses: readonly Witness[], recommended: string, candidates: readonly string[]) {
  const result = { for: 0, against: 0 };
  const others = candidates.filter((value) => value !== recommended);
  for (const witness of witnesses) {
    const margin = likelihood(witness, recommended) - Math.max(...others.map((value) => likelihood(witness, value)));
    if (margin >= CLEAR) result.for++;
    else if (margin <= -CLEAR) result.against++;
  }
  return result;
}

function likelihood({ expected, spread }: Witness, value: string): number {
  return heavyTail((Math.log10(Number(value)) - expected) / spread);
}

function heavyTail(distance: number): number {
  return -Math.log(1 + (distance * distance) / 2);
}

/** Whether the recommended value lies far outside what the same item has in other jobs, where another candidate lies. */
function contradicted(neighbours: SuspectEvidence["neighbours"], recommended: string, candidates: readonly string[]) {
  if (!neighbours || neighbours.count < LEAST_NEIGHBOURS) return false;
  const [low, high] = [Number(neighbours.low), Number(neighbours.high)];
  const isFar = Number(recommended) < low / HALF_A_DECADE || Number(recommended) > high * HALF_A_DECADE;
  return isFar && candidates.some((value) => low <= Number(value) && Number(value) <= high);
}
