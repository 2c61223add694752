import "server-only";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { type Cluster, locateCluster } from "@/lib/db/cluster";
import { isAlive, processIdentity, withFileLock } from "@/lib/db/file-lock.js";
import { ensureRunning, stopServer } from "@/lib/db/server";
import { isServerAlive } from "@/lib/db/server-process";
import { abandonedFolders, throwawayFolder } from "@/lib/db/throwaway-folder";

const WATCH_MS = 500;
const RESTART_PAUSE_MS = 5_000;

export type OpenDatabase = {
  /** Connection URL, password included. */
  url: string;
  /** Whether this program runs the server itself. */
  embedded: boolean;
  /** Lets go of it. The last process to let go of an embedded server stops it. */
  close(): Promise<void>;
};

export type OpenOptions = {
  /** Told what takes time, a line each. */
  progress?: (line: string) => void;
  /** Starts the embedded server again, on the same port, whenever it is found dead, until `close`. */
  keepRunning?: boolean;
};

/**
 * The portal's database: the one of DATABASE_URL as it is, or the embedded one of `dataDir`, started or joined.
 * Any number of processes may do this at once. A process that is killed leaves the server running; the next one
 * joins it, or recovers what a killed server left behind.
 * @throws Error with a sentence for people when it cannot be started
 */
export async function openDatabase(
  env: { DATABASE_URL?: string | undefined; dataDir: string },
  { progress = () => {}, keepRunning = false }: OpenOptions = {},
): Promise<OpenDatabase> {
  if (env.DATABASE_URL) return { url: env.DATABASE_URL, embedded: false, close: async () => {} };
  const cluster = openFolder(env.dataDir);
  return join(cluster, progress, keepRunning);
}

/**
 * An embedded server of its own for tests: quick, in a temporary folder that `close` deletes. What earlier test runs
 * left behind when they were killed is cleared away first.
 */
export async function openThrowawayDatabase({ progress = () => {} }: OpenOptions = {}): Promise<OpenDatabase> {
  await sweepThrowaways();
  const folder = throwawayFolder();
  const cluster = locateCluster(path.join(folder, "db"), true);
  const database = await join(cluster, progress, false);
  return {
    ...database,
    close: async () => {
      await database.close();
      await discard(folder, cluster);
    },
  };
}

/** Stops and deletes the throwaway databases of processes that were killed. */
async function sweepThrowaways(): Promise<void> {
  for (const folder of abandonedFolders()) {
    try {
      await discard(folder, locateCluster(path.join(folder, "db"), true));
    } catch {
      // Another process is sweeping it too.
    }
  }
}

async function discard(folder: string, cluster: Cluster): Promise<void> {
  await stopServer(cluster);
  fs.rmSync(cluster.home, { recursive: true, force: true });
  fs.rmSync(folder, { recursive: true, force: true });
}

function openFolder(dataDir: string): Cluster {
  try {
    const cluster = locateCluster(path.join(dataDir, "db"), false);
    fs.accessSync(cluster.home, fs.constants.W_OK | fs.constants.X_OK);
    if (process.getuid && process.getuid() !== 0 && fs.existsSync(cluster.data)) {
      const { uid } = fs.statSync(cluster.data);
      if (uid !== process.getuid()) throw new Error(`${cluster.data} belongs to the user with id ${uid}`);
    }
    return cluster;
  } catch (error) {
    throw new Error(
      `The data folder ${dataDir} cannot be used: ${(error as Error).message}. Run the portal as the user it belongs to, or set PORTAL_DATA to another folder.`,
      { cause: error },
    );
  }
}

async function join(cluster: Cluster, progress: (line: string) => void, keepRunning: boolean): Promise<OpenDatabase> {
  const holders = path.join(cluster.home, "holders");
  const holder = path.join(holders, `${process.pid}-${randomBytes(4).toString("hex")}`);
  const locked = <T>(work: () => Promise<T>) =>
    withFileLock(path.join(cluster.home, "start.lock"), work, {
      waiting: () => progress("Another command is starting or stopping the database: waiting …"),
    });

  const url = await locked(async () => {
    const running = await ensureRunning(cluster, progress);
    fs.mkdirSync(holders, { recursive: true, mode: 0o700 });
    fs.writeFileSync(holder, processIdentity(), { mode: 0o600 });
    return running;
  });
  const port = Number(new URL(url).port);

  let closed = false;
  const restart = async () => {
    if (closed || isServerAlive(cluster)) return;
    await locked(async () => {
      if (closed || isServerAlive(cluster)) return;
      progress("The database ended unexpectedly: starting it again …");
      await ensureRunning(cluster, () => {}, port);
      progress("The database runs again.");
    });
  };
  const watch = keepRunning ? watchServer(restart, progress) : undefined;

  return {
    url,
    embedded: true,
    close: async () => {
      if (closed) return;
      closed = true;
      await watch?.stop();
      await locked(async () => {
        fs.rmSync(holder, { force: true });
        if (!hasHolders(holders)) await stopServer(cluster);
      });
    },
  };
}

function watchServer(restart: () => Promise<void>, progress: (line: string) => void) {
  let attempt: Promise<void> | null = null;
  let notBefore = 0;
  const timer = setInterval(() => {
    if (attempt || Date.now() < notBefore) return;
    attempt = restart()
      .catch((error: Error) => {
        progress(`The database could not be started again: ${error.message}`);
        notBefore = Date.now() + RESTART_PAUSE_MS;
      })
      .finally(() => {
        attempt = null;
      });
  }, WATCH_MS);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await attempt;
    },
  };
}

/** Is any process that uses the server alive? Forgets those that are not. */
function hasHolders(folder: string): boolean {
  const alive = fs.readdirSync(folder).filter((name) => {
    const file = path.join(folder, name);
    if (isAlive(fs.readFileSync(file, "utf8"))) return true;
    fs.rmSync(file, { force: true });
    return false;
  });
  return alive.length > 0;
}
