import type { ClientBase } from "pg";
import { pool } from "@/lib/db/pool";
import { PortalError } from "@/lib/errors";
import type { Choices } from "./choices";
import { headerText } from "./layout";
import { headerSignature } from "./signature";
import type { Reading, SheetRow } from "./types";

/**
 * Mappings that people made, under the names in the header that they were made for. Columns are letters, which fit every
 * file with the same names in the same order.
 */

/**
 * What holds for every file with this header. Sheet and header row are of one file, and so is the encoding: the names of
 * columns do not tell it, and a wrong one changes texts silently.
 */
export type ProfileChoices = Pick<Choices, "layout" | "columns" | "constants" | "numberFormat">;

/** A mapping that an import is read by. `choices` are all that are in force, those of its own file too. */
export interface UsedProfile {
  signature: string;
  /** Who committed the import it comes from; null: a command. */
  actor: string | null;
  /** ISO, UTC. */
  at: string;
  choices: Partial<Choices>;
}

export interface FoundProfile extends Omit<UsedProfile, "choices"> {
  choices: ProfileChoices;
  /** Row that names the columns. */
  headerRow: number;
}

/** The part of somebody's choices that a profile holds; null when nothing of it was chosen. */
export function profileChoices(choices: Partial<Choices>): ProfileChoices | null {
  const { layout = null, columns = {}, constants = {}, numberFormat = null } = choices;
  const isChosen = layout || numberFormat || Object.keys(columns).length > 0 || Object.keys(constants).length > 0;
  return isChosen ? { layout, columns, constants, numberFormat } : null;
}

/** The profile of the first of these rows whose names have one. */
export async function findProfile(client: ClientBase, rows: readonly SheetRow[]): Promise<FoundProfile | null> {
  const named = rows.filter(({ cells }) => cells.some((cell) => headerText(cell) !== ""));
  const signatures = named.map(({ cells }) => headerSignature({ names: cells }));
  const { rows: found } = await client.query<Omit<FoundProfile, "headerRow" | "at"> & { at: Date }>(
    `SELECT signature, choices, actor, at FROM import_profiles WHERE signature = ANY ($1)
     ORDER BY array_position($1, signature) LIMIT 1`,
    [signatures],
  );
  const [profile] = found;
  const row = profile && named[signatures.indexOf(profile.signature)];
  return profile && row ? { ...profile, at: profile.at.toISOString(), headerRow: row.baris } : null;
}

/**
 * Remembers the choices of a committed import. Without effect when nothing was chosen that holds for other files, or when
 * a column has no name: then other columns may stand under the same signature.
 */
export async function saveProfile(
  client: ClientBase,
  { reading, choices, actor }: { reading: Reading; choices: Partial<Choices>; actor: string | null },
): Promise<void> {
  const kept = profileChoices(choices);
  if (!kept || !reading.signature || reading.columns.some(({ header }) => header === "")) return;
  await client.query(
    `INSERT INTO import_profiles (signature, choices, actor) VALUES ($1, $2, $3)
     ON CONFLICT (signature) DO UPDATE SET choices = excluded.choices, actor = excluded.actor, at = now()`,
    [reading.signature, JSON.stringify(kept), actor],
  );
}

/**
 * Forgets the mapping of a header: who saved it may, every admin, and anyone who imports when it came in by a command.
 * Nothing happens when it is forgotten already.
 * @throws FORBIDDEN
 */
export async function forgetProfile(signature: string, person: { id: string; role: string }): Promise<void> {
  const { rowCount } = await pool().query(
    "DELETE FROM import_profiles WHERE signature = $1 AND (actor IS NULL OR actor = $2 OR $3)",
    [signature, person.id, person.role === "admin"],
  );
  if (rowCount) return;
  const kept = await pool().query("SELECT FROM import_profiles WHERE signature = $1", [signature]);
  if (kept.rowCount) throw new PortalError("FORBIDDEN");
}
