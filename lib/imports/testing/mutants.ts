/** Good files with something done to them, always the same for the same seed. */

import { sniRows } from "@/lib/imports/testing/sni";
import { type CellInput, type SheetInput, workbookParts, zip } from "@/lib/imports/testing/workbook";
import { generator, sampleFile } from "@/lib/sample/generate";
import { WRITERS, type WrittenJob } from "./layouts";

export interface Mutant {
  bytes: Buffer;
  /** null: a workbook. */
  delimiter: string | null;
  /** What was done, for whoever reads of a failure. */
  done: string[];
}

type Rows = CellInput[][];

/** Whole numbers from 0 to below `n`. */
type Dice = (n: number) => number;

const JOBS: WrittenJob[] = ["1.1", "1.2", "1.10", "T.01.a"].map((kode, i) => ({
  kode,
  nama: `Pasang 1 m2 "bata" ${i}; tebal ½`,
  satuan: "m2",
  items: [
    { kategori: "TK", uraian: "Pekerja", satuan: "OH", koefisien: `0,${i + 3}` },
    { kategori: "BHN", uraian: "Semen\nPortland", satuan: "kg", koefisien: `32${i},75` },
    { kategori: "ALT", uraian: "Molen", satuan: "jam", koefisien: "0,05" },
  ],
}));

/** The good files; what is text in them is quoted in a csv where it must be. */
const GOOD: (() => Rows)[] = [
  () => sniRows(10).rows.slice(0, 30),
  () => WRITERS.flat(JOBS) as Rows,
  () => WRITERS.block(JOBS) as Rows,
  () =>
    sampleFile({ ahsp: 8, rincian: 24 })
      .toString("utf8")
      .trim()
      .split("\n")
      .map((line) => line.split(";")),
];

const VALUES: CellInput[] = [
  null,
  "",
  " ",
  "\u00a0",
  "x",
  "0,5",
  "0.5",
  "1.234",
  "1.234,5",
  "-1",
  "NaN",
  "1e-5",
  "½",
  "TK",
  "OH",
  "S",
  "1.1",
  "\u200b",
  "\ufeffx",
  "a\tb",
  "a\nb",
  'a"b',
  "=1+1",
  "x".repeat(120),
  "sumber",
  "koefisien",
  "[AHSP]",
  "A. TENAGA KERJA",
]; // prettier-ignore

/** Kinds of cells that only a workbook knows. */
const TYPED: CellInput[] = [
  7,
  0,
  -1.5,
  83349,
  1e21,
  1e-7,
  true,
  false,
  { date: 45_000 },
  { iso: "2025-01-31" },
  { error: "#N/A" },
  { error: "" },
  { formula: "A1" },
  { formula: "A1", value: 3 },
  { formula: "A1", value: "x" },
  { inline: " in line " },
  { inline: "" },
  { styled: true },
]; // prettier-ignore

/** What is done to the rows before the file is written. */
const ON_ROWS: Record<string, (rows: Rows, dice: Dice, values: readonly CellInput[]) => void> = {
  "a cell changed": (rows, dice, values) => {
    const cells = rows[dice(rows.length)] as CellInput[];
    cells[dice(cells.length + 1)] = values[dice(values.length)];
  },
  "two cells swapped": (rows, dice) => {
    const [a, b] = [rows[dice(rows.length)], rows[dice(rows.length)]] as [CellInput[], CellInput[]];
    const [i, j] = [dice(a.length), dice(b.length)];
    [a[i], b[j]] = [b[j], a[i]];
  },
  "a row deleted": (rows, dice) => void rows.splice(dice(rows.length), 1),
  "a row twice": (rows, dice) => {
    const at = dice(rows.length);
    rows.splice(at, 0, [...(rows[at] as CellInput[])]);
  },
  "a blank row": (rows, dice) => void rows.splice(dice(rows.length), 0, dice(2) ? [] : [null, " "]),
  "rows shuffled": (rows, dice) => {
    for (let i = rows.length - 1; i > 1; i--) {
      const j = 1 + dice(i);
      [rows[i], rows[j]] = [rows[j] as CellInput[], rows[i] as CellInput[]];
    }
  },
  "columns swapped": (rows, dice) => {
    const [i, j] = [dice(8), dice(8)];
    for (const cells of rows) [cells[i], cells[j]] = [cells[j], cells[i]];
  },
  "a column renamed": (rows, dice) => {
    const names = rows[0] as CellInput[];
    const at = dice(names.length);
    const name = String(names[at]);
    names[at] = [name.toUpperCase(), ` ${name} `, `${name}x`, "", "kode", "uraian"][dice(6)];
  },
  "a column more": (rows, dice) => {
    const at = dice(9);
    for (const cells of rows) cells.splice(at, 0, dice(3) ? "catatan" : null);
  },
};

