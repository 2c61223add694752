/** Flat, block and packed layout, and companies: each row below the header is read by its columns. */

import { type FieldRow, fieldsOf, type Header, hasItem } from "@/lib/imports/layout";
import { type Constants, type Feed, ITEM_FIELDS, NAMING_FIELDS, type Target } from "@/lib/imports/layouts/feed";
import type { Field, Layout, SheetRow } from "@/lib/imports/types";

export class TableFeed implements Feed {
  /** Constants of fields without a column, by the rows that they stand in for. */
  private readonly always: [Field, string][];
  private readonly ofItems: [Field, string][];

  constructor(
    private readonly header: Header,
    private readonly layout: Layout,
    constants: Constants,
    private readonly checker: Target,
  ) {
    const given = Object.entries(constants) as [Field, string][];
    this.always = given.filter(([field]) => NAMING_FIELDS.includes(field));
    this.ofItems = given.filter(([field]) => ITEM_FIELDS.includes(field));
  }

  push(row: SheetRow): void {
    const fields = fieldsOf(this.header, row);
    if (this.ofItems.length > 0 && (this.layout !== "block" || hasItem(fields))) fill(fields, this.ofItems);
    if (this.always.length > 0) fill(fields, this.always);
    this.checker.push(fields);
  }

  end(): void {}
}

function fill({ fields }: FieldRow, constants: [Field, string][]): void {
  for (const [field, value] of constants) fields[field] ??= value;
}
