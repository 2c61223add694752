/** Marked text: a marker such as [AHSP], the row of a job, then its items, in sections named by markers or in none. */

import { type Column, columnLetter, isBlank } from "@/lib/imports/layout";
import { type Constants, type Feed, ITEM_FIELDS, type StructuredTarget } from "@/lib/imports/layouts/feed";
import { columnsNamed, type MarkedColumns } from "@/lib/imports/layouts/marked-columns";
import { MarkedWalk } from "@/lib/imports/layouts/marked-rows";
import type { Cell, Field, SheetRow } from "@/lib/imports/types";

type Fields = Partial<Record<Field, Cell>>;
type Places = Partial<Record<Field, string>>;

export class MarkedFeed implements Feed {
  private readonly walk = new MarkedWalk();
  /** Given by markers to the jobs that follow. */
  private readonly given: Fields = {};

  /** @param byHand fields whose columns later names do not move */
  constructor(
    private readonly columns: MarkedColumns,
    private readonly byHand: ReadonlySet<Field>,
    private readonly constants: Constants,
    private readonly checker: StructuredTarget,
  ) {}

  push(row: SheetRow): void {
    const step = this.walk.next(row);
    switch (step.is) {
      case "job":
        this.takeJob(row, step.from);
        return;
      case "unnamed":
        // Refused for its kode, and its items with it: they must not go to the job above.
        this.checker.push({ baris: row.baris, fields: { nama_ahsp: "?" }, places: {} });
        return;
      case "item":
        this.takeItem(row, step.from, step.section);
        return;
      case "value":
        this.given[step.field] = step.cell;
        break;
      case "names":
        this.takeNames(row, step.of);
        break;
    }
    this.checker.pushStructure();
  }

  end(): void {}

  private takeNames(row: SheetRow, of: "job" | "item" | "both"): void {
    const { columns } = this;
    if (of !== "item") {
      columns.job = this.merged(columns.job, columnsNamed(row, "job"));
      columns.jobFrom = 0;
    }
    if (of !== "job") {
      columns.item = this.merged(columns.item, columnsNamed(row, "item"));
      columns.itemFrom = 0;
    }
  }

  private merged(before: readonly Column[], named: readonly Column[]): Column[] {
    return [
      ...before.filter((column) => this.byHand.has(column.field)),
      ...named.filter((column) => !this.byHand.has(column.field)),
    ];
  }

  private takeJob(row: SheetRow, from: number): void {
    const { fields, places } = this.read(row, this.columns.job, from - this.columns.jobFrom);
    for (const [field, cell] of Object.entries(this.given) as [Field, Cell][]) fields[field] ??= cell;
    for (const field of ["kode_ahsp", "nama_ahsp"] as const) fields[field] ??= this.constants[field] ?? null;
    // A row that names no job at all would leave its items to the job above; with a name it is refused for its kode.
    if (isBlank(fields.kode_ahsp) && isBlank(fields.nama_ahsp)) fields.nama_ahsp = "?";
    this.checker.push({ baris: row.baris, fields, places });
  }

  private takeItem(row: SheetRow, from: number, section: string | null): void {
    const { fields, places } = this.read(row, this.columns.item, from - this.columns.itemFrom);
    fields.kategori ??= section;
    for (const field of ITEM_FIELDS) {
      if (places[field] === undefined) fields[field] ??= this.constants[field] ?? null;
    }
    this.checker.push({ baris: row.baris, fields, places });
  }

  private read(row: SheetRow, columns: readonly Column[], shift: number): { fields: Fields; places: Places } {
    const fields: Fields = {};
    const places: Places = {};
    for (const column of columns) {
      const index = column.index + (this.byHand.has(column.field) ? 0 : shift);
      const cell = row.cells[index];
      fields[column.field] = cell === undefined || cell === "" ? null : cell;
      places[column.field] = columnLetter(index);
    }
    return { fields, places };
  }
}
