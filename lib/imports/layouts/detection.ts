/** Which layout a file has, by evidence in its first rows, and which evidence that is. */

import { storableText } from "@/lib/format/text";
import { type FieldRow, fieldsOf, type Header, hasItem, isBlank } from "@/lib/imports/layout";
import { markerOf } from "@/lib/imports/layouts/marked-rows";
import { readOfficialHeader } from "@/lib/imports/layouts/official-header";
import { filledCells, isSectionName, lettered } from "@/lib/imports/layouts/words";
import type { Detection, Field, SheetRow } from "@/lib/imports/types";

/** Rows below the header that decide between flat and block. */
export const SAMPLE_ROWS = 200;
const LISTS: readonly Field[] = ["tenaga", "bahan", "alat"];

/**
 * @param rows the first rows of the sheet, those above the header too
 * @param header what names columns among them, null when nothing does
 */
export function detectLayout(rows: readonly SheetRow[], header: Header | null): Detection {
  if (header?.kind === "companies") return { layout: "flat", reason: "COMPANIES", params: {} };
  return markedBy(rows) ?? officialBy(rows, header) ?? packedBy(header) ?? chooseFlatOrBlock(rows, header);
}

function markedBy(rows: readonly SheetRow[]): Detection | null {
  for (const row of rows) {
    const marker = markerOf(row);
    if (marker?.means !== "job") continue;
    return { layout: "marked", reason: "MARKED_MARKERS", params: { row: row.baris, text: marker.text } };
  }
  return null;
}

/** Sections named by letters or kategori, under columns that name items and no jobs. */
function officialBy(rows: readonly SheetRow[], header: Header | null): Detection | null {
  if (header?.columns.some((column) => column.field === "nama_ahsp")) return null;
  if (!rows.some((row) => readOfficialHeader(row) !== null)) return null;
  for (const row of rows) {
    const filled = filledCells(row);
    const name = lettered(filled.map((cell) => cell.text));
    if (filled.length > 2 || !isSectionName(name)) continue;
    const text = name.letter === "" ? name.text : `${name.letter}. ${name.text}`;
    return {
      layout: "official",
      reason: "OFFICIAL_SECTIONS",
      params: { row: row.baris, text: storableText(text, 60) },
    };
  }
  return null;
}

/** Lists of items in columns of their own, and no column of single items. */
function packedBy(header: Header | null): Detection | null {
  const at = (field: Field) => header?.columns.find((column) => column.field === field);
  if (!at("kode_ahsp") || (at("uraian_item") && at("koefisien"))) return null;
  const lists = LISTS.flatMap((field) => at(field)?.kolom ?? []);
  return lists.length === 0
    ? null
    : { layout: "packed", reason: "PACKED_LISTS", params: { columns: lists.join(", ") } };
}

/**
 * `block` when rows that only name a job occur and most item rows leave kode or nama to them; else `flat`, where every
 * row must name its job. In doubt flat: a row without kode is then refused and never given to the job above.
 */
function chooseFlatOrBlock(rows: readonly SheetRow[], header: Header | null): Detection {
  let headings = 0;
  let complete = 0;
  let partial = 0;
  for (const row of header ? sampleBelow(rows, header) : []) {
    const namesJob = !isBlank(row.fields.kode_ahsp) && !isBlank(row.fields.nama_ahsp);
    if (hasItem(row)) namesJob ? complete++ : partial++;
    else if (namesJob) headings++;
  }
  if (headings > 0 && (partial > complete || complete === 0)) {
    return { layout: "block", reason: "BLOCK_HEADINGS", params: { headings, items: partial } };
  }
  return { layout: "flat", reason: "FLAT_ROWS", params: {} };
}

function sampleBelow(rows: readonly SheetRow[], header: Header): FieldRow[] {
  const below = rows.filter((row) => row.baris > header.baris && !row.cells.every(isBlank));
  return below.slice(0, SAMPLE_ROWS).map((row) => fieldsOf(header, row));
}
