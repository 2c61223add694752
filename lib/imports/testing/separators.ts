/** How often suspect cells are judged rightly, measured where the truth is known. */

import { judgeSuspects, type SuspectCell } from "@/lib/imports/separators";
import type { AhspAnalysis } from "@/lib/imports/types";

/**
 * Lets the cells of a file lose their separators from `least` on instead of from 1: texts of three and four decimals from
 * `least` up, whose value the file says, and suspects of four digits. Those whose digits leave several candidates are
 * judged, without any of the others of their kind as evidence, and compared with the truth.
 */
export function calibrate({ lines, jobs, suspects }: AhspAnalysis, least: number) {
  const byRow = new Map(suspects.map((suspect) => [suspect.baris, suspect]));
  const truths: string[] = [];
  const cells: SuspectCell[] = [];
  const altered = lines.map((line, position) => {
    const suspect = byRow.get(line.baris);
    if (suspect && suspect.candidates.length > 2) return null;
    const truth = suspect ? (suspect.candidates[0] as string) : line.koefisien;
    const decimals = truth.includes(".") ? truth.length - truth.indexOf(".") - 1 : 0;
    if (suspect || ((decimals === 3 || decimals === 4) && Number(truth) >= least)) {
      cells.push({ position, raw: truth.replace(".", "").replace(/^0+/, ""), kolom: "H" });
      truths.push(truth);
    }
    return line;
  });
  const judged = judgeSuspects(altered, jobs.length, cells, { least }).map((one, n) => ({ ...one, truth: truths[n] }));
  const open = judged.filter((one) => one.evidence.from !== "digits");
  const sure = open.filter((one) => one.confidence === "high");
  const wrong = sure.filter((one) => one.recommended !== one.truth);
  return { lost: cells.length, open: open.length, sure: sure.length, wrong: wrong.length };
}
