/** How many decimals a block of lines writes: a weak witness for how many a value had. */

import type { ItemIndex } from "@/lib/imports/evidence/item-index";
import type { ParsedLine } from "@/lib/imports/types";

/** Decimals alone must never decide: materials of one job are often rounded each in its own way. */
const MOST_LEAN = 1.5;

/**
 * Learned from the file itself, from values of the decade below `least`, where texts of three and of four decimals are
 * both still there: how often a value has four, by whether the others of its block and kategori have three or more.
 */
export class DecimalHabits {
  /** By block and kategori: lines with three decimals, and with more; counted up to 255. */
  private readonly counts: Uint8Array;
  /** By habit: values with three decimals and with four, each counted from 1. */
  private readonly seen = new Float64Array(12).fill(1);

  /** @param known koefisien of a line as far as it is known, by position; null: not known */
  constructor(
    private readonly index: ItemIndex,
    lines: readonly (ParsedLine | null)[],
    private readonly known: (position: number) => string | null,
    least: number,
  ) {
    this.counts = new Uint8Array(2 * index.groupCount);
    lines.forEach((line, position) => {
      const decimals = this.decimals(line, position);
      if (decimals < 3) return;
      const at = 2 * index.groupOf(position) + (decimals > 3 ? 1 : 0);
      this.counts[at] = Math.min(255, (this.counts[at] as number) + 1);
    });
    lines.forEach((line, position) => {
      const decimals = this.decimals(line, position);
      if (decimals !== 3 && decimals !== 4) return;
      const log = index.logs[position] as number;
      if (log < Math.log10(least) - 1 || log >= Math.log10(least)) return;
      const at = 2 * this.habit(position, decimals) + (decimals - 3);
      this.seen[at] = (this.seen[at] as number) + 1;
    });
  }

  private decimals(line: ParsedLine | null | undefined, position: number): number {
    const value = line ? this.known(position) : null;
    if (value === null) return 0;
    const point = value.indexOf(".");
    return point === -1 ? 0 : value.length - point - 1;
  }

  /** 0 to 5, without the line itself when it is known to have so many decimals. */
  private habit(position: number, own = 0): number {
    const group = 2 * this.index.groupOf(position);
    const three = (this.counts[group] as number) - (own === 3 ? 1 : 0);
    const more = (this.counts[group + 1] as number) - (own > 3 ? 1 : 0);
    return (more > 0 ? 3 : 0) + Math.min(2, three);
  }

  /** By how much three decimals are likelier than four in this line, in log-likelihood. */
  lean(position: number): number {
    const at = 2 * this.habit(position);
    const lean = Math.log((this.seen[at] as number) / (this.seen[at + 1] as number));
    return Math.max(-MOST_LEAN, Math.min(MOST_LEAN, lean));
  }
}