/** What is done to bytes: a bit, or some bytes deleted or repeated. */
function onBytes(bytes: Buffer, dice: Dice): [Buffer, string] {
  if (bytes.length === 0) return [bytes, "nothing"];
  const at = dice(bytes.length);
  const end = Math.min(bytes.length, at + 1 + dice(dice(4) === 0 ? 200 : 8));
  const kind = dice(3);
  if (kind === 0) {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] as number) ^ (1 << dice(8));
    return [copy, `a bit flipped at ${at}`];
  }
  if (kind === 1) return [Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)]), `${at} to ${end} deleted`];
  return [Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]), `${at} to ${end} twice`];
}

export async function mutant(seed: number): Promise<Mutant> {
  const random = generator(seed);
  const dice: Dice = (n) => Math.floor(random() * n);
  const isCsv = dice(2) === 0;
  const rows = (GOOD[dice(GOOD.length)] as () => Rows)().map((cells) =>
    cells.map((cell) => (isCsv ? plain(cell) : cell)),
  );
  const done: string[] = [];
  const values = isCsv ? VALUES : [...VALUES, ...TYPED];
  for (let n = dice(4); n > 0 && rows.length > 1; n--) {
    const [name, change] = Object.entries(ON_ROWS)[dice(Object.keys(ON_ROWS).length)] as [
      string,
      (typeof ON_ROWS)[string],
    ];
    change(rows, dice, values);
    done.push(name);
  }
  const written = isCsv
    ? { bytes: csv(rows, dice), delimiter: ";" }
    : { bytes: await xlsx(rows, dice, done), delimiter: null };
  // Most changed bytes of a zip are refused for their checksum.
  if (dice(isCsv ? 2 : 6) > 0) return { ...written, done };
  const [bytes, what] = onBytes(written.bytes, dice);
  return { ...written, bytes, done: [...done, what] };
}

/** What a csv holds of a cell. */
function plain(cell: CellInput): CellInput {
  if (cell === null || cell === undefined || typeof cell !== "object") return cell;
  return "formula" in cell ? cell.value : null;
}

function csv(rows: Rows, dice: Dice): Buffer {
  const end = ["\n", "\r\n", "\r"][dice(3)] as string;
  const field = (cell: CellInput) => {
    const text = String(cell ?? "");
    return /[";\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = rows.map((cells) => Array.from(cells, field).join(";"));
  return Buffer.from((dice(4) === 0 ? "\ufeff" : "") + lines.join(end) + (dice(2) ? end : ""));
}

async function xlsx(rows: Rows, dice: Dice, done: string[]): Promise<Buffer> {
  const sheets: SheetInput[] = [{ name: "Data", rows }];
  for (let n = dice(3); n > 0; n--) {
    const other: SheetInput = { name: `Lain ${n}`, rows: dice(2) ? [["catatan"], [1, 2]] : (GOOD[1] as () => Rows)() };
    if (dice(3) === 0) other.state = "hidden";
    sheets.splice(dice(sheets.length + 1), 0, other);
    done.push("sheets beside it");
  }
  const parts = workbookParts(sheets);
  if (dice(3) === 0) {
    // Behind the checksum: what a faulty program may write.
    const names = [...parts.keys()].filter((name) => /sheet|Strings|workbook\.xml$|styles/.test(name));
    const name = names[dice(names.length)] as string;
    const [bytes, what] = onBytes(Buffer.from(parts.get(name) as string), dice);
    parts.set(name, bytes);
    done.push(`${name}: ${what}`);
  }
  return zip(parts);
}
