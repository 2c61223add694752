import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { isAlive, processIdentity } from "@/lib/db/file-lock.js";

const PREFIX = "ahsp-portal-throwaway-";

/** A new folder for data that only lives as long as this process: see abandonedFolders(). */
export function throwawayFolder(): string {
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), PREFIX));
  // As root the database runs as another user, who must be able to pass.
  if (process.getuid?.() === 0) fs.chmodSync(folder, 0o711);
  fs.writeFileSync(path.join(folder, "owner"), processIdentity());
  return folder;
}

/** Throwaway folders of processes that were killed before they could delete them. */
export function abandonedFolders(): string[] {
  const parent = fs.realpathSync(os.tmpdir());
  const folders = fs.readdirSync(parent).filter((name) => name.startsWith(PREFIX));
  return folders.map((name) => path.join(parent, name)).filter(isAbandoned);
}

function isAbandoned(folder: string): boolean {
  try {
    return !isAlive(fs.readFileSync(path.join(folder, "owner"), "utf8"));
  } catch {
    // Another user's, or just being made or deleted.
    return false;
  }
}
