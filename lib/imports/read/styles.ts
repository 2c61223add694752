import type { Limits } from "./limits";
import { readXml } from "./xml";
import type { Archive } from "./zip";

// Built-in formats that show dates or times (ECMA-376 part 1, 18.8.30, with the East Asian ones).
const BUILT_IN_DATES = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);
for (let id = 27; id <= 36; id++) BUILT_IN_DATES.add(id);
for (let id = 50; id <= 58; id++) BUILT_IN_DATES.add(id);

/** Cell styles (positions in cellXfs) whose number format shows a date or time. */
export async function dateStyles(archive: Archive, part: string, limits: Limits): Promise<Set<number>> {
  const dateFormats = new Set(BUILT_IN_DATES);
  const dates = new Set<number>();
  let inCellXfs = false;
  let index = 0;
  await readXml(
    archive,
    part,
    limits.metaBytes,
    {
      open(name, { numFmtId, formatCode }) {
        if (name === "numFmt") {
          const id = Number(numFmtId);
          if (isDateFormat(formatCode ?? "")) dateFormats.add(id);
          else dateFormats.delete(id);
        } else if (name === "cellXfs") inCellXfs = true;
        else if (name === "xf" && inCellXfs) {
          if (dateFormats.has(Number(numFmtId))) dates.add(index);
          index++;
        }
      },
      close(name) {
        if (name === "cellXfs") inCellXfs = false;
      },
    },
    limits,
  );
  return dates;
}

/** Whether a number format code shows a date or time: `yyyy-mm-dd`, `[h]:mm`; not `#,##0`, `0.0 "hari"`, `[Red]0`. */
export function isDateFormat(code: string): boolean {
  if (/\[(?:h+|m+|s+)\]/i.test(code)) return true;
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/gs, "").replace(/general/gi, "");
  return /[ymdhs]/i.test(bare);
}
