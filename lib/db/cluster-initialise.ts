import "server-only";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { type Cluster, PORTAL, passwordFile, superuserPasswordFile } from "@/lib/db/cluster";
import { runProgram } from "@/lib/db/server-process";
import { giveTo } from "@/lib/db/server-user";

/**
 * Makes the data of an embedded PostgreSQL: sorted as Indonesian, passwords always asked for, with the portal's role
 * and database. An interrupted one leaves nothing that counts.
 */
export async function initialise(cluster: Cluster): Promise<void> {
  const partial = `${cluster.data}.new`;
  fs.rmSync(partial, { recursive: true, force: true });
  fs.mkdirSync(partial, { mode: 0o700 });
  giveTo(cluster.user, partial);
  const superuserFile = superuserPasswordFile(cluster);
  const password = writePassword(cluster, passwordFile(cluster));
  writePassword(cluster, superuserFile);
  const options = ["-U", "postgres", `--pwfile=${superuserFile}`, "--auth=scram-sha-256", "-E", "UTF8"];
  const locale = ["--locale-provider=icu", "--icu-locale=id-ID", "--locale=C"];
  await runProgram(cluster, "initdb", [
    "-D",
    partial,
    ...options,
    ...locale,
    ...(cluster.throwaway ? ["--no-sync"] : []),
  ]);
  fs.appendFileSync(path.join(partial, "postgresql.conf"), "\ninclude_if_exists = 'portal.conf'\n");
  // Without a server, one statement a line.
  const single = ["--single", "-D", partial, "-c", "exit_on_error=on", ...(cluster.throwaway ? ["-F"] : [])];
  await runProgram(
    cluster,
    "postgres",
    [...single, "postgres"],
    [
      `CREATE ROLE ${PORTAL} LOGIN CREATEDB PASSWORD '${password}'`,
      `GRANT pg_monitor TO ${PORTAL}`,
      `CREATE DATABASE ${PORTAL} OWNER ${PORTAL}`,
    ],
  );
  await runProgram(cluster, "postgres", [...single, PORTAL], ["CREATE EXTENSION pg_stat_statements"]);
  // Renamed when it is whole: an interrupted first start begins again.
  fs.renameSync(partial, cluster.data);
}

function writePassword(cluster: Cluster, file: string): string {
  const password = randomBytes(24).toString("base64url");
  fs.rmSync(file, { force: true });
  fs.writeFileSync(file, password, { mode: 0o600, flag: "wx" });
  giveTo(cluster.user, file);
  return password;
}
