import "server-only";
import { randomUUID } from "node:crypto";
import { PortalError } from "@/lib/errors";
import { readImport } from "@/lib/imports/history";
import { receiveUpload } from "@/lib/imports/receive";
import { runImport } from "@/lib/imports/run";
import { type SampleSize, sampleFiles } from "./generate";

export interface SampleImported {
  /** The imports it took: one, unless the data is larger than a file may be. */
  imports: number[];
  rows: { new: number; changed: number; unchanged: number };
  ahsp: number;
  rincian: number;
  zero_coef: number;
  missing_unit: number;
}

/**
 * Imports sample data through the same pipeline as any file.
 * @param maxBytes of one file, as for sampleFiles
 * @throws the failure of the first file that was not imported; those before it are
 */
export async function importSample(size: SampleSize, maxBytes?: number): Promise<SampleImported> {
  const result: SampleImported = {
    imports: [],
    rows: { new: 0, changed: 0, unchanged: 0 },
    ...{ ahsp: 0, rincian: 0, zero_coef: 0, missing_unit: 0 },
  };
  for (const bytes of sampleFiles(size, maxBytes)) {
    const part = result.imports.length === 0 ? "" : `-${result.imports.length + 1}`;
    const fileName = `contoh-data-${size.ahsp}x${size.rincian}${part}.csv`;
    const upload = { bytes, fileName, numberFormat: null, via: "sample" as const, actor: null };
    const id = await receiveUpload({ ...upload, uploadKey: randomUUID() });
    await runImport(id);
    const item = await readImport(id);
    if (!item?.report) throw new PortalError(item?.errorCode ?? "IMPORT_INTERRUPTED", item?.errorParams ?? {});
    result.imports.push(id);
    for (const name of ["new", "changed", "unchanged"] as const) result.rows[name] += item.report.ledger[name];
    for (const name of ["ahsp", "rincian", "zero_coef", "missing_unit"] as const)
      result[name] += item.report.imported[name];
  }
  return result;
}
