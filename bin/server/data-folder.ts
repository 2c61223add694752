import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { claim } from "@/lib/db/file-lock.js";

/** Where a running portal and its database are: DATA/running.json, readable by its user only. */
export type Running = { url: string; databaseUrl: string };

/**
 * Makes this process the portal of a data folder: there is one at a time.
 * @returns tells others where it is to be found, and gives the folder back
 * @throws Error that says where the other one runs
 */
export function claimDataFolder(dataDir: string): { announce(running: Running): void; release(): void } {
  // As root the database's user must be able to pass through.
  fs.mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const file = path.join(dataDir, "running.json");
  const release = claim(path.join(dataDir, "portal.lock"));
  if (!release) {
    const address = fs.existsSync(file) ? ` at ${(JSON.parse(fs.readFileSync(file, "utf8")) as Running).url}` : "";
    throw new Error(
      `A portal runs on these data already${address}. Stop it first, or give this one a folder of its own with PORTAL_DATA.`,
    );
  }
  return {
    announce: (running) => writePrivate(file, JSON.stringify(running)),
    release: () => {
      fs.rmSync(file, { force: true });
      release();
    },
  };
}

/** The secret that signs session cookies: made once, readable by this user only. */
export function keptSecret(dataDir: string): string {
  const file = path.join(dataDir, "secret");
  if (!fs.existsSync(file)) writePrivate(file, randomBytes(32).toString("base64url"));
  return fs.readFileSync(file, "utf8").trim();
}

/** Whole or not at all, and never readable by others. */
function writePrivate(file: string, text: string): void {
  const partial = `${file}.new`;
  fs.rmSync(partial, { force: true });
  fs.writeFileSync(partial, text, { mode: 0o600, flag: "wx" });
  fs.renameSync(partial, file);
}
