/** The columns of a marked file: by their names where a row names them, else by what most rows hold there. */

import { parseDecimal } from "@/lib/format/number";
import { type Column, columnLetter, namedColumns } from "@/lib/imports/layout";
import { MarkedWalk } from "@/lib/imports/layouts/marked-rows";
import { isKode, isUnit } from "@/lib/imports/layouts/words";
import type { Cell, Field, SheetRow } from "@/lib/imports/types";

export interface MarkedColumns {
  /** Row that names the columns of items; 0 when there is none. */
  baris: number;
  names: readonly (Cell | undefined)[];
  job: Column[];
  item: Column[];
  /** First position of the rows that the columns were seen in: 1 where a marker stands before them. */
  jobFrom: number;
  itemFrom: number;
  /** Fields that markers such as [SUMBER] give. */
  given: Field[];
}

const JOB_FIELDS: readonly Field[] = [
  "sumber",
  "kode_ahsp",
  "nama_ahsp",
  "klasifikasi",
  "sub_klasifikasi",
  "satuan_pekerjaan",
  "source_file",
];
const ITEM_FIELDS: readonly Field[] = ["kategori", "kode_item", "uraian_item", "satuan_item", "koefisien"];

/** What a name means in the row of a job, and in that of an item: "kode" is the kode of either. */
const AS_JOB: Partial<Record<Field, Field>> = { uraian_item: "nama_ahsp", satuan_item: "satuan_pekerjaan" };
const AS_ITEM: Partial<Record<Field, Field>> = { kode_ahsp: "kode_item", nama_ahsp: "uraian_item" };

/** The columns that a row of names gives to jobs or to items. */
export function columnsNamed(row: SheetRow, of: "job" | "item"): Column[] {
  const named = namedColumns(row);
  const [fields, other] = of === "job" ? [JOB_FIELDS, AS_JOB] : [ITEM_FIELDS, AS_ITEM];
  const has = (field: Field) => named.some((column) => column.field === field);
  return named.flatMap((column) => {
    if (fields.includes(column.field)) return [column];
    const meant = other[column.field];
    return meant && !has(meant) ? [{ ...column, field: meant }] : [];
  });
}

/** Looks through the first rows of a sheet. */
export function markedColumns(rows: readonly SheetRow[]): MarkedColumns {
  const found: MarkedColumns = { baris: 0, names: [], job: [], item: [], jobFrom: 0, itemFrom: 0, given: [] };
  const jobs: Sample[] = [];
  const items: Sample[] = [];
  const walk = new MarkedWalk();
  for (const row of rows) {
    const step = walk.next(row);
    if (step.is === "job") jobs.push({ row, from: step.from });
    else if (step.is === "item") items.push({ row, from: step.from });
    else if (step.is === "value") found.given.push(step.field);
    else if (step.is === "names") {
      if (step.of !== "item" && found.job.length === 0) found.job = columnsNamed(row, "job");
      if (step.of !== "job" && found.item.length === 0) {
        found.item = columnsNamed(row, "item");
        found.baris = row.baris;
        found.names = row.cells;
      }
    }
  }
  if (found.job.length === 0) {
    found.jobFrom = jobs[0]?.from ?? 0;
    found.job = jobShape(jobs, found.jobFrom);
  }
  if (found.item.length === 0) {
    found.itemFrom = items[0]?.from ?? 0;
    found.item = itemShape(items, found.itemFrom);
  }
  return found;
}

interface Sample {
  row: SheetRow;
  from: number;
}

/** What the cells of one position are, over the sample. */
interface Shape {
  index: number;
  filled: number;
  numbers: number;
  codes: number;
  units: number;
  letters: number;
}

function shapes(samples: readonly Sample[], from: number): Shape[] {
  const width = Math.max(0, ...samples.map(({ row, from: first }) => row.cells.length - first));
  return Array.from({ length: width }, (_, position) => {
    const shape = { index: from + position, filled: 0, numbers: 0, codes: 0, units: 0, letters: 0 };
    for (const { row, from: first } of samples) {
      const cell = row.cells[first + position];
      const text = typeof cell === "string" ? cell.trim() : String(cell ?? "");
      if (text === "") continue;
      shape.filled++;
      if (parseDecimal(text, "comma").ok || parseDecimal(text, "point").ok) shape.numbers++;
      // Codes of items: L.01, TK-0001, B.1871
      if (isKode(text) || /^[\p{L}]{1,4}[.-]?[0-9][\p{L}0-9.-]*$/u.test(text)) shape.codes++;
      if (isUnit(text)) shape.units++;
      shape.letters += text.match(/\p{L}/gu)?.length ?? 0;
    }
    return shape;
  });
}

const mostly = (part: number, { filled }: Shape) => filled > 0 && part * 2 > filled;

function named(shape: Shape | undefined, field: Field): Column[] {
  return shape ? [{ field, index: shape.index, kolom: columnLetter(shape.index), header: "" }] : [];
}

/** kode, then nama, then perhaps a short satuan. */
function jobShape(jobs: readonly Sample[], from: number): Column[] {
  const all = shapes(jobs, from);
  const kode = all.findIndex((shape) => mostly(shape.codes, shape));
  const at = kode < 0 ? 0 : kode;
  const satuan = all[at + 2];
  const isShort = satuan && mostly(satuan.filled - satuan.numbers, satuan) && satuan.letters / satuan.filled <= 6;
  return [
    ...named(all[at], "kode_ahsp"),
    ...named(all[at + 1], "nama_ahsp"),
    ...(isShort ? named(satuan, "satuan_pekerjaan") : []),
  ];
}

/** The longest text is the uraian, the first number behind it the koefisien; a kode stands before it, a unit beside. */
function itemShape(items: readonly Sample[], from: number): Column[] {
  const all = shapes(items, from);
  const texts = all.filter((shape) => shape.filled > 0 && !mostly(shape.numbers, shape));
  const uraian = texts
    .filter((shape) => !mostly(shape.codes, shape))
    .reduce<Shape | undefined>((most, shape) => (most && most.letters >= shape.letters ? most : shape), undefined);
  if (!uraian) return [];
  const koefisien = all.find((shape) => shape.index > uraian.index && mostly(shape.numbers, shape));
  // "m3" is shaped as a code is.
  const kode = texts.find((shape) => mostly(shape.codes, shape) && !mostly(shape.units, shape));
  const others = texts.filter((shape) => shape !== uraian && shape !== kode);
  const satuan = others.find((shape) => mostly(shape.units, shape)) ?? others.find((s) => s.index > uraian.index);
  return [
    ...named(kode, "kode_item"),
    ...named(uraian, "uraian_item"),
    ...named(satuan, "satuan_item"),
    ...named(koefisien, "koefisien"),
  ];
}
