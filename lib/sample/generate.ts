import { ITEMS, KINDS, SUMBER } from "./catalogue";

export interface SampleSize {
  ahsp: number;
  /** At least one per AHSP. */
  rincian: number;
}

const HEADER =
  "sumber;kode_ahsp;nama_ahsp;klasifikasi;sub_klasifikasi;kategori;kode_item;uraian_item;satuan_item;koefisien\n";
/** One line in so many has a zero coefficient, and one in so many no unit: about 1 % each. */
const ZERO_EVERY = 101;
const NO_UNIT_EVERY = 97;
const SEED = 20250101;
/** Below the limit of an upload, with room to spare. */
export const MAX_FILE_BYTES = 40 * 1024 * 1024;

/**
 * Sample data as a csv file in flat layout, always the same for the same size: exactly `ahsp` jobs and `rincian` lines,
 * over several sumber and klasifikasi.
 * @throws RangeError when there are fewer lines than jobs, or no job
 */
export function sampleFile(size: SampleSize): Buffer {
  return [...sampleFiles(size, Number.POSITIVE_INFINITY)][0] as Buffer;
}

/**
 * The same in as many files as it takes, each complete by itself: no job is cut in two.
 * @param maxBytes of one file; only a job that is larger alone exceeds it
 */
export function* sampleFiles(size: SampleSize, maxBytes = MAX_FILE_BYTES): Generator<Buffer> {
  let file = HEADER;
  for (const job of sampleJobs(size)) {
    // The text is ASCII: its length is its size.
    if (file !== HEADER && file.length + job.length > maxBytes) {
      yield Buffer.from(file);
      file = HEADER;
    }
    file += job;
  }
  yield Buffer.from(file);
}

/** The rows of each job, every row with its line end. */
function* sampleJobs({ ahsp, rincian }: SampleSize): Generator<string> {
  if (ahsp < 1 || rincian < ahsp) throw new RangeError("sample data needs at least one job, and a line for each");
  const random = generator(SEED);
  let line = 0;
  for (let job = 0; job < ahsp; job++) {
    const lines = Math.floor((rincian * (job + 1)) / ahsp) - Math.floor((rincian * job) / ahsp);
    const head = headOf(job);
    const start = Math.floor(random() * ITEMS.length);
    let rows = "";
    for (let n = 0; n < lines; n++)
      rows += `${head};${lineOf(start + n, Math.floor(n / ITEMS.length), ++line, random)}\n`;
    yield rows;
  }
}

/** Jobs go round the editions and kinds; their codes count up within each. */
function headOf(job: number): string {
  const kindIndex = job % KINDS.length;
  const kind = KINDS[kindIndex] as (typeof KINDS)[number];
  const sumberIndex = Math.floor(job / KINDS.length) % SUMBER.length;
  const number = Math.floor(job / (KINDS.length * SUMBER.length));
  const subIndex = number % kind.sub.length;
  const within = Math.floor(number / kind.sub.length) + 1;
  const name = (kind.names[within % kind.names.length] as string).replace("{n}", String(within));
  const kode = `${kindIndex + 1}.${subIndex + 1}.${Math.ceil(within / 20)}.${((within - 1) % 20) + 1}`;
  return [SUMBER[sumberIndex], kode, name, kind.klasifikasi, kind.sub[subIndex]].join(";");
}

/** @param round above 0 when a job has more lines than there are items: then items differ by a type number */
function lineOf(index: number, round: number, line: number, random: () => number): string {
  const { kategori, kode, uraian, satuan, range } = ITEMS[index % ITEMS.length] as (typeof ITEMS)[number];
  const variant = round === 0 ? "" : ` tipe ${round + 1}`;
  const tenThousandths = line % ZERO_EVERY === 0 ? 0 : range[0] + Math.floor(random() * (range[1] - range[0] + 1));
  const unit = line % NO_UNIT_EVERY === 0 ? "" : satuan;
  // Always four decimals: a lone "1,234" could be read in two ways.
  return [
    kategori,
    `${kode}${round === 0 ? "" : `.${round + 1}`}`,
    `${uraian}${variant}`,
    unit,
    (tenThousandths / 10000).toFixed(4).replace(".", ","),
  ].join(";");
}

/** Small well-known generator (mulberry32): the same numbers on every machine. @returns numbers in [0, 1) */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
