import { stringify } from "csv-stringify/sync";
import { inertText } from "@/lib/format/csv";

/** With it a spreadsheet takes a csv for UTF-8. */
export const BOM = "\ufeff";

/** One line of a csv, with its end. Texts that a spreadsheet would run as formulas are made inert. */
export function csvLine(cells: readonly (string | number | null | undefined)[], separator: string): string {
  const texts = cells.map((cell) => (typeof cell === "string" ? inertText(cell) : cell));
  // A lone return or line feed is no line end here, but is one for whoever reads this.
  return stringify([texts], { delimiter: separator, record_delimiter: "\r\n", quoted_match: /[\r\n]/ });
}
