import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { type Comparison, compare } from "@/bench/measure";
import { builtActions, callAction } from "@/e2e/built-app";
import { pool } from "@/lib/db/pool";

const ADMIN = { email: "bench@portal.test", password: "bench-bench-bench-bench" };

export interface PageFigures {
  /** time to the first byte of /ahsp (slow) against /about, a page of the same app without data (fast) */
  statistics: Comparison;
  /** the API's list of technologies while the view is switched off (slow) against on (fast) */
  technologies: Comparison;
}

/** The running portal, signed in. */
export async function measurePages(dataDir: string, runs: number): Promise<PageFigures> {
  const { child, url } = await startPortal(dataDir);
  try {
    const signIn = builtActions().get("app/sign-in/actions.ts#signIn") ?? "";
    const { setCookie } = await callAction(url, signIn, [{ ...ADMIN, next: "/" }]);
    const cookie = setCookie.map((line) => line.split(";")[0]).join("; ");
    const firstByte = (path: string) => async () => {
      const response = await fetch(url + path, { headers: { cookie }, redirect: "manual" });
      if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
      const reader = response.body?.getReader();
      await reader?.read();
      await reader?.cancel();
    };
    const list = firstByte("/api/v1/technologies");
    const switched = (on: boolean, work: () => Promise<void>) => async () => {
      await switchTechnologies(on);
      await work();
    };
    return {
      statistics: await compare(firstByte("/ahsp"), firstByte("/about"), runs),
      technologies: await compare(switched(false, list), switched(true, list), runs),
    };
  } finally {
    child.kill("SIGTERM");
    await new Promise((resolve) => child.once("close", resolve));
  }
}

async function switchTechnologies(on: boolean): Promise<void> {
  await pool().query(
    `INSERT INTO view_settings (view, off_since) VALUES ('mv_distinct_technologies', CASE WHEN $1 THEN NULL ELSE now() END)
     ON CONFLICT (view) DO UPDATE SET off_since = excluded.off_since`,
    [on],
  );
}

async function startPortal(dataDir: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ["bin/run.mjs", "start", "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      DATABASE_URL: "",
      PORT: "0",
      PORTAL_DATA: dataDir,
      ADMIN_EMAIL: ADMIN.email,
      ADMIN_PASSWORD: ADMIN.password,
    },
  });
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    if (line.startsWith('{"url"')) {
      child.stdout?.resume();
      return { child, url: (JSON.parse(line) as { url: string }).url };
    }
  }
  throw new Error("the portal did not start");
}
