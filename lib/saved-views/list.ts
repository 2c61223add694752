import "server-only";
import sql from "sql-template-tag";
import { prisma } from "@/lib/db/prisma";
import type { TableSpec } from "@/lib/table/spec";
import { savedSearchOf } from "./search";
import type { SavedView } from "./types";

/**
 * What a person has saved of a table and what others share, by name. A view from before the table changed comes with
 * what the table still knows of it.
 */
export async function listSavedViews(spec: TableSpec, person: { id: string }): Promise<SavedView[]> {
  const rows = await prisma.$queryRaw<SavedView[]>(sql`
    SELECT v.id, v.name, v.query AS search, v.shared, v.owner = ${person.id} AS own, u.name AS by
    FROM saved_views v JOIN "user" u ON u.id = v.owner
    WHERE v.table_name = ${spec.name} AND (v.owner = ${person.id} OR v.shared)
    ORDER BY lower(v.name), v.id`);
  return rows.map((row) => ({ ...row, search: savedSearchOf(spec, row.search) }));
}
