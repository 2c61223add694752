import { expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { importSample, importSampleCompanies } from "./import";

async function stored() {
  const { rows } = await pool().query(`
    SELECT (SELECT count(*)::int FROM referensi_ahspreferensi) AS ahsp, (SELECT count(*)::int FROM referensi_rincianreferensi) AS rincian,
      count(*)::int AS view_ahsp, sum(rincian_total)::int AS view_rincian, sum(zero_coef_count)::int AS zero_coef,
      sum(missing_unit_count)::int AS missing_unit
    FROM referensi_ahsp_stats`);
  return rows[0];
}

test("sample data stores exactly what was asked for; again, in several files, it changes nothing", async () => {
  const size = { ahsp: 500, rincian: 1700 };
  const first = await importSample(size);
  expect(first).toMatchObject({ ...size, rows: { new: 1700, changed: 0, unchanged: 0 } });
  const { zero_coef, missing_unit } = first;
  const counts = { ...size, view_ahsp: 500, view_rincian: 1700, zero_coef, missing_unit };
  expect(await stored()).toEqual(counts);

  const again = await importSample(size, 60_000);
  expect(again.imports.length).toBeGreaterThan(2);
  expect(again).toMatchObject({ ...size, rows: { new: 0, changed: 0, unchanged: 1700 } });
  expect(await stored()).toEqual(counts);
  const files = await pool().query("SELECT file_name, via FROM imports ORDER BY id LIMIT 3");
  expect(files.rows).toEqual([
    { file_name: "contoh-data-500x1700.csv", via: "sample" },
    { file_name: "contoh-data-500x1700.csv", via: "sample" },
    { file_name: "contoh-data-500x1700-2.csv", via: "sample" },
  ]);
});

test("sample companies too, in as many files as it takes, and their technologies are listed", async () => {
  const first = await importSampleCompanies({ companies: 300, technologies: 4 }, 5_000);
  expect(first.imports.length).toBeGreaterThan(2);
  expect(first).toMatchObject({ companies: 300, rows: { new: 300, changed: 0, unchanged: 0 } });
  expect(await importSampleCompanies({ companies: 300, technologies: 4 })).toMatchObject({ rows: { unchanged: 300 } });
  const { rows } = await pool().query(
    "SELECT (SELECT count(*)::int FROM companies) AS companies, (SELECT sum(company_count) > 900 FROM mv_distinct_technologies) AS listed",
  );
  expect(rows).toEqual([{ companies: 300, listed: true }]);
});
