import type { ClientBase } from "pg";
import { PortalError } from "@/lib/errors";

const PIECE_BYTES = 1024 * 1024;

/**
 * The original bytes of a file, fetched piece by piece: as one value they would stand in memory five times over on their
 * way from the database.
 * @throws IMPORT_NOT_OPEN when there is no such file
 */
export async function readFileBytes(client: ClientBase, sha256: string): Promise<Buffer> {
  const { rows } = await client.query<{ size: number }>(
    "SELECT size_bytes AS size FROM import_files WHERE sha256 = $1",
    [sha256],
  );
  if (!rows[0]) throw new PortalError("IMPORT_NOT_OPEN");
  const bytes = Buffer.allocUnsafe(rows[0].size);
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    const piece = await client.query<{ bytes: Buffer }>(
      "SELECT substring(bytes FROM $2 FOR $3) AS bytes FROM import_files WHERE sha256 = $1",
      [sha256, at + 1, PIECE_BYTES],
    );
    piece.rows[0]?.bytes.copy(bytes, at);
  }
  return bytes;
}
