import "server-only";
import type { PoolClient } from "pg";
import { withTransaction } from "@/lib/db/transaction";
import { PortalError } from "@/lib/errors";
import { takeTurns } from "@/lib/imports/turns";
import { AHSP_FIELDS, type AhspField, type EditField, LINE_FIELDS, type LineField, readValue } from "./edit-fields";

/** What a person changes: `value` as canonical text ("" = none), `expected` as stored when they saw it (null = none). */
interface Change<F extends EditField> {
  field: F;
  value: string;
  expected: string | null;
  /** Id of the person. */
  actor: string | null;
}

/** `changed` false: the value was stored already. */
export interface Edited {
  value: string | null;
  changed: boolean;
}

/** An edit that waits longer for an import of its sumber gives up: the person is told to try again. */
const PATIENCE = "5s";

/**
 * Changes one value of a line. Where it was read from (import, row, text of the cell) stays with the line.
 * @throws NOT_FOUND: an import may have replaced the line; CONFLICT (present: absent when there is no value): it is no
 *   longer what the person saw; a code of readValue; DATABASE_TIMEOUT by way of its lock
 */
export async function editLine({ lineId, ...change }: Change<LineField> & { lineId: number }): Promise<Edited> {
  return edit(change, LINE_FIELDS, {
    id: lineId,
    sumber: `SELECT a.sumber FROM referensi_rincianreferensi r JOIN referensi_ahspreferensi a ON a.id = r.ahsp_id
             WHERE r.id = $1`,
    present: (field) => `
      SELECT a.sumber, a.kode_ahsp, r.id AS line_id, r.uraian_item,
        ${field === "koefisien" ? "trim_scale(r.koefisien)::text" : `r.${field}`} AS value
      FROM referensi_rincianreferensi r JOIN referensi_ahspreferensi a ON a.id = r.ahsp_id WHERE r.id = $1 FOR UPDATE`,
    write: (field) =>
      `UPDATE referensi_rincianreferensi SET ${field} = $2${field === "koefisien" ? "::numeric" : ""} WHERE id = $1`,
  });
}

/** Changes one value of an AHSP itself. @throws as editLine */
export async function editAhsp({ ahspId, ...change }: Change<AhspField> & { ahspId: number }): Promise<Edited> {
  return edit(change, AHSP_FIELDS, {
    id: ahspId,
    sumber: "SELECT sumber FROM referensi_ahspreferensi WHERE id = $1",
    present: (field) => `
      SELECT sumber, kode_ahsp, NULL AS line_id, NULL AS uraian_item, ${field} AS value
      FROM referensi_ahspreferensi WHERE id = $1 FOR UPDATE`,
    write: (field) => `UPDATE referensi_ahspreferensi SET ${field} = $2 WHERE id = $1`,
  });
}

/** Statements about the row `id`; each takes the id as $1. */
interface Row<F> {
  id: number;
  sumber: string;
  present(field: F): string;
  write(field: F): string;
}

interface Present {
  sumber: string;
  kode_ahsp: string;
  line_id: number | null;
  uraian_item: string | null;
  value: string | null;
}

async function edit<F extends EditField>(change: Change<F>, fields: readonly F[], row: Row<F>): Promise<Edited> {
  const value = storedValue(change);
  // The name becomes part of a statement.
  const field = fields.find((known) => known === change.field);
  if (!field) throw new PortalError("INVALID_INPUT");
  return withTransaction(async (client) => {
    await client.query(`SET LOCAL lock_timeout = '${PATIENCE}'`);
    const { sumber } = await one<{ sumber: string }>(client, row.sumber, row.id);
    // Imports compare and write in their turn; what is read from here on, none of them changes.
    await takeTurns(client, [sumber]);
    const present = await one<Present>(client, row.present(field), row.id);
    if (present.value === value) return { value, changed: false };
    if (present.value !== change.expected) {
      throw new PortalError("CONFLICT", present.value === null ? {} : { present: present.value });
    }
    await client.query(row.write(field), [row.id, value]);
    await client.query(
      `INSERT INTO ahsp_edits (sumber, kode_ahsp, line_id, uraian_item, field, before, after, actor)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        present.sumber,
        present.kode_ahsp,
        present.line_id,
        present.uraian_item,
        field,
        present.value,
        value,
        change.actor,
      ],
    );
    return { value, changed: true };
  });
}

/** Numbers come in canonical: what the person saw as the reading of their text is stored to the digit, or refused. */
function storedValue({ field, value: text }: Change<EditField>): string | null {
  const read = readValue(field, text, "point");
  if ("refused" in read) throw new PortalError(read.refused.code, read.refused.params);
  if (field === "koefisien" && read.value !== text) throw new PortalError("KOEFISIEN_NOT_A_NUMBER");
  return read.value;
}

async function one<T extends object>(client: PoolClient, text: string, id: number): Promise<T> {
  const { rows } = await client.query<T>(text, [id]);
  if (!rows[0]) throw new PortalError("NOT_FOUND");
  return rows[0];
}
