import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A process that uses the embedded database of a folder (hold.ts), for tests. */
export type Holder = {
  process: ChildProcess;
  url: string;
  /** Lets go of the database and waits for the end. @throws Error when it did not end well */
  close(): Promise<void>;
  /** kill -9, and waits for the end. */
  kill(): Promise<void>;
};

/** @param user to run as, when this process is root */
export async function startHolder(dataDir: string, user: { uid?: number; gid?: number } = {}): Promise<Holder> {
  const script = ["--conditions=react-server", "--import", "tsx", "lib/db/testing/hold.ts", dataDir];
  const child = spawn(process.execPath, script, { ...user, stdio: ["pipe", "pipe", "pipe"] });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise<string>((resolve, reject) => {
    lines.once("line", resolve);
    lines.once("close", () => reject(new Error(`no database: ${errors}`)));
  });
  return {
    process: child,
    url,
    close: async () => {
      child.stdin.end();
      const code = await ended;
      if (code !== 0) throw new Error(`exit code ${code}: ${errors}`);
    },
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
