import { createHash } from "node:crypto";
import { pool } from "@/lib/db/pool";
import { withTransaction } from "@/lib/db/transaction";
import { PortalError } from "@/lib/errors";
import type { Choices } from "./choices";
import { correctionsInChild } from "./corrections/in-child";
import { patchRows } from "./corrections/patches";
import { KEPT_FOR, replan } from "./open";
import { hasMark } from "./read/content";
import { assertUploadSize } from "./read/limits";
import type { Correction } from "./session";

export interface Upload {
  bytes: Buffer;
  fileName: string;
  /** UUID made by the sender once per upload: sent twice, it is one import. */
  uploadKey: string;
  choices: Partial<Choices>;
  /** false: without the mapping that may be saved for its header, as sample data are read. */
  useProfile?: boolean;
  /** plan: it waits for a person when it is read, checked and compared. commit: it goes to the end. */
  goal: "plan" | "commit";
  via: "portal" | "command" | "sample";
  actor: string | null;
  /** What the sender says it sent; a body that was cut on its way differs. sha256 in hex, null where it cannot tell. */
  declared?: { sizeBytes: number; sha256: string | null };
}

/**
 * Stores the original bytes and opens an import in state `queued`.
 * @returns its id, that of the earlier one when this upload was received before
 * @throws FILE_EMPTY, FILE_TOO_LARGE (sizeBytes, limitBytes), FILE_INCOMPLETE (received, declared)
 */
export async function receiveUpload(upload: Upload): Promise<number> {
  const { bytes } = upload;
  const sha256 = declaredHash(upload);
  await storeFile(bytes, sha256);
  const made = await pool().query<{ id: number }>(
    `INSERT INTO imports (upload_key, file_name, file_sha256, choices, goal, expires_at, via, actor, use_profile)
     VALUES ($1, $2, $3, $4, $5, CASE WHEN $5 = 'plan' THEN now() + $6::interval END, $7, $8, $9)
     ON CONFLICT (upload_key) DO UPDATE SET upload_key = excluded.upload_key RETURNING id`,
    [
      upload.uploadKey,
      cleanName(upload.fileName),
      sha256,
      JSON.stringify(upload.choices),
      upload.goal,
      KEPT_FOR,
      upload.via,
      upload.actor,
      upload.useProfile ?? upload.via !== "sample",
    ],
  );
  return (made.rows[0] as { id: number }).id;
}

/** SHA-256 of what came. @throws FILE_INCOMPLETE when the sender says that it sent something else */
function declaredHash({ bytes, declared }: Pick<Upload, "bytes" | "declared">): string {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (declared && (declared.sizeBytes !== bytes.length || (declared.sha256 !== null && declared.sha256 !== sha256))) {
    throw new PortalError("FILE_INCOMPLETE", { received: bytes.length, declared: declared.sizeBytes });
  }
  return sha256;
}

/** @throws FILE_EMPTY, FILE_TOO_LARGE */
async function storeFile(bytes: Buffer, sha256: string): Promise<void> {
  assertUploadSize(bytes);
  await pool().query(
    "INSERT INTO import_files (sha256, size_bytes, bytes) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
    [sha256, bytes.length, bytes],
  );
}

/**
 * A corrected file continues an import: as a whole it takes the place of the one before, a csv of rejected rows is laid
 * over it. The choices stay, and it is read and compared anew; for a whole file
 * a saved mapping is looked for by its own header.
 * @throws FILE_INCOMPLETE, IMPORT_NOT_OPEN; of such a csv as patchRows does; what says that the file cannot be read at
 *   all, in which case the import stays as it was
 */
export async function receiveCorrected(
  importId: number,
  { bytes, fileName, declared }: Pick<Upload, "bytes" | "fileName" | "declared">,
): Promise<void> {
  const sha256 = declaredHash({ bytes, declared });
  const name = cleanName(fileName);
  const corrections = await correctionsInChild(bytes);
  // A correction that was not read yet is part of this one: what is staged is from before both.
  const set = (by: Correction["by"], file: string) =>
    `analysis = NULL, corrected = CASE WHEN corrected ? 'before' THEN corrected ELSE
       jsonb_build_object('by', '${by}', 'fileName', ${file}, 'before', file_sha256) END`;
  if (corrections) return patchRows(importId, corrections, [set("rows", "$2::text"), [name]]);
  await storeFile(bytes, sha256);
  await withTransaction(async (client) => {
    // A file that says its encoding needs none declared; what is given back is always UTF-8.
    const choices = hasMark(bytes) ? "choices - 'encoding'" : "choices";
    const file = `file_sha256 = $2, file_name = $3, profile = NULL, choices = ${choices}`;
    await replan(importId, `${file}, ${set("file", "file_name")}`, [sha256, name], client);
    await client.query("DELETE FROM import_patches WHERE import_id = $1", [importId]);
  });
}

/** A file name is hostile text: shown, never used as a path. Control characters go, and it is cut to 200. */
function cleanName(name: string): string {
  return (
    name
      // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
      .replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "")
      .toWellFormed()
      .slice(0, 200) || "–"
  );
}
