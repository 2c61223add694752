import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { type Comparison, compare } from "@/bench/measure";
import { builtActions, callAction } from "@/e2e/built-app";

const ADMIN = { email: "bench@portal.test", password: "bench-bench-bench-bench" };

/** Time to the first byte of /ahsp (slow) against /about, a page of the same app without data (fast), signed in. */
export async function measurePages(dataDir: string, runs: number): Promise<Comparison> {
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
    return await compare(firstByte("/ahsp"), firstByte("/about"), runs);
  } finally {
    child.kill("SIGTERM");
    await new Promise((resolve) => child.once("close", resolve));
  }
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
