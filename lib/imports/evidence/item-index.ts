/** The lines of a file by item and by crew, for comparing an item with itself and with others elsewhere. */

import { linesByJob } from "@/lib/imports/duplicates";
import { KATEGORI, type ParsedLine } from "@/lib/imports/types";

/** The usual ratio of two items, as the decimal logarithm: its middle and its spread. */
export interface Ratio {
  middle: number;
  spread: number;
}

/** Fewer samples do not say what is usual. */
const LEAST_SAMPLES = 4;
/** Places that are looked at for one ratio; more would not tell more. */
const MOST_LOOKED = 300;
/** Spread that is granted to ratios that seem not to vary: a quarter of the value either way is usual. */
const FLOOR = 0.08;
/** Ratios that are remembered. */
const MOST_RATIOS = 100_000;

/**
 * Items are the same when uraian and satuan are, but for case and white space. A block is what stands together in a job:
 * where an item comes a second time, another block begins, because jobs of one kode may have been put together and one
 * crew must not be measured by another. Memory: a few numbers a line. Numbers are decimal logarithms.
 */
export class ItemIndex {
  /** Item and block of each line, by position; -1: rejected. */
  private readonly items: Int32Array;
  private readonly blocks: Int32Array;
  /** Lines by job, in file order, and where each stands in that order. */
  private order: Int32Array;
  private readonly places: Int32Array;
  /** Known lines by item, in order of block: those of item i stand from starts[i] to starts[i + 1]. */
  private readonly starts: Int32Array;
  private readonly known: Int32Array;
  private readonly count: number;
  private readonly ratios = new Map<number, Ratio | null>();
  /** Look-ups that are left, so that time stays proportional to the lines whatever the file is. */
  private budget: number;
  private readonly lowered = new Map<string, number>();

  /** @param logs koefisien of each line; NaN where it is not known, or zero */
  constructor(
    private readonly lines: readonly (ParsedLine | null)[],
    jobs: number,
    readonly logs: Float64Array,
  ) {
    this.budget = 1_000_000 + 50 * lines.length;
    this.items = new Int32Array(lines.length).fill(-1);
    this.blocks = new Int32Array(lines.length).fill(-1);
    this.order = new Int32Array(lines.length);
    this.places = new Int32Array(lines.length);
    this.count = this.numberItems();
    this.findBlocks(jobs);
    this.starts = new Int32Array(this.count + 1);
    this.known = this.gatherKnown();
  }

  private numberItems(): number {
    const numbers = new Map<number, number>();
    const { items, lines } = this;
    for (let position = 0; position < lines.length; position++) {
      const line = lines[position];
      if (!line) continue;
      const key = this.textNumber(line.uraian_item) * 2 ** 24 + this.textNumber(line.satuan_item ?? "");
      const number = numbers.get(key) ?? numbers.size;
      numbers.set(key, number);
      items[position] = number;
    }
    this.lowered.clear();
    return numbers.size;
  }

  /** The same for texts that differ only in case and white space. */
  private textNumber(text: string): number {
    const { lowered } = this;
    const known = lowered.get(text);
    if (known !== undefined) return known;
    const plain = `\0${text.toLowerCase().replace(/\s+/g, " ").trim()}`;
    const number = lowered.get(plain) ?? lowered.size;
    lowered.set(plain, number);
    lowered.set(text, number);
    return number;
  }

  private findBlocks(jobs: number): void {
    const lastBlock = new Int32Array(this.count).fill(-1);
    let block = -1;
    let place = 0;
    for (const positions of linesByJob(this.lines, jobs)) {
      block++;
      for (const position of positions) {
        const item = this.items[position] as number;
        if (lastBlock[item] === block) block++;
        lastBlock[item] = block;
        this.blocks[position] = block;
        this.places[position] = place;
        this.order[place++] = position;
      }
    }
    this.order = this.order.subarray(0, place);
  }

