import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { withTransaction } from "@/lib/db/transaction";
import { compareRows, rememberStaged } from "@/lib/imports/corrections/difference";

type Row = (string | null)[];

/** Rows that one file has and the other has not, each counted as often as it occurs. */
function missing(of: Row[], from: Row[]): number {
  const key = (row: Row) => JSON.stringify(row.join("|").replace(/\|+$/, ""));
  const left = new Map<string, number>();
  for (const row of of) left.set(key(row), (left.get(key(row)) ?? 0) + 1);
  for (const row of from) left.set(key(row), Math.max(0, (left.get(key(row)) ?? 0) - 1));
  return [...left.values()].reduce((sum, count) => sum + count, 0);
}

test("of any two files, rows are changed or new exactly as often as the one before does not hold them", async () => {
  const row = fc
    .array(fc.constantFrom("a", "b", "", null), { minLength: 1, maxLength: 3 })
    .map((cells) => ["x", ...cells]);
  const file = fc.array(row, { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(file, file, async (before, after) => {
      const rows = await withTransaction(async (client) => {
        const made = await client.query<{ id: number }>(
          "INSERT INTO imports (upload_key, file_name, via) VALUES ($1, 'x', 'portal') RETURNING id",
          [randomUUID()],
        );
        const id = made.rows[0]?.id as number;
        const stage = async (all: Row[]) => {
          await client.query("DELETE FROM import_rows WHERE import_id = $1", [id]);
          await client.query(
            "INSERT INTO import_rows (import_id, baris, cells) SELECT $1, n, c FROM jsonb_array_elements($2) WITH ORDINALITY AS r(c, n)",
            [id, JSON.stringify(all)],
          );
        };
        await stage(before);
        await rememberStaged(client, id);
        await stage(after);
        return compareRows(client, id);
      });
      expect(rows.changed + rows.added).toBe(missing(after, before));
      expect(rows.changed + rows.removed).toBe(missing(before, after));
    }),
    { numRuns: 60 },
  );
});
