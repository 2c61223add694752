import type { ClientBase } from "pg";
import { PortalError } from "@/lib/errors";
import type { CompaniesSummary } from "@/lib/imports/read/messages";
import { addsUp, type CompaniesReport, type RowLedger } from "@/lib/imports/report";

/**
 * Compares the staged companies with what is stored. A company is known by its domain, one without by its name; it is
 * to be replaced when its name or its technologies differ and left alone when nothing does. Imports of companies take
 * turns from here to the end of the transaction: two that bring the same one would collide.
 */
export async function compareCompanies(client: ClientBase, importId: number): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended('import companies', 0))");
  // CREATE TABLE AS takes no parameters.
  await client.query(`
    CREATE TEMPORARY TABLE staged_company ON COMMIT DROP AS
    SELECT baris, name, domain, technologies, NULL::integer AS company_id, NULL::text AS outcome
    FROM import_companies WHERE import_id = ${Math.trunc(importId)};
    ANALYZE staged_company`);
  await client.query(`
    UPDATE staged_company s SET company_id = c.id,
      outcome = CASE WHEN c.name = s.name AND c.technologies = s.technologies THEN 'unchanged' ELSE 'changed' END
    FROM companies c
    WHERE (s.domain IS NOT NULL AND c.domain = s.domain)
       OR (s.domain IS NULL AND c.domain IS NULL AND c.name = s.name)`);
  await client.query("UPDATE staged_company SET outcome = 'new' WHERE outcome IS NULL");
}

/**
 * Brings the compared companies into the table, by sets. Companies that the file does not name stay.
 * @throws LEDGER_MISMATCH when the outcomes do not add up to the rows of the file; the caller rolls back
 */
export async function writeCompanies(
  client: ClientBase,
  importId: number,
  summary: CompaniesSummary,
): Promise<CompaniesReport> {
  await client.query("DELETE FROM import_changes WHERE import_id = $1", [importId]);
  await client.query(
    `INSERT INTO import_changes (import_id, subject, key, before)
     SELECT $1, 'company', c.id, to_jsonb(c) FROM staged_company s JOIN companies c ON c.id = s.company_id
     WHERE s.outcome = 'changed'`,
    [importId],
  );
  await client.query(
    `UPDATE companies c SET name = s.name, technologies = s.technologies, import_id = $1, baris = s.baris
     FROM staged_company s WHERE s.company_id = c.id AND s.outcome = 'changed'`,
    [importId],
  );
  await client.query(
    `INSERT INTO companies (name, domain, technologies, import_id, baris)
     SELECT name, domain, technologies, $1, baris FROM staged_company WHERE outcome = 'new' ORDER BY baris`,
    [importId],
  );
  await client.query(
    `INSERT INTO import_changes (import_id, subject, key, after_hash)
     SELECT $1, 'company', c.id, md5(c::text) FROM companies c WHERE c.import_id = $1
     ON CONFLICT (import_id, subject, key) DO UPDATE SET after_hash = excluded.after_hash`,
    [importId],
  );
  const ledger = await readLedger(client, summary);
  if (!addsUp(ledger)) throw new PortalError("LEDGER_MISMATCH", { rows: ledger.rows, imported: ledger.imported });
  const imported = await client.query<CompaniesReport["imported"]>(`
    SELECT count(*)::int AS companies,
      (count(*) FILTER (WHERE technologies = '{}'))::int AS without_technologies,
      (SELECT count(DISTINCT value)::int FROM staged_company, unnest(technologies) AS value) AS technologies
    FROM staged_company`);
  return {
    kind: "companies",
    reading: summary.reading,
    ledger,
    imported: imported.rows[0] as CompaniesReport["imported"],
  };
}

async function readLedger(client: ClientBase, { counts }: CompaniesSummary): Promise<RowLedger> {
  const { rows } = await client.query<Pick<RowLedger, "new" | "changed" | "unchanged">>(`
    SELECT (count(*) FILTER (WHERE outcome = 'new'))::int AS new,
      (count(*) FILTER (WHERE outcome = 'changed'))::int AS changed,
      (count(*) FILTER (WHERE outcome = 'unchanged'))::int AS unchanged
    FROM staged_company`);
  const outcomes = rows[0] as Pick<RowLedger, "new" | "changed" | "unchanged">;
  return {
    rows: counts.rows,
    headings: 0,
    imported: outcomes.new + outcomes.changed + outcomes.unchanged,
    ...outcomes,
    duplicate_identical: counts.duplicate_identical,
    rejected: counts.rejected,
  };
}