  private gatherKnown(): Int32Array {
    const { starts, items, logs } = this;
    const isKnown = (position: number) => !Number.isNaN(logs[position] as number);
    let total = 0;
    for (const position of this.order) {
      if (!isKnown(position)) continue;
      total++;
      const next = (items[position] as number) + 1;
      starts[next] = (starts[next] as number) + 1;
    }
    for (let item = 0; item < this.count; item++) starts[item + 1] = (starts[item + 1] ?? 0) + (starts[item] ?? 0);
    const known = new Int32Array(total);
    const next = starts.slice();
    for (const position of this.order) {
      if (!isKnown(position)) continue;
      const item = items[position] as number;
      const at = next[item] as number;
      known[at] = position;
      next[item] = at + 1;
    }
    return known;
  }

  itemOf(position: number): number {
    return this.items[position] as number;
  }

  /** Lines with a known koefisien of an item, in order of their jobs. */
  knownOf(item: number): Int32Array {
    return this.known.subarray(this.starts[item], this.starts[item + 1]);
  }

  /** Up to `most` other lines of the block of a line, the nearest first. */
  beside(position: number, most: number): number[] {
    const found: number[] = [];
    const block = this.blocks[position];
    const place = this.places[position] as number;
    const at = (where: number) => {
      const other = this.order[where];
      return other !== undefined && where >= 0 && this.blocks[other] === block ? other : null;
    };
    let up: number | null = position;
    let down: number | null = position;
    for (let step = 1; found.length < most && (up !== null || down !== null); step++) {
      up = up === null ? null : at(place - step);
      down = down === null ? null : at(place + step);
      if (up !== null) found.push(up);
      if (down !== null) found.push(down);
    }
    return found;
  }

  /** The usual ratio of one item to another where both stand in one block; null when too few do. */
  ratio(item: number, other: number): Ratio | null {
    if (item === other) return null;
    const [low, high] = item < other ? [item, other] : [other, item];
    const key = low * this.count + high;
    let ratio = this.ratios.get(key);
    if (ratio === undefined) {
      if (this.ratios.size >= MOST_RATIOS) this.ratios.clear();
      ratio = this.findRatio(low, high);
      this.ratios.set(key, ratio);
    }
    return ratio && item !== low ? { middle: -ratio.middle, spread: ratio.spread } : ratio;
  }

  private findRatio(item: number, other: number): Ratio | null {
    const own = this.knownOf(item);
    const others = this.knownOf(other);
    const [few, many, sign] = own.length <= others.length ? [own, others, 1] : [others, own, -1];
    const looked = Math.min(few.length, MOST_LOOKED);
    if (few.length < LEAST_SAMPLES || this.budget < looked) return null;
    this.budget -= looked;
    const samples: number[] = [];
    for (let n = 0; n < looked; n++) {
      const position = few[Math.floor((n * few.length) / looked)] as number;
      const partner = this.inBlock(many, this.blocks[position] as number);
      if (partner === null) continue;
      samples.push(sign * ((this.logs[position] as number) - (this.logs[partner] as number)));
    }
    if (samples.length < LEAST_SAMPLES) return null;
    const middle = median(samples);
    // 1.48 times the median distance from the median is the standard deviation of a normal distribution.
    return { middle, spread: 1.48 * median(samples.map((one) => Math.abs(one - middle))) + FLOOR };
  }

  /** The line of a block among lines in order of block. */
  private inBlock(lines: Int32Array, block: number): number | null {
    let from = 0;
    let to = lines.length;
    while (from < to) {
      const half = (from + to) >> 1;
      if ((this.blocks[lines[half] as number] as number) < block) from = half + 1;
      else to = half;
    }
    const found = lines[from];
    return found !== undefined && this.blocks[found] === block ? found : null;
  }

  /** Number of the block of a line together with its kategori, below groupCount. */
  groupOf(position: number): number {
    const kategori = KATEGORI.indexOf((this.lines[position] as ParsedLine).kategori);
    return (this.blocks[position] as number) * KATEGORI.length + kategori;
  }

  get groupCount(): number {
    return (this.lines.length + 1) * KATEGORI.length;
  }
}

function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}
