import fc from "fast-check";
import { expect, test } from "vitest";
import { statsTable } from "@/lib/stats/spec";
import { allColumns, chosenColumns, moveColumn, toggleColumn, withHidden } from "./columns";

const all = allColumns(statsTable);
const columns = fc.shuffledSubarray([...all], { minLength: 1 }).map((names) => chosenColumns(statsTable, names));
const column = fc.constantFrom(...all);

test("the key column is always there and first, whatever is asked for, shown, hidden or moved", () => {
  fc.assert(
    fc.property(columns, column, fc.constantFrom(1 as const, -1 as const), (shown, name, by) => {
      for (const next of [shown, toggleColumn(statsTable, shown, name), moveColumn(shown, name, by)])
        expect(next[0]).toBe("kode_ahsp");
    }),
  );
});

test("hiding takes one column away and leaves the order of the others; the menu always offers every column once", () => {
  fc.assert(
    fc.property(columns, column, (shown, name) => {
      const next = toggleColumn(statsTable, shown, name);
      if (name !== "kode_ahsp") expect(next.includes(name)).toBe(!shown.includes(name));
      expect(next.filter((one) => one !== name)).toEqual(shown.filter((one) => one !== name));
      expect([...withHidden(statsTable, shown)].sort()).toEqual([...all].sort());
      expect(withHidden(statsTable, shown).filter((one) => shown.includes(one))).toEqual(shown);
    }),
  );
});

test("a column that comes back stands where it stood by definition", () => {
  const without = toggleColumn(statsTable, all, "sumber");
  expect(withHidden(statsTable, without)).toEqual(all);
  expect(toggleColumn(statsTable, without, "sumber")).toEqual(all);
});

test("moving goes one place and back, and stops at both ends", () => {
  const shown = ["kode_ahsp", "satuan", "sumber"];
  expect(moveColumn(shown, "sumber", -1)).toEqual(["kode_ahsp", "sumber", "satuan"]);
  expect(moveColumn(moveColumn(shown, "satuan", 1), "satuan", -1)).toEqual(shown);
  expect(moveColumn(shown, "satuan", -1)).toEqual(shown);
  expect(moveColumn(shown, "sumber", 1)).toEqual(shown);
});
