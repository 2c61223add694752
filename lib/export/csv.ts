import { stringify } from "csv-stringify/sync";
import { inertText } from "@/lib/format/csv";
import type { ExportColumn, ExportRow } from "./columns";

/** With it a spreadsheet takes a csv for UTF-8. */
const BOM = "\ufeff";

/**
 * A csv in UTF-8 with mark, one piece a batch, quoted as in RFC 4180. Texts that a spreadsheet would run are made inert;
 * our import reads them as they were (lib/format/csv.ts). Numbers are never quoted.
 * @param separator with ";" decimals have a comma, with "," a point
 */
export async function* csvOf(
  columns: readonly ExportColumn[],
  batches: AsyncIterable<readonly ExportRow[]>,
  separator: ";" | ",",
): AsyncGenerator<Buffer, void, undefined> {
  const decimal = separator === ";" ? "," : ".";
  // A lone return or line feed is no line end here, but is one for whoever reads this.
  const options = { delimiter: separator, record_delimiter: "\r\n", quoted_match: /[\r\n]/ };
  const cell = (value: string | number | null, column: number): string | null => {
    if (value === null) return null;
    const kind = columns[column]?.kind;
    if (kind === "koefisien") return decimalText(String(value), decimal);
    return kind === "count" ? String(value) : inertText(String(value));
  };
  yield Buffer.from(BOM + stringify([columns.map(({ header }) => inertText(header))], options));
  for await (const rows of batches)
    yield Buffer.from(
      stringify(
        rows.map((row) => row.map(cell)),
        options,
      ),
    );
}

/**
 * Canonical decimal as text that can only be read in one way: three decimals get a fourth, because "1,234" may be a
 * thousand as well.
 */
export function decimalText(value: string, decimal: "," | "."): string {
  const text = value.replace(".", decimal);
  return /^[1-9][0-9]{0,2}[.,][0-9]{3}$/.test(text) ? `${text}0` : text;
}
