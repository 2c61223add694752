import "server-only";
import type { PoolClient } from "pg";
import type { Role } from "@/lib/auth/roles";
import { withTransaction } from "@/lib/db/transaction";
import { PortalError } from "@/lib/errors";
import type { TableSpec } from "@/lib/table/spec";
import { type Rights, rightsOn } from "./rights";
import { savedSearchOf } from "./search";
import { QUERY_LIMIT, VIEW_LIMIT } from "./types";

interface Who {
  id: string;
  role: Role;
}

/**
 * Keeps what a table shows under a name, for this person alone. `search`: of the URL; stored is what the table reads in it.
 * @throws SAVED_VIEW_NAME_TAKEN, SAVED_VIEW_LIMIT (limit), SAVED_VIEW_TOO_LONG (limit)
 */
export async function saveView(
  spec: TableSpec,
  person: Who,
  { name, search }: { name: string; search: string },
): Promise<{ id: number }> {
  const query = storedSearch(spec, search);
  return withTransaction(async (client) => {
    await ownerLocked(client, person.id);
    const count = await client.query("SELECT FROM saved_views WHERE owner = $1", [person.id]);
    if ((count.rowCount ?? 0) >= VIEW_LIMIT) throw new PortalError("SAVED_VIEW_LIMIT", { limit: VIEW_LIMIT });
    await nameFree(client, { spec, owner: person.id, name, but: null });
    const { rows } = await client.query<{ id: number }>(
      "INSERT INTO saved_views (owner, table_name, name, query) VALUES ($1, $2, $3, $4) RETURNING id",
      [person.id, spec.name, name, query],
    );
    return { id: rows[0]?.id ?? 0 };
  });
}

/** @throws NOT_FOUND: there is none, or it is not theirs to see; FORBIDDEN; SAVED_VIEW_NAME_TAKEN */
export async function renameView(spec: TableSpec, person: Who, { id, name }: { id: number; name: string }) {
  await change(spec, person, id, "change", async (client, owner) => {
    await nameFree(client, { spec, owner, name, but: id });
    await client.query("UPDATE saved_views SET name = $2, updated_at = now() WHERE id = $1", [id, name]);
  });
}

/** Gives a saved view another query. @throws NOT_FOUND, FORBIDDEN, SAVED_VIEW_TOO_LONG */
export async function replaceView(spec: TableSpec, person: Who, { id, search }: { id: number; search: string }) {
  const query = storedSearch(spec, search);
  await change(spec, person, id, "change", (client) =>
    client.query("UPDATE saved_views SET query = $2, updated_at = now() WHERE id = $1", [id, query]),
  );
}

/** Everybody sees it from now on. @throws NOT_FOUND, FORBIDDEN */
export async function shareView(spec: TableSpec, person: Who, { id }: { id: number }) {
  await setShared(spec, person, id, true);
}

/** Only its owner sees it from now on. @throws NOT_FOUND, FORBIDDEN */
export async function unshareView(spec: TableSpec, person: Who, { id }: { id: number }) {
  await setShared(spec, person, id, false);
}

/** @throws NOT_FOUND, FORBIDDEN */
export async function removeView(spec: TableSpec, person: Who, { id }: { id: number }) {
  await change(spec, person, id, "remove", (client) => client.query("DELETE FROM saved_views WHERE id = $1", [id]));
}

async function setShared(spec: TableSpec, person: Who, id: number, shared: boolean) {
  await change(spec, person, id, shared ? "share" : "unshare", (client) =>
    client.query("UPDATE saved_views SET shared = $2, updated_at = now() WHERE id = $1", [id, shared]),
  );
}

/** Writes when the person may; what they cannot see does not exist for them. */
async function change(
  spec: TableSpec,
  person: Who,
  id: number,
  right: keyof Rights,
  write: (client: PoolClient, owner: string) => Promise<unknown>,
): Promise<void> {
  await withTransaction(async (client) => {
    await ownerLocked(client, person.id);
    const { rows } = await client.query<{ owner: string; shared: boolean }>(
      "SELECT owner, shared FROM saved_views WHERE id = $1 AND table_name = $2 FOR UPDATE",
      [id, spec.name],
    );
    const [view] = rows;
    const own = view?.owner === person.id;
    if (!view || !(own || view.shared)) throw new PortalError("NOT_FOUND");
    if (!rightsOn({ own, shared: view.shared }, person.role)[right]) throw new PortalError("FORBIDDEN");
    await write(client, view.owner);
  });
}

/** One change of a person at a time: between a look at names or numbers and the write, none of them changes. */
async function ownerLocked(client: PoolClient, owner: string): Promise<void> {
  await client.query('SELECT FROM "user" WHERE id = $1 FOR NO KEY UPDATE', [owner]);
}

async function nameFree(
  client: PoolClient,
  { spec, owner, name, but }: { spec: TableSpec; owner: string; name: string; but: number | null },
): Promise<void> {
  const { rowCount } = await client.query(
    `SELECT FROM saved_views WHERE owner = $1 AND table_name = $2 AND lower(name) = lower($3)
       AND id IS DISTINCT FROM $4::int`,
    [owner, spec.name, name, but],
  );
  if (rowCount) throw new PortalError("SAVED_VIEW_NAME_TAKEN", { name });
}

function storedSearch(spec: TableSpec, search: string): string {
  const query = savedSearchOf(spec, search);
  if (query.length > QUERY_LIMIT) throw new PortalError("SAVED_VIEW_TOO_LONG", { limit: QUERY_LIMIT });
  return query;
}
