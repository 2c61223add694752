/** Numeric cells that may have lost their decimal separator: what they may have meant, and how sure that is. */

import type { Suspect, SuspectEvidence } from "@/lib/imports/choices";
import { linesByJob } from "@/lib/imports/duplicates";
import type { ParsedLine } from "@/lib/imports/types";

/** A suspect cell: the place of its line in `lines`, and the whole number that the cell holds. */
export interface SuspectCell {
  position: number;
  raw: string;
  /** Letter of its column. */
  kolom: string;
}

/** Jobs that are looked at for the usual ratio of two items; more would not tell more. */
const MOST_JOBS = 400;
/** Fewer say nothing about what is usual. */
const LEAST_RATIOS = 4;
const LEAST_NEIGHBOURS = 3;
/** Spread that is granted to whatever seems not to vary, in decimal orders of magnitude. */
const RATIO_FLOOR = 0.08;
const NEIGHBOUR_FLOOR = 0.15;
/**
 * A candidate this much likelier than the next (in log-likelihood) is believed. Of cells whose value is known, taken for
 * ten times or a tenth of it, 1 % are judged wrongly at this distance, and 75 % are judged at all.
 */
const BELIEVED = 2;

/**
 * Judges suspect cells by the evidence in their own file. Excel in an Indonesian locale reads the text "83.349" as the
 * number 83349; it leaves texts below 1 ("0.123") alone, so four digits can only have been N/1000. Longer ones are
 * compared with the same item in other jobs: with its own koefisien there, and with its usual ratio to the other items
 * of the job.
 * @param lines of the file; those that were rejected are null; those of suspect cells are left out as evidence
 * @returns in the order of `cells`
 */
export function judgeSuspects(
  lines: readonly (ParsedLine | null)[],
  jobs: number,
  cells: readonly SuspectCell[],
): Suspect[] {
  if (cells.length === 0) return [];
  const witnesses = new Witnesses(lines, jobs, cells);
  return cells.flatMap((cell) => {
    const line = lines[cell.position];
    return line ? [judge(line, cell, witnesses)] : [];
  });
}

/** What a whole number may have been: N/1000 and N/10000 as far as they are at least 1, and the number as it is. */
export function candidatesOf(raw: string): string[] {
  const shifted = [3, 4].filter((places) => raw.length > places).map((places) => shift(raw, places));
  return [...shifted, raw];
}

function judge(line: ParsedLine, { position, raw, kolom }: SuspectCell, witnesses: Witnesses): Suspect {
  const candidates = candidatesOf(raw);
  const neighbours = witnesses.neighbours(position);
  const base = { baris: line.baris, kolom, raw, candidates };
  if (candidates.length === 2) {
    const evidence: SuspectEvidence = { from: "digits", neighbours, ratios: { for: 0, against: 0 } };
    return { ...base, recommended: candidates[0] as string, confidence: "high", evidence };
  }
  const scored = candidates.map((value) => ({ value, score: witnesses.score(position, Math.log10(Number(value))) }));
  scored.sort((a, b) => b.score - a.score);
  const [best, second] = scored;
  const distance = best && second ? best.score - second.score : 0;
  const recommended = distance > 0 && best ? best.value : (candidates[0] as string);
  const against = candidates.filter((value) => value !== recommended);
  const ratios = witnesses.ratioVotes(position, Number(recommended), against.map(Number));
  const evidence: SuspectEvidence = { from: distance > 0 ? "neighbours" : "none", neighbours, ratios };
  return { ...base, recommended, confidence: distance >= BELIEVED ? "high" : "low", evidence };
}

/** "83349" with three places → "83.349"; trailing zeros go. */
function shift(raw: string, places: number): string {
  const text = `${raw.slice(0, -places)}.${raw.slice(-places)}`;
  return text.replace(/\.?0+$/, "");
}

/** The lines that can tell something, by item and by job. Numbers are decimal logarithms. */
class Witnesses {
  /** Number of the item of each line; items are the same when uraian and satuan are, but for case and white space. */
  private readonly items: Int32Array;
  /** Logarithm of the koefisien; NaN: not known, or zero. */
  private readonly logs: Float64Array;
  private readonly linesOf: Int32Array[];
  /** Jobs with a known koefisien of an item, for the items of suspects. */
  private readonly jobsWith = new Map<number, Int32Array>();
  private readonly byItem = new Map<number, Map<number, number>>();

  constructor(
    private readonly lines: readonly (ParsedLine | null)[],
    jobs: number,
    cells: readonly SuspectCell[],
  ) {
    const suspects = new Set(cells.map((cell) => cell.position));
    const numbers = new Map<string, number>();
    this.items = new Int32Array(lines.length).fill(-1);
    this.logs = new Float64Array(lines.length).fill(Number.NaN);
    lines.forEach((line, position) => {
      if (!line) return;
      const key = `${plain(line.uraian_item)}\0${plain(line.satuan_item ?? "")}`;
      const number = numbers.get(key) ?? numbers.size;
      numbers.set(key, number);
      this.items[position] = number;
      const value = Number(line.koefisien);
      if (!suspects.has(position) && value > 0) this.logs[position] = Math.log10(value);
    });
    this.linesOf = [...linesByJob(lines, jobs)];
    this.gather(new Set(cells.map((cell) => this.items[cell.position] as number)));
  }

