/** The number format of a whole file, proven by its koefisien column. Never guessed value by value. */

import { PortalError } from "@/lib/errors";
import { type NumberFormat, parseDecimal } from "@/lib/format/number";
import type { Cell, Reading } from "@/lib/imports/types";

interface Example {
  baris: number;
  value: string;
}

/** What the koefisien cells seen so far prove. */
export class NumberEvidence {
  private readonly proof: Partial<Record<NumberFormat, Example>> = {};
  private undecided: Example | null = null;
  private filled = 0;
  private textDecimals = 0;

  /** Every koefisien cell below the header, of rejected rows too. */
  add(cell: Cell | undefined, baris: number): void {
    if (cell === null || cell === undefined || cell === "") return;
    this.filled++;
    if (typeof cell !== "string" || !(cell.includes(".") || cell.includes(","))) return;
    const comma = parseDecimal(cell, "comma");
    const point = parseDecimal(cell, "point");
    // "too large" is a well-formed number too: as evidence it counts like any other.
    const isComma = comma.ok || comma.reason === "too_large";
    const isPoint = point.ok || point.reason === "too_large";
    if (!isComma && !isPoint) return;
    this.textDecimals++;
    if (isComma && isPoint) this.undecided ??= { baris, value: cell };
    else this.proof[isComma ? "comma" : "point"] ??= { baris, value: cell };
  }

  /**
   * Whether most filled cells are text with a separator. A whole-number numeric cell among them was probably text too,
   * until a spreadsheet took its decimal separator for a thousands separator.
   */
  mostlyTextDecimals(): boolean {
    return this.textDecimals * 2 > this.filled;
  }

  /**
   * A declared format is taken as it is; else the column must prove one: "0.6" can only be point, "0,6" only comma,
   * "1.234" is either.
   * @throws PortalError NUMBER_FORMAT_MIXED (point, pointRow, comma, commaRow: an example of each),
   *   NUMBER_FORMAT_AMBIGUOUS (value, row: the first that could be either)
   */
  decide(declared: Reading["numberFormat"] | null): Pick<Reading, "numberFormat" | "numberFormatFrom"> {
    if (declared) return { numberFormat: declared, numberFormatFrom: "declared" };
    const { comma, point } = this.proof;
    if (comma && point) {
      throw new PortalError("NUMBER_FORMAT_MIXED", {
        point: shorten(point.value),
        pointRow: point.baris,
        comma: shorten(comma.value),
        commaRow: comma.baris,
      });
    }
    if (comma) return { numberFormat: "comma", numberFormatFrom: "evidence" };
    if (point) return { numberFormat: "point", numberFormatFrom: "evidence" };
    if (this.undecided) {
      const { value, baris } = this.undecided;
      throw new PortalError("NUMBER_FORMAT_AMBIGUOUS", { value: shorten(value), row: baris });
    }
    return { numberFormat: "comma", numberFormatFrom: "none" };
  }
}

function shorten(value: string): string {
  return value.trim().slice(0, 50);
}
