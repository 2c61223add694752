import type { ClientBase } from "pg";
import type { AhspSummary } from "./read/messages";
import type { Imported, Ledger } from "./report";

type Outcome = keyof Ledger["ahsp"];

/** AHSP of one outcome, and their lines in the file. */
interface Tally {
  outcome: Outcome;
  ahsp: number;
  rincian: number;
  tk: number;
  bhn: number;
  alt: number;
  lain: number;
  zero_coef: number;
  missing_unit: number;
  ahsp_with_missing_unit: number;
}

/** What became of every row of the file, and what of it stands in the database. To be called after compareStaged. */
export async function readLedger(
  client: ClientBase,
  importId: number,
  { counts }: AhspSummary,
): Promise<{ ledger: Ledger; imported: Imported }> {
  const tallies = await readTallies(client, importId);
  const of = (outcome: Outcome, count: "ahsp" | "rincian") =>
    tallies.find((row) => row.outcome === outcome)?.[count] ?? 0;
  const [created, changed, unchanged] = [of("new", "rincian"), of("changed", "rincian"), of("unchanged", "rincian")];
  const ledger: Ledger = {
    rows: counts.rows,
    headings: counts.headings,
    imported: created + changed + unchanged,
    new: created,
    changed,
    unchanged,
    duplicate_identical: counts.duplicate_identical,
    rejected: counts.rejected + of("held_back", "rincian"),
    ...(counts.further_lines ? { further_lines: counts.further_lines } : {}),
    ahsp: {
      new: of("new", "ahsp"),
      changed: of("changed", "ahsp"),
      unchanged: of("unchanged", "ahsp"),
      held_back: of("held_back", "ahsp"),
    },
  };
  return { ledger, imported: await readImported(client, tallies) };
}

async function readTallies(client: ClientBase, importId: number): Promise<Tally[]> {
  const { rows } = await client.query<Tally>(
    `SELECT outcome, count(*)::int AS ahsp, coalesce(sum(rincian), 0)::int AS rincian,
       coalesce(sum(tk), 0)::int AS tk, coalesce(sum(bhn), 0)::int AS bhn, coalesce(sum(alt), 0)::int AS alt,
       coalesce(sum(lain), 0)::int AS lain, coalesce(sum(zero_coef), 0)::int AS zero_coef,
       coalesce(sum(missing_unit), 0)::int AS missing_unit,
       (count(*) FILTER (WHERE missing_unit > 0))::int AS ahsp_with_missing_unit
     FROM staged_job LEFT JOIN (
       SELECT job AS seq, count(*) AS rincian,
         count(*) FILTER (WHERE kategori = 'TK') AS tk, count(*) FILTER (WHERE kategori = 'BHN') AS bhn,
         count(*) FILTER (WHERE kategori = 'ALT') AS alt, count(*) FILTER (WHERE kategori = 'LAIN') AS lain,
         count(*) FILTER (WHERE koefisien = 0) AS zero_coef,
         count(*) FILTER (WHERE is_blank(satuan_item)) AS missing_unit
       FROM import_lines WHERE import_id = $1 GROUP BY job
     ) AS lines USING (seq) GROUP BY outcome`,
    [importId],
  );
  return rows;
}

async function readImported(client: ClientBase, tallies: Tally[]): Promise<Imported> {
  const sum = (count: Exclude<keyof Tally, "outcome">) =>
    tallies.reduce((total, row) => total + (row.outcome === "held_back" ? 0 : row[count]), 0);
  return {
    ahsp: sum("ahsp"),
    rincian: sum("rincian"),
    per_kategori: { TK: sum("tk"), BHN: sum("bhn"), ALT: sum("alt"), LAIN: sum("lain") },
    zero_coef: sum("zero_coef"),
    missing_unit: sum("missing_unit"),
    ahsp_with_missing_unit: sum("ahsp_with_missing_unit"),
    sumber: await countBy(client, "sumber"),
    klasifikasi: await countBy(client, "coalesce(klasifikasi, '(none)')"),
  };
}

async function countBy(client: ClientBase, key: string): Promise<Record<string, number>> {
  const { rows } = await client.query<{ key: string; count: number }>(
    `SELECT ${key} AS key, count(*)::int AS count FROM staged_job WHERE outcome <> 'held_back' GROUP BY 1 ORDER BY 1`,
  );
  return Object.fromEntries(rows.map((row) => [row.key, row.count]));
}
