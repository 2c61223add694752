import { createHash } from "node:crypto";
import { pool } from "@/lib/db/pool";
import { PortalError } from "@/lib/errors";
import { assertUploadSize } from "./read/limits";
import type { NumberFormat } from "./types";

export interface Upload {
  bytes: Buffer;
  fileName: string;
  /** UUID made by the sender once per upload: sent twice, it is one import. */
  uploadKey: string;
  numberFormat: NumberFormat | null;
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
  const { bytes, declared } = upload;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (declared && (declared.sizeBytes !== bytes.length || (declared.sha256 !== null && declared.sha256 !== sha256))) {
    throw new PortalError("FILE_INCOMPLETE", { received: bytes.length, declared: declared.sizeBytes });
  }
  assertUploadSize(bytes);
  await pool().query(
    "INSERT INTO import_files (sha256, size_bytes, bytes) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
    [sha256, bytes.length, bytes],
  );
  const made = await pool().query<{ id: number }>(
    `INSERT INTO imports (upload_key, file_name, file_sha256, number_format, via, actor) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (upload_key) DO UPDATE SET upload_key = excluded.upload_key RETURNING id`,
    [upload.uploadKey, cleanName(upload.fileName), sha256, upload.numberFormat, upload.via, upload.actor],
  );
  return (made.rows[0] as { id: number }).id;
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
