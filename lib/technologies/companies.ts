import "server-only";
import sql from "sql-template-tag";
import { prisma } from "@/lib/db/prisma";
import { slice } from "./list";
import { contains } from "./live";
import type { Slice, TechnologyCompany } from "./types";

const SUGGESTIONS = 10;

/**
 * Companies that use a technology, by name, read from the companies themselves, hence always current.
 * A technology that nobody uses (or a blank, which is none) has no companies.
 */
export async function readTechnologyCompanies({
  technology,
  limit,
  offset,
}: {
  technology: string;
  limit: number;
  offset: number;
}): Promise<Slice<TechnologyCompany>> {
  const rows = await prisma.$queryRaw<TechnologyCompany[]>(sql`
    WITH page AS (
      SELECT c.id, c.name, c.domain, c.technologies, c.import_id, c.baris
      FROM companies c
      WHERE c.technologies @> ARRAY[${technology}::text] AND NOT is_blank(${technology}::text)
      ORDER BY c.name, c.id LIMIT ${limit + 1}::int OFFSET ${offset}::int
    )
    SELECT p.id, p.name, p.domain, i.id AS "importId", i.file_name AS "fileName", p.baris,
      ARRAY(
        SELECT value FROM unnest(p.technologies) WITH ORDINALITY AS technology (value, position)
        WHERE NOT is_blank(value) GROUP BY value ORDER BY min(position)
      ) AS technologies
    FROM page p LEFT JOIN imports i ON i.id = p.import_id
    ORDER BY p.name, p.id`);
  return slice(rows, limit);
}

/** Up to ten names of companies that contain the text, whatever its case, in order; the first ten for "". */
export async function suggestCompanyNames(search: string): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ name: string }[]>(sql`
    SELECT DISTINCT name FROM companies WHERE ${contains(sql`name`, search)} ORDER BY name LIMIT ${SUGGESTIONS}::int`);
  return rows.map(({ name }) => name);
}
