import "server-only";
import { pool } from "@/lib/db/pool";
import { PortalError } from "@/lib/errors";
import { errorCodes } from "@/lib/failure";
import type { ViewName } from "./registry";
import type { Verification } from "./types";

/**
 * Holds every row of a view against its definition run at this moment, in one statement, and writes the result down.
 * Costs about as much as a refresh; has no time limit.
 * @throws VIEW_MISSING (view), VIEW_NOT_POPULATED
 */
export async function verifyView(view: ViewName, actor: string | null): Promise<Verification> {
  try {
    const { rows } = await pool().query<Omit<Verification, "at"> & { at: Date }>(
      `SELECT v.at, u.name AS by, v.duration_ms AS "durationMs", v.rows, v.differences, v.changed
       FROM verify_view($1, $2) AS v LEFT JOIN "user" u ON u.id = v.actor`,
      [view, actor],
    );
    const row = rows[0] as Omit<Verification, "at"> & { at: Date };
    return { ...row, at: row.at.toISOString() };
  } catch (error) {
    // Without the view there is no definition to run: format() then makes an empty statement.
    const codes = [...errorCodes(error)];
    if (codes.includes("42P01") || codes.includes("42601"))
      throw new PortalError("VIEW_MISSING", { view }, { cause: error });
    throw error;
  }
}