  private gather(wanted: Set<number>): void {
    const jobs = new Map<number, number[]>();
    this.linesOf.forEach((positions, job) => {
      for (const position of positions) {
        const item = this.items[position] as number;
        if (!wanted.has(item) || Number.isNaN(this.logs[position])) continue;
        const known = jobs.get(item);
        if (!known) jobs.set(item, [job]);
        else if (known.at(-1) !== job) known.push(job);
      }
    });
    for (const [item, list] of jobs) this.jobsWith.set(item, Int32Array.from(evenly(list, MOST_JOBS)));
  }

  /** Place of the job of a line in linesOf. */
  private jobOf(position: number): number {
    this.places ??= this.findPlaces();
    return this.places[position] as number;
  }
  private places: Int32Array | null = null;
  private findPlaces(): Int32Array {
    const places = new Int32Array(this.lines.length);
    this.linesOf.forEach((positions, job) => {
      for (const position of positions) places[position] = job;
    });
    return places;
  }

  /** First known koefisien of each item of a job. */
  private itemsOf(job: number): Map<number, number> {
    let known = this.byItem.get(job);
    if (!known) {
      known = new Map();
      for (const position of this.linesOf[job] ?? []) {
        const log = this.logs[position] as number;
        const item = this.items[position] as number;
        if (!Number.isNaN(log) && !known.has(item)) known.set(item, log);
      }
      this.byItem.set(job, known);
    }
    return known;
  }

  /** Usual ratios of the item to the other items of its job: their middle, their spread, and the other's koefisien. */
  private ratios(position: number): { middle: number; spread: number; other: number }[] {
    const item = this.items[position] as number;
    const own = this.jobOf(position);
    const found: { middle: number; spread: number; other: number }[] = [];
    for (const [otherItem, other] of this.itemsOf(own)) {
      if (otherItem === item) continue;
      const samples: number[] = [];
      for (const job of this.jobsWith.get(item) ?? []) {
        if (job === own) continue;
        const known = this.itemsOf(job);
        const there = known.get(otherItem);
        const mine = known.get(item);
        if (there !== undefined && mine !== undefined) samples.push(mine - there);
      }
      if (samples.length >= LEAST_RATIOS) found.push({ ...middleAndSpread(samples, RATIO_FLOOR), other });
    }
    return found;
  }

  private ownValues(position: number): number[] {
    const item = this.items[position] as number;
    const own = this.jobOf(position);
    const values: number[] = [];
    for (const job of this.jobsWith.get(item) ?? []) {
      const value = job === own ? undefined : this.itemsOf(job).get(item);
      if (value !== undefined) values.push(value);
    }
    return values;
  }

  /** Log-likelihood of a value; the ratios within one job are correlated, hence the root. */
  score(position: number, log: number): number {
    const ratios = this.ratios(position);
    let score = 0;
    for (const { middle, spread, other } of ratios) score += heavyTail((log - other - middle) / spread);
    if (ratios.length > 0) score /= Math.sqrt(ratios.length);
    const values = this.ownValues(position);
    if (values.length >= LEAST_NEIGHBOURS) {
      const { middle, spread } = middleAndSpread(values, NEIGHBOUR_FLOOR);
      score += heavyTail((log - middle) / spread);
    }
    return score;
  }

  /** How many ratios are nearer to the recommended value than to any other candidate, and how many are not. */
  ratioVotes(position: number, recommended: number, others: readonly number[]): { for: number; against: number } {
    const votes = { for: 0, against: 0 };
    for (const { middle, other } of this.ratios(position)) {
      const distance = (value: number) => Math.abs(Math.log10(value) - other - middle);
      if (others.every((value) => distance(recommended) <= distance(value))) votes.for++;
      else votes.against++;
    }
    return votes;
  }

  /** The same item in other jobs; null when it occurs in none. */
  neighbours(position: number): SuspectEvidence["neighbours"] {
    const values = this.ownValues(position).toSorted((a, b) => a - b);
    if (values.length === 0) return null;
    const text = (log: number | undefined) => decimal(10 ** (log ?? 0));
    return {
      count: values.length,
      low: text(values[0]),
      median: text(values[Math.floor((values.length - 1) / 2)]),
      high: text(values.at(-1)),
    };
  }
}

/** Back from a logarithm to the decimal of at most six places that it came from. */
function decimal(value: number): string {
  return String(Number(value.toPrecision(12)).toFixed(6)).replace(/\.?0+$/, "");
}

function heavyTail(distance: number): number {
  return -Math.log(1 + (distance * distance) / 2);
}

/** Median, and 1.48 times the median distance from it (which is the standard deviation of a normal distribution). */
function middleAndSpread(samples: readonly number[], floor: number): { middle: number; spread: number } {
  const middle = median(samples);
  return { middle, spread: 1.48 * median(samples.map((one) => Math.abs(one - middle))) + floor };
}

function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}

/** At most `most` of a list, evenly spread over it. */
function evenly(list: readonly number[], most: number): readonly number[] {
  if (list.length <= most) return list;
  return Array.from({ length: most }, (_, n) => list[Math.floor((n * list.length) / most)] as number);
}

function plain(text: string): string {
  return text.toLowerCase().replace(/\s+/g, " ").trim();
}
