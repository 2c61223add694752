import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import { createInterface } from "node:readline";
import { childrenOf } from "@/bench/memory";
import { builtActions, callAction } from "@/e2e/built-app";

const ADMIN = { email: "bench@portal.test", password: "bench-bench-bench-bench" };

/** The built portal on a data folder, and somebody who is signed in. */
export interface Portal {
  url: string;
  /** Value of the Cookie header of who is signed in. */
  cookie: string;
  /** Reads an answer to its end. @returns milliseconds. @throws Error when it is not 200 */
  get(path: string): Promise<Answered>;
  /** The process that answers; null where that cannot be found out. */
  pid: number | null;
}

export interface Answered {
  firstByteMs: number;
  ms: number;
  bytes: number;
  headers: http.IncomingHttpHeaders;
}

export async function withPortal<T>(dataDir: string, work: (portal: Portal) => Promise<T>): Promise<T> {
  const { child, url } = await start(dataDir);
  const agent = new http.Agent({ keepAlive: true });
  try {
    const signIn = builtActions().get("app/sign-in/actions.ts#signIn") ?? "";
    const { setCookie } = await callAction(url, signIn, [{ ...ADMIN, next: "/" }]);
    const cookie = setCookie.map((line) => line.split(";")[0]).join("; ");
    const pid = serverOf(child.pid);
    return await work({ url, cookie, get: (path) => get(url + path, { agent, headers: { cookie } }), pid });
  } finally {
    agent.destroy();
    child.kill("SIGTERM");
    await new Promise((resolve) => child.once("close", resolve));
  }
}

async function get(url: string, options: http.RequestOptions): Promise<Answered> {
  try {
    return await getOnce(url, options);
  } catch (error) {
    // The server ends connections that were idle for some seconds, also just while one is used again.
    if (!(error instanceof ReusedConnectionError)) throw error;
    return getOnce(url, options);
  }
}

class ReusedConnectionError extends Error {}

function getOnce(url: string, options: http.RequestOptions): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const sent = http.get(url, options, (response) => {
      const { statusCode, headers } = response;
      let firstByteMs = 0;
      let bytes = 0;
      response.on("data", (piece: Buffer) => {
        if (bytes === 0) firstByteMs = performance.now() - started;
        bytes += piece.length;
      });
      response.on("error", reject);
      response.on("end", () => {
        if (statusCode !== 200) reject(new Error(`${url} answered ${statusCode}`));
        else resolve({ firstByteMs, ms: performance.now() - started, bytes, headers });
      });
    });
    sent.on("error", (error) => reject(sent.reusedSocket ? new ReusedConnectionError(error.message) : error));
  });
}

async function start(dataDir: string): Promise<{ child: ChildProcess; url: string }> {
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

/** The command runs another one, which runs the server of the pages. */
function serverOf(pid = 0): number | null {
  for (const child of childrenOf(pid)) {
    if (fs.readFileSync(`/proc/${child}/comm`, "utf8").startsWith("next-server")) return child;
    const below = serverOf(child);
    if (below !== null) return below;
  }
  return null;
}
