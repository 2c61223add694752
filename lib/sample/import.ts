import "server-only";
import { randomUUID } from "node:crypto";
import { PortalError } from "@/lib/errors";
import { readImport } from "@/lib/imports/history";
import { receiveUpload } from "@/lib/imports/receive";
import type { ImportReport } from "@/lib/imports/report";
import { runImport } from "@/lib/imports/run";
import { type CompaniesSize, sampleCompanies } from "./companies";
import { type SampleSize, sampleFiles } from "./generate";

interface RowsImported {
  /** The imports it took: one, unless the data is larger than a file may be. */
  imports: number[];
  rows: { new: number; changed: number; unchanged: number };
}

export interface SampleImported extends RowsImported {
  ahsp: number;
  rincian: number;
  zero_coef: number;
  missing_unit: number;
}

/**
 * Imports sample AHSP through the same pipeline as any file.
 * @param maxBytes of one file, as for sampleFiles
 * @throws the failure of the first file that was not imported; those before it are
 */
export async function importSample(size: SampleSize, maxBytes?: number): Promise<SampleImported> {
  const sums = { ahsp: 0, rincian: 0, zero_coef: 0, missing_unit: 0 };
  const done = await importFiles(`contoh-data-${size.ahsp}x${size.rincian}`, sampleFiles(size, maxBytes), (report) => {
    if (report.kind !== "ahsp") return;
    for (const name of ["ahsp", "rincian", "zero_coef", "missing_unit"] as const) sums[name] += report.imported[name];
  });
  return { ...done, ...sums };
}

/** Imports sample companies in the same way. */
export async function importSampleCompanies(
  size: CompaniesSize,
  maxBytes?: number,
): Promise<RowsImported & { companies: number }> {
  let companies = 0;
  const done = await importFiles(`contoh-perusahaan-${size.companies}`, sampleCompanies(size, maxBytes), (report) => {
    if (report.kind === "companies") companies += report.imported.companies;
  });
  return { ...done, companies };
}

async function importFiles(
  name: string,
  files: Iterable<Buffer>,
  onReport: (report: ImportReport) => void,
): Promise<RowsImported> {
  const result: RowsImported = { imports: [], rows: { new: 0, changed: 0, unchanged: 0 } };
  for (const bytes of files) {
    const part = result.imports.length === 0 ? "" : `-${result.imports.length + 1}`;
    const upload = {
      bytes,
      fileName: `${name}${part}.csv`,
      choices: {},
      goal: "commit" as const,
      via: "sample" as const,
      actor: null,
    };
    const id = await receiveUpload({ ...upload, uploadKey: randomUUID() });
    await runImport(id);
    const item = await readImport(id);
    if (!item?.report) throw new PortalError(item?.failure?.code ?? "IMPORT_INTERRUPTED", item?.failure?.params ?? {});
    result.imports.push(id);
    for (const outcome of ["new", "changed", "unchanged"] as const) result.rows[outcome] += item.report.ledger[outcome];
    onReport(item.report);
  }
  return result;
}
