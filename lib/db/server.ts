import "server-only";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type Cluster, logFile, passwordFile, portalUrl, readIfAny } from "@/lib/db/cluster";
import { initialise } from "@/lib/db/cluster-initialise";
import { clusterSettings } from "@/lib/db/cluster-settings";
import { isServerAlive, readPidFile, runProgram } from "@/lib/db/server-process";
import { giveTo } from "@/lib/db/server-user";

const READY_TIMEOUT_SECONDS = 600;
/** How long after a kill -9 the old sessions may hold on to what the new server needs. */
const RELEASE_TIMEOUT_MS = 20_000;

/**
 * Starts the server unless it runs already, making its data first when there is none. Call it under the lock.
 * @param port to listen on; unless told the one of last time, else any free one
 * @returns URL of the portal's database
 */
export async function ensureRunning(
  cluster: Cluster,
  progress: (line: string) => void,
  port?: number,
): Promise<string> {
  const running = await findRunning(cluster);
  if (running) return running;
  if (!fs.existsSync(cluster.data)) {
    progress("Making the database (only the first time) …");
    await initialise(cluster);
  }
  progress("Starting the database …");
  await startServer(cluster, port);
  const url = await findRunning(cluster);
  if (!url) throw new Error(`The database ended right after its start. Its log: ${logFile(cluster)}`);
  return url;
}

/** Stops the server; sessions that are still open are ended. Does nothing when it does not run. */
export async function stopServer(cluster: Cluster): Promise<void> {
  if (!isServerAlive(cluster)) return;
  await runProgram(cluster, "pg_ctl", ["stop", "-m", "fast", "-w", "-t", "60", "-D", cluster.data]);
}

/**
 * URL of the server if it runs and answers; null when it does not run. Waits while it starts, recovers or stops.
 * What is left of a server that was killed is cleared away.
 */
async function findRunning(cluster: Cluster): Promise<string | null> {
  const deadline = Date.now() + READY_TIMEOUT_SECONDS * 1000;
  for (;;) {
    const file = readPidFile(cluster);
    if (!file) return null;
    if (!isServerAlive(cluster)) {
      fs.rmSync(path.join(cluster.data, "postmaster.pid"), { force: true });
      return null;
    }
    const failure = file.port ? await tryConnect(cluster, file.port) : new Error("it has no port yet");
    if (!failure) return portalUrl(cluster, file.port);
    if (["28P01", "28000"].includes(String(Reflect.get(failure, "code")))) {
      throw new Error(`The database in ${cluster.data} does not accept the password in ${passwordFile(cluster)}`);
    }
    if (Date.now() > deadline) throw new Error(`The database runs but does not answer: ${failure.message}`);
    await sleep(50);
  }
}

async function tryConnect(cluster: Cluster, port: number): Promise<Error | null> {
  const client = new pg.Client({ connectionString: portalUrl(cluster, port), connectionTimeoutMillis: 5000 });
  // A server that stops while we ask must not end this process.
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("SELECT 1");
    return null;
  } catch (error) {
    return error as Error;
  } finally {
    await client.end().catch(() => {});
  }
}

async function startServer(cluster: Cluster, wantedPort?: number): Promise<void> {
  // The same port as last time, so that a portal whose database was restarted finds it again.
  const config = path.join(cluster.data, "portal.conf");
  const lastPort = Number(/^port = (\d+)$/m.exec(readIfAny(config) ?? "")?.[1]);
  const log = logFile(cluster);
  const deadline = Date.now() + RELEASE_TIMEOUT_MS;
  for (;;) {
    const port = wantedPort ?? (lastPort && (await isFree(lastPort)) ? lastPort : await freePort());
    fs.writeFileSync(config, clusterSettings({ port, throwaway: cluster.throwaway }), { mode: 0o600 });
    giveTo(cluster.user, config);
    fs.rmSync(log, { force: true });
    try {
      await runProgram(cluster, "pg_ctl", [
        "start",
        "-s",
        "-w",
        "-t",
        String(READY_TIMEOUT_SECONDS),
        "-D",
        cluster.data,
        "-l",
        log,
      ]);
      return;
    } catch (error) {
      const lines = readIfAny(log) ?? "";
      // After a kill -9 the old sessions hold its memory, and maybe its port, until they notice.
      const passing = /pre-existing shared memory block|could not bind|Address already in use/.test(lines);
      if (!passing || Date.now() > deadline) throw new Error(`${(error as Error).message}\n${lines.slice(-2000)}`);
      await sleep(200);
    }
  }
}

/** A port of this machine that nobody listens on now. */
function freePort(): Promise<number> {
  return listenOnce(0);
}

async function isFree(port: number): Promise<boolean> {
  return listenOnce(port).then(
    () => true,
    () => false,
  );
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
