import type { ClientBase } from "pg";
import { type CopyValue, copyRows, textArray } from "@/lib/db/copy";
import { pool } from "@/lib/db/pool";
import type { Suspect } from "./choices";
import type { TableInfo } from "./read/read";
import type { AnalysisSink } from "./read/spawn";
import type { Cell, Finding, ParsedCompany, ParsedJob, ParsedLine, SheetRow } from "./types";

/** Tables that hold what was read from a file until somebody commits it. */
const STAGED = [
  "import_jobs",
  "import_lines",
  "import_given_codes",
  "import_companies",
  "import_suspects",
  "import_findings",
] as const;

/** Columns that are copied as they are, in the order of the batch's own names. */
const JOB_COLUMNS = [
  "seq",
  "sumber",
  "kode_ahsp",
  "nama_ahsp",
  "klasifikasi",
  "sub_klasifikasi",
  "satuan",
  "source_file",
  "rejected",
] as const;
const LINE_COLUMNS = [
  "job",
  "baris",
  "urutan",
  "kategori",
  "kode_item",
  "uraian_item",
  "satuan_item",
  "koefisien",
] as const;
const FINDING_COLUMNS = ["baris", "kolom", "field", "kind", "code", "value"] as const;

/**
 * Where an analysis flows to: COPY into the staging tables, in the caller's transaction; what was staged of this import
 * before is gone.
 * @param on told of lines as they arrive, for the progress
 */
export async function openStaging(
  client: ClientBase,
  importId: number,
  on: { checked(lines: number): void },
): Promise<Required<Omit<AnalysisSink, "progress">>> {
  for (const table of [...STAGED, "import_rows"])
    await client.query(`DELETE FROM ${table} WHERE import_id = $1`, [importId]);
  let lines = 0;
  let findings = 0;
  const copy = async (table: string, columns: readonly string[], rows: CopyValue[][], counted = false) => {
    const withId = rows.map((row) => [importId, ...row]);
    await copyRows(client, table, ["import_id", ...columns], withId);
    if (!counted) return;
    lines += rows.length;
    on.checked(lines);
  };
  return {
    table: async (table: TableInfo) => {
      // Not in the transaction: it would hold the import's row, and the progress is written to that row meanwhile.
      await pool().query("UPDATE imports SET source = $2 WHERE id = $1", [importId, JSON.stringify(table)]);
    },
    rows: (batch: SheetRow[]) =>
      copy(
        "import_rows",
        ["baris", "cells"],
        batch.map(({ baris, cells }) => [baris, JSON.stringify(cells.map(storable))]),
      ),
    jobs: (batch: ParsedJob[]) =>
      copy(
        "import_jobs",
        JOB_COLUMNS,
        batch.map((job) => JOB_COLUMNS.map((name) => job[name])),
      ),
    lines: (batch: ParsedLine[]) =>
      copy(
        "import_lines",
        [...LINE_COLUMNS, "koefisien_raw"],
        batch.map((line) => [...LINE_COLUMNS.map((name) => line[name]), line.koefisien_raw ?? null]),
        true,
      ),
    companies: (batch: ParsedCompany[]) =>
      copy(
        "import_companies",
        ["baris", "name", "domain", "technologies"],
        batch.map(({ baris, name, domain, technologies }) => [baris, name, domain, textArray(technologies)]),
        true,
      ),
    suspects: (batch: Suspect[]) =>
      copy(
        "import_suspects",
        ["baris", "kolom", "raw", "candidates", "recommended", "confidence", "evidence"],
        batch.map((one) => [
          one.baris,
          one.kolom,
          one.raw,
          JSON.stringify(one.candidates),
          one.recommended,
          one.confidence,
          JSON.stringify(one.evidence),
        ]),
      ),
    findings: (batch: Finding[]) =>
      copy(
        "import_findings",
        ["seq", ...FINDING_COLUMNS, "params"],
        batch.map((finding) => [
          ++findings,
          ...FINDING_COLUMNS.map((name) => finding[name]),
          JSON.stringify(finding.params),
        ]),
      ),
  };
}

/** Forgets what was staged of an import that is committed; its rows, suspects and findings stay. */
export async function clearStaging(importId: number): Promise<void> {
  for (const table of ["import_jobs", "import_lines", "import_given_codes", "import_companies"])
    await pool().query(`DELETE FROM ${table} WHERE import_id = $1`, [importId]);
}

/** jsonb holds neither NUL nor halves of surrogate pairs. */
function storable(cell: Cell | undefined): Cell {
  if (typeof cell === "string") return cell.replaceAll("\0", "\ufffd").toWellFormed();
  return cell ?? null;
}
