import { spawn } from "node:child_process";
import http from "node:http";
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const READY_MS = 60_000;
const DRAIN_MS = 10_000;
/** Ports above the usual one that are tried when it is taken. */
const NEIGHBOURS = 20;

export type WebServer = {
  /** Where it answers on this machine. */
  url: string;
  /** Resolves when it has ended, whatever the reason. */
  ended: Promise<void>;
  /** Lets running requests finish, at most 10 s, then ends it. */
  stop(): Promise<void>;
};

/**
 * Starts `next start` on the built portal and waits until /api/health/live answers. It ends with this process.
 * @param output where its lines go, from when it is ready
 * @throws Error with its output when it ends or does not answer within 60 s
 */
export async function startWebServer(
  host: string,
  port: number,
  env: Record<string, string | undefined>,
  output: NodeJS.WritableStream,
): Promise<WebServer> {
  const next = ["node_modules/next/dist/bin/next", "start", "-H", host, "-p", String(port)];
  const child = spawn(process.execPath, ["--import", "./bin/server/leave-with-parent.mjs", ...next], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: { ...process.env, ...env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  // Until it is ready it only tells of itself, which matters when it fails.
  let early = "";
  let ready = false;
  for (const [stream, target] of [
    [child.stdout, output],
    [child.stderr, process.stderr],
  ] as const) {
    stream?.on("data", (chunk: Buffer) => {
      if (ready) target.write(chunk);
      else early += chunk.toString();
    });
  }
  let hasEnded = false;
  const ended = new Promise<void>((resolve) => {
    child.on("error", (error) => {
      early += error.message;
    });
    child.on("close", () => {
      hasEnded = true;
      resolve();
    });
  });
  const url = `http://${reachableHost(host)}:${port}`;
  const stop = async () => {
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), DRAIN_MS);
    await ended;
    clearTimeout(late);
  };
  const deadline = Date.now() + READY_MS;
  while (!(await answers(`${url}/api/health/live`))) {
    if (hasEnded || Date.now() > deadline) {
      await stop();
      throw new Error(`The portal did not start:\n${early.trim()}`);
    }
    await sleep(50);
  }
  ready = true;
  return { url, ended, stop };
}

/** The host as it stands in an address of this machine: a server that listens everywhere is asked at home. */
function reachableHost(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}

/**
 * A port to listen on: the one asked for when it is free. PORT=0 asks for any. The default one may be taken by
 * another program: then the next free one above it; a port that somebody chose is not replaced.
 * @throws Error when none of them is free
 */
export async function choosePort(host: string, wanted: number, isChosen: boolean): Promise<number> {
  const candidates = isChosen ? [wanted] : Array.from({ length: NEIGHBOURS }, (_, step) => wanted + step);
  for (const candidate of candidates) {
    const port = await tryPort(host, candidate);
    if (port !== null) return port;
  }
  throw new Error(`Port ${wanted} is taken by another program. Choose another: PORT=${wanted + 1} npm start`);
}

/** The port if it is free (a free one for 0), else null. */
function tryPort(host: string, wanted: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(null);
      else reject(new Error(`The portal cannot listen on ${host}: ${error.message}`));
    });
    probe.listen(wanted, host, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : wanted));
    });
  });
}

/** On a connection of its own: one that is kept would hold up the server's end. */
function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = http.get(url, { agent: false, timeout: 5000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on("timeout", () => request.destroy());
    request.on("error", () => resolve(false));
  });
}
