import { setTimeout as sleep } from "node:timers/promises";
import { command, EXIT, progress, sentence } from "@/bin/command";
import { ensureBuilt } from "@/bin/server/build";
import { claimDataFolder, keptSecret } from "@/bin/server/data-folder";
import { choosePort, startWebServer } from "@/bin/server/web";
import { createSetupLink, ensureAdminFromEnv } from "@/lib/auth/setup";
import { openDatabase } from "@/lib/db/embedded";
import { migrate } from "@/lib/db/migrate";
import { closePrisma } from "@/lib/db/prisma";
import { readEnv } from "@/lib/env";
import { databaseFailure } from "@/lib/failure";

const HELP = `
npm start [-- --json]

Starts the portal: its database, its tables and views, its pages. Ctrl-C ends it.

  --json   one line of JSON on stdout when it is ready: { "url", "setupLink" }

Settings (environment): PORT (3000; 0 = any free one), HOST (127.0.0.1), PORTAL_DATA (.portal), DATABASE_URL (unset:
the embedded PostgreSQL), PORTAL_URL, PORTAL_SECRET, ADMIN_EMAIL with ADMIN_PASSWORD. The README explains each.
`;

const RETRY_MS = 3000;

await command({
  help: HELP,
  options: { json: { type: "boolean", default: false } },
  run: async ({ values: { json }, stop }) => {
    const env = readEnv();
    const folder = claimDataFolder(env.dataDir);
    try {
      return await start(env, folder, json, stop);
    } finally {
      folder.release();
    }
  },
});

async function start(
  env: ReturnType<typeof readEnv>,
  folder: ReturnType<typeof claimDataFolder>,
  json: boolean,
  stop: AbortSignal,
): Promise<number> {
  const port = await choosePort(env.HOST, env.PORT, Boolean(process.env.PORT));
  const database = await openDatabase(env, { progress, keepRunning: true });
  try {
    process.env.DATABASE_URL = database.url;
    process.env.PORTAL_SECRET = env.PORTAL_SECRET ?? keptSecret(env.dataDir);
    const isReady = await bringUpToDate(database.url);
    await ensureBuilt(progress);
    if (stop.aborted) return EXIT.ok;

    progress("Starting the portal …");
    // What the database and its settings are is inherited; the portal learns nothing of the first admin's password.
    const web = await startWebServer(
      env.HOST,
      port,
      { PORTAL_DATA: env.dataDir, PORT: String(port), ADMIN_PASSWORD: undefined },
      json ? process.stderr : process.stdout,
    );
    const url = env.PORTAL_URL ?? web.url;
    folder.announce({ url, databaseUrl: database.url });
    const farewell = new AbortController();
    const whenReady = isReady ? welcome(url, json) : welcomeLater(database.url, url, json, farewell.signal);
    whenReady.catch((error) => progress(sentence(error)));

    const why = await Promise.race([web.ended.then(() => "ended" as const), aborted(stop)]);
    farewell.abort();
    if (why === "stop") progress("Stopping: requests that run may finish …");
    else progress("The portal ended unexpectedly.");
    await web.stop();
    return why === "stop" ? EXIT.ok : EXIT.failed;
  } finally {
    await closePrisma().catch(() => {});
    await database.close();
  }
}

/** @returns false when the database cannot be reached now: the portal starts all the same and says so on its pages */
async function bringUpToDate(url: string): Promise<boolean> {
  try {
    await migrate(url, { progress });
    return true;
  } catch (error) {
    if (databaseFailure(error) !== "DATABASE_UNAVAILABLE") throw error;
    progress(`The database does not answer (${sentence(error)}). The portal starts without it and waits for it.`);
    return false;
  }
}

/** Prints where the portal is, and how to become its first admin. */
async function welcome(url: string, json: boolean): Promise<void> {
  if (await ensureAdminFromEnv()) progress("Made the first admin from ADMIN_EMAIL and ADMIN_PASSWORD.");
  const setupLink = await createSetupLink(url);
  print(url, setupLink, json);
}

function print(url: string, setupLink: string | null, json: boolean): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ url, setupLink })}\n`);
    return;
  }
  const lines = [`AHSP Portal: ${url}`];
  if (setupLink) lines.push("", "First time here? Make the first admin (works once, for 24 hours):", setupLink);
  process.stdout.write(`\n${lines.join("\n")}\n\nCtrl-C ends it.\n`);
}

/** The same once the database answers; until then the address alone. */
async function welcomeLater(databaseUrl: string, url: string, json: boolean, stop: AbortSignal): Promise<void> {
  if (!json) print(url, null, false);
  while (!stop.aborted) {
    await sleep(RETRY_MS, undefined, { signal: stop }).catch(() => {});
    if (stop.aborted) return;
    try {
      await migrate(databaseUrl, { progress });
      progress("The database answers.");
      await welcome(url, json);
      return;
    } catch (error) {
      if (databaseFailure(error) !== "DATABASE_UNAVAILABLE") throw error;
    }
  }
}

function aborted(signal: AbortSignal): Promise<"stop"> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve("stop");
    signal.addEventListener("abort", () => resolve("stop"));
  });
}
