/** Cells of koefisien that stand out as having lost their decimal separator, and what people decided about them. */

import type { Suspect } from "@/lib/imports/choices";
import type { JobState } from "@/lib/imports/jobs";
import type { RowReader } from "@/lib/imports/row-reader";
import { candidatesOf, judgeSuspects, type SuspectCell } from "@/lib/imports/separators";
import type { Cell, ParsedLine } from "@/lib/imports/types";

export class SuspectBook {
  /** Suspect cells that nobody has decided about. */
  open = 0;
  private readonly cells: SuspectCell[] = [];

  /**
   * @param repairs what was decided, by row
   * @param mostlyText whether the column holds decimals as text: only there a whole number in a numeric cell is suspect
   */
  constructor(
    private readonly reader: RowReader,
    private readonly repairs: Record<number, string>,
    private readonly mostlyText: boolean,
  ) {}

  /** One cell, of the row that the reader is at. A suspect one gets what was decided that it means, or is flagged. */
  look(position: number, cell: Cell, line: ParsedLine | null | undefined, owner: JobState | null): void {
    if (!this.mostlyText || typeof cell !== "number" || !Number.isInteger(cell) || cell === 0) return;
    const raw = String(cell);
    this.cells.push({ position, raw, kolom: this.reader.place("koefisien") ?? "" });
    const decided = this.repairs[this.reader.row.baris];
    if (decided === undefined || !candidatesOf(raw).includes(decided)) {
      this.open++;
      if (owner) owner.suspect = true;
      this.reader.remark("koefisien", "SUSPECT_DECIMAL_SEPARATOR", cell);
    } else if (line && decided !== raw) {
      line.koefisien = decided;
      line.koefisien_raw = raw;
      this.reader.remark("koefisien", "KOEFISIEN_REPAIRED", cell, { stored: decided });
    }
  }

  /** @param jobs how many there are at most */
  judge(lines: readonly (ParsedLine | null)[], jobs: number): Suspect[] {
    return judgeSuspects(lines, jobs, this.cells);
  }
}
