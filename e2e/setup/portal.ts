import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { throwawayFolder } from "@/lib/db/throwaway-folder";

/**
 * Starts the portal for the browser tests as people start it, on data of its own and a free port. The tests find it in
 * their environment: PORTAL_TEST_URL (also Playwright's baseURL), PORTAL_TEST_SETUP_LINK, PORTAL_TEST_DATA (its data
 * folder) and DATABASE_URL.
 * @returns stops it, and fails when it does not end cleanly
 */
export default async function startPortal(): Promise<() => Promise<void>> {
  const folder = throwawayFolder();
  const child = spawn(process.execPath, ["bin/run.mjs", "start", "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...withoutSettings(process.env), PORT: "0", PORTAL_DATA: folder },
  });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  try {
    const { url, setupLink } = await firstLine(child);
    const running = JSON.parse(fs.readFileSync(path.join(folder, "running.json"), "utf8")) as { databaseUrl: string };
    process.env.PORTAL_TEST_URL = url;
    process.env.PORTAL_TEST_SETUP_LINK = setupLink ?? "";
    process.env.PORTAL_TEST_DATA = folder;
    process.env.DATABASE_URL = running.databaseUrl;
  } catch (error) {
    child.kill("SIGTERM");
    await ended;
    throw error;
  }
  return async () => {
    child.kill("SIGTERM");
    const code = await ended;
    fs.rmSync(folder, { recursive: true, force: true });
    if (code !== 0) throw new Error(`The portal did not end cleanly: exit code ${code}`);
  };
}

/** The portal under test is started with its defaults, whatever this shell has set for another one. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const settings = ["DATABASE_URL", "HOST", "PORTAL_URL", "PORTAL_SECRET", "ADMIN_EMAIL", "ADMIN_PASSWORD"];
  return Object.fromEntries(Object.entries(env).filter(([name]) => !settings.includes(name))) as NodeJS.ProcessEnv;
}

async function firstLine(child: ChildProcess): Promise<{ url: string; setupLink: string | null }> {
  if (!child.stdout) throw new Error("The portal has no output to read");
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line);
  throw new Error("The portal ended before it was ready: its message stands above");
}
