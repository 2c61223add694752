import "server-only";
import fs from "node:fs";
import path from "node:path";
import { reachableHome, type ServerUser, serverBinaries, serverUser } from "@/lib/db/server-user";

/** Role and database of the portal. The role owns its database and may create others; it is no superuser. */
export const PORTAL = "portal";

/** One embedded PostgreSQL: its folder, and how to run its programs. */
export type Cluster = {
  home: string;
  data: string;
  binaries: string;
  user: ServerUser | undefined;
  /** Nothing in it must survive: no fsync. */
  throwaway: boolean;
};

/** Where the cluster of a data folder is (or will be). Starts nothing. */
export function locateCluster(dataDir: string, throwaway: boolean): Cluster {
  const home = reachableHome(dataDir);
  const data = path.join(home, "postgres");
  const user = serverUser(data);
  return { home, data, binaries: serverBinaries(user), user, throwaway };
}

/** URL of the portal's database. @throws Error when its password is lost */
export function portalUrl(cluster: Cluster, port: number): string {
  const password = readIfAny(passwordFile(cluster))?.trim();
  if (!password) {
    throw new Error(
      `${passwordFile(cluster)} is missing or not yours to read: the database in ${cluster.data} needs it`,
    );
  }
  return `postgresql://${PORTAL}:${password}@127.0.0.1:${port}/${PORTAL}`;
}

export function passwordFile(cluster: Cluster): string {
  return path.join(cluster.home, "portal.password");
}

export function superuserPasswordFile(cluster: Cluster): string {
  return path.join(cluster.home, "superuser.password");
}

/** What the server said since its last start. */
export function logFile(cluster: Cluster): string {
  return path.join(cluster.data, "server.log");
}

/** Text of a file, or null when it is missing or not ours to read. */
export function readIfAny(file: string): string | null {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
