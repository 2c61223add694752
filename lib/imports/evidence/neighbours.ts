/** The same item and unit in other jobs of the file. */

import type { SuspectEvidence } from "@/lib/imports/choices";
import type { ItemIndex } from "@/lib/imports/evidence/item-index";
import type { ParsedLine } from "@/lib/imports/types";

type Spread = SuspectEvidence["neighbours"];

/** Lines of one value that are looked at for one of another job. */
const MOST_EQUAL = 100;

export class Neighbours {
  /** Known lines of an item by koefisien. */
  private readonly sorted = new Map<number, Int32Array>();
  /** Place of each known line in that order. */
  private readonly ranks: Int32Array;
  /** By item and job: all lines of an item in one job have the same neighbours. */
  private readonly spreads = new Map<number, Spread>();

  /** @param known koefisien of a line as far as it is known, by position */
  constructor(
    private readonly index: ItemIndex,
    private readonly lines: readonly (ParsedLine | null)[],
    private readonly known: (position: number) => string | null,
  ) {
    this.ranks = new Int32Array(lines.length);
  }

  private byValue(item: number): Int32Array {
    let lines = this.sorted.get(item);
    if (!lines) {
      const { logs } = this.index;
      lines = this.index.knownOf(item).toSorted((a, b) => (logs[a] as number) - (logs[b] as number));
      lines.forEach((line, rank) => {
        this.ranks[line] = rank;
      });
      this.sorted.set(item, lines);
    }
    return lines;
  }

  private jobOf(position: number): number {
    return (this.lines[position] as ParsedLine).job;
  }

  /** How often the item of a line occurs in other jobs, and from which koefisien to which; null when in none. */
  of(position: number): Spread {
    const item = this.index.itemOf(position);
    const job = this.jobOf(position);
    const key = item * this.lines.length + job;
    let spread = this.spreads.get(key);
    if (spread === undefined) {
      const lines = this.byValue(item);
      const own = this.ownRanks(item, job);
      const count = lines.length - own.length;
      const text = (rank: number) => this.known(lines[without(own, rank)] as number) as string;
      spread = count === 0 ? null : { count, low: text(0), median: text((count - 1) >> 1), high: text(count - 1) };
      this.spreads.set(key, spread);
    }
    return spread;
  }

  /** Ranks of the known lines of an item that stand in one job, ascending. */
  private ownRanks(item: number, job: number): number[] {
    const lines = this.index.knownOf(item);
    const ranks: number[] = [];
    let at = firstWhere(lines.length, (n) => this.jobOf(lines[n] as number) >= job);
    for (; at < lines.length && this.jobOf(lines[at] as number) === job; at++) {
      ranks.push(this.ranks[lines[at] as number] as number);
    }
    return ranks.sort((a, b) => a - b);
  }

  /** Whether the item of a line has this very koefisien in another job. */
  has(position: number, value: string): boolean {
    const { logs } = this.index;
    const lines = this.byValue(this.index.itemOf(position));
    const log = Math.log10(Number(value)) - 1e-9;
    const from = firstWhere(lines.length, (n) => (logs[lines[n] as number] as number) >= log);
    return lines
      .subarray(from, from + MOST_EQUAL)
      .some((line) => this.known(line) === value && this.jobOf(line) !== this.jobOf(position));
  }
}

/** The first of `count` numbers from 0 for which the question is answered yes; it is so for all that follow. */
function firstWhere(count: number, isReached: (n: number) => boolean): number {
  let from = 0;
  let to = count;
  while (from < to) {
    const half = (from + to) >> 1;
    if (isReached(half)) to = half;
    else from = half + 1;
  }
  return from;
}

/** The rank that a rank becomes when those of `left` (ascending) are left out. */
function without(left: readonly number[], rank: number): number {
  let found = rank;
  for (const one of left) {
    if (one > found) break;
    found++;
  }
  return found;
}
