import { z } from "zod";
import { statsTable } from "@/lib/stats/spec";
import { parseQuery, type SearchParams } from "@/lib/table/url";
import { AHSP_COLUMNS, EXPORT_CONTENTS, EXPORT_FORMATS, EXPORT_SEPARATORS } from "./choices";

const columns = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => [...new Set([value].flat().flatMap((part) => part.split(",")))].filter(Boolean))
  .refine((names) => names.every((name) => AHSP_COLUMNS.includes(name)), "INVALID")
  .transform((names) => (names.length > 0 ? names : Object.keys(statsTable.columns)));

/**
 * The query of an export: what of it, and filters, sort and columns as /ahsp takes them, so that its parameters asked
 * here give the file of what it shows. Unlike there, `columns` may name `source_file`, may leave out the code, and may
 * name nothing unknown. Those of `ahsp` are written, in the order asked for; unless told, all of the table.
 */
export const exportRequest = z
  .looseObject({
    format: z.enum(EXPORT_FORMATS).default("xlsx"),
    content: z.enum(EXPORT_CONTENTS).default("ahsp"),
    separator: z.enum(EXPORT_SEPARATORS).default(";"),
    columns: columns.default(Object.keys(statsTable.columns)),
  })
  .transform(({ format, content, separator, columns: names, ...rest }) => ({
    format,
    content,
    separator,
    columns: names,
    query: parseQuery(statsTable, { ...rest, columns: [...names] } as SearchParams),
  }));

export type ExportRequest = z.output<typeof exportRequest>;

/** "ahsp_SNI-2025_2026-11-21.xlsx": what it holds, of which edition, from which day. Safe on every file system. */
export function exportFileName({ format, content, query }: ExportRequest, now: Date): string {
  const { sumber, ...others } = query.filters;
  const edition = sumber?.length === 1 ? safe(sumber[0] ?? "") : "";
  const isFiltered = Object.keys(others).length > 0 || (sumber !== undefined && edition === "");
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Jakarta" }).format(now);
  const parts = [content === "ahsp" ? "ahsp" : "ahsp-rincian", edition, isFiltered ? "filter" : "", day];
  return `${parts.filter(Boolean).join("_")}.${format}`;
}

function safe(text: string): string {
  const plain = text.normalize("NFKD").replace(/[^A-Za-z0-9.]+/g, "-");
  return plain.slice(0, 60).replace(/^[-.]+|[-.]+$/g, "");
}
