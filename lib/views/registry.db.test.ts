import { describe, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { declaredIndexes, viewFiles } from "@/lib/db/view-files";
import { LOCALES } from "@/lib/format/locale";
import { definitionOf } from "./definition";
import { VIEWS, viewNames } from "./registry";
import { isCron, TIME_ZONES } from "./schedule-words";

async function column(text: string, values: unknown[]): Promise<unknown[]> {
  const { rows } = await pool().query({ text, values, rowMode: "array" });
  return rows.map((row) => row[0]);
}

test("every view file has an entry in the registry, and the other way round", () => {
  expect(viewNames().toSorted()).toEqual(
    viewFiles()
      .map((file) => file.view)
      .toSorted(),
  );
});

describe.each(viewNames())("the view %s", (view) => {
  const entry = VIEWS[view];

  test("says in both languages what it is and what its changes count", () => {
    for (const locale of LOCALES) {
      for (const text of [entry.label[locale], entry.about[locale], entry.counts[locale]]) {
        expect(text.trim()).not.toBe("");
      }
    }
  });

  test("has a comment, and a plain unique index, without which it could not be refreshed concurrently", async () => {
    expect(await column("SELECT obj_description(to_regclass($1))", [view])).not.toEqual([null]);
    const unique = await column(
      `SELECT count(*)::int FROM pg_index
       WHERE indrelid = to_regclass($1) AND indisunique AND indpred IS NULL AND indexprs IS NULL`,
      [view],
    );
    expect(unique[0]).toBeGreaterThan(0);
  });

  test("is derived from what it declares, no more and no less", async () => {
    const found = await column("SELECT relation FROM view_dependencies($1)", [view]);
    expect(found.toSorted()).toEqual([...entry.dependsOn].toSorted());
  });

  test("has exactly the indexes that its file declares, among them the one of its canonical query", async () => {
    const declared = declaredIndexes(definitionOf(view)).map((index) => index.name);
    const there = await column("SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = to_regclass($1)", [
      view,
    ]);
    expect(there.toSorted()).toEqual(declared.toSorted());
    expect(declared).toContain(entry.canonical.index);
  });

  test("has a schedule that comes due, in a zone that people can choose", () => {
    expect(isCron(entry.schedule.cron)).toBe(true);
    expect(TIME_ZONES).toContain(entry.schedule.timeZone);
  });
});

test("dependencies are seen through plain views, and end at a materialized one", async () => {
  await pool().query(`
    CREATE VIEW plain_one AS SELECT id, nama_ahsp FROM referensi_ahspreferensi;
    CREATE VIEW plain_two AS SELECT p.id, s.rincian_total FROM plain_one p JOIN referensi_ahsp_stats s ON s.ahsp_id = p.id;
    CREATE MATERIALIZED VIEW seen_through AS SELECT p.* FROM plain_two p, companies`);
  const { rows } = await pool().query("SELECT * FROM view_dependencies('seen_through')");
  expect(rows).toEqual(
    [
      { relation: "companies", is_view: false },
      { relation: "referensi_ahspreferensi", is_view: false },
      { relation: "referensi_ahsp_stats", is_view: true },
    ].toSorted((a, b) => (a.relation < b.relation ? -1 : 1)),
  );
});
