import { type ChildProcess, fork } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { PortalError } from "@/lib/errors";
import type { Mark } from "@/lib/imports/give-back/marks";
import { assertUploadSize } from "./limits";
import type { Delivery, FromChild, FromParent, Task } from "./messages";

export interface ChildLimits {
  heapMb: number;
  /** Resident memory, buffers included, above which the child is killed. */
  rssBytes: number;
  /** Time for everything: reading, and handing over. */
  deadlineMs: number;
  /** Entry file of the child. */
  entry: string;
}

const DEFAULTS: Omit<ChildLimits, "entry"> = { heapMb: 512, rssBytes: 900 * 1024 * 1024, deadlineMs: 300_000 };
const WATCH_MS = 200;

/**
 * Does something with a file in a process of its own, whose memory and time are bounded and which inherits no
 * environment but PATH. The child has ended when this returns or throws. `signal` kills it, and its reason is thrown.
 * @param take gets what the child hands over, one after the other; the child waits until it is taken
 * @param marks of the task "mark", in batches
 * @returns what the task results in
 * @throws PortalError: every code under "a file as a whole" in lib/errors.ts; FILE_TIMEOUT (seconds),
 *   FILE_OUT_OF_MEMORY, INTERNAL when the child died by itself; and whatever `take` and `marks` throw
 */
export async function runInChild(
  bytes: Buffer,
  task: Task,
  take: (delivery: Delivery) => Promise<void> | void,
  limits: Partial<ChildLimits> & { signal?: AbortSignal; marks?: AsyncIterable<readonly Mark[]> } = {},
): Promise<unknown> {
  const { signal, marks } = limits;
  signal?.throwIfAborted();
  assertUploadSize(bytes);
  const { heapMb, rssBytes, deadlineMs, entry } = { ...DEFAULTS, entry: entryFile(), ...limits };
  const child = fork(entry, [], {
    execArgv: ["--import", "tsx", `--max-old-space-size=${heapMb}`],
    // Next's types ask for NODE_ENV; the child has no use for it.
    env: { PATH: process.env.PATH } as object as NodeJS.ProcessEnv,
    serialization: "advanced",
    stdio: ["pipe", "ignore", "pipe", "ipc"],
  });
  const run = new Run(child, take);
  const abort = () => run.fail(signal?.reason);
  const deadline = setTimeout(
    () => run.fail(new PortalError("FILE_TIMEOUT", { seconds: Math.round(deadlineMs / 1000) })),
    deadlineMs,
  );
  const watch = setInterval(async () => {
    const rss = await residentBytes(child.pid);
    if (rss !== null && rss > rssBytes) run.fail(new PortalError("FILE_OUT_OF_MEMORY"));
  }, WATCH_MS);
  signal?.addEventListener("abort", abort, { once: true });
  try {
    // Broken pipe: the child has died or refused the file early; its exit tells the reason.
    child.stdin?.on("error", () => {});
    child.stdin?.end(bytes);
    run.assign(task, marks).catch((error) => run.fail(error));
    return await run.result();
  } finally {
    clearTimeout(deadline);
    clearInterval(watch);
    signal?.removeEventListener("abort", abort);
  }
}

// From the working directory, because a bundle does not stand where its source stood.
function entryFile(): string {
  return path.join(/* turbopackIgnore: true */ process.cwd(), "lib/imports/read/child.ts");
}

/** One child from its messages to its end. */
class Run {
  private failure: { error: unknown } | null = null;
  private done: { result: unknown } | null = null;
  private taking: Promise<void> = Promise.resolve();
  private stderr = "";
  private readonly ended: Promise<{ code: number | null; killedBy: NodeJS.Signals | null }>;

  constructor(
    private readonly child: ChildProcess,
    private readonly take: (delivery: Delivery) => Promise<void> | void,
  ) {
    this.ended = new Promise((resolve) => {
      child.once("close", (code, killedBy) => resolve({ code, killedBy }));
      // Could not be started: there is no process, and no `close` either.
      child.once("error", (error) => {
        this.fail(error);
        if (child.pid === undefined) resolve({ code: null, killedBy: null });
      });
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.stderr = (this.stderr + text).slice(-4000);
    });
    child.on("message", (message) => {
      this.taking = this.taking.then(() => this.hear(message as FromChild)).catch((error) => this.fail(error));
    });
  }

  /** Ends the child; the first failure is the one that is thrown. */
  fail(error: unknown): void {
    this.failure ??= { error };
    this.child.kill("SIGKILL");
  }

  async assign(task: Task, marks: AsyncIterable<readonly Mark[]> | undefined): Promise<void> {
    if (marks) for await (const batch of marks) await this.tell({ type: "marks", batch });
    await this.tell({ type: "task", task });
  }

  async result(): Promise<unknown> {
    const { code, killedBy } = await this.ended;
    await this.taking;
    if (this.failure) throw this.failure.error;
    if (this.done) return this.done.result;
    // V8 aborts when its heap is full.
    if (/heap out of memory|heap limit|allocation failed/i.test(this.stderr))
      throw new PortalError("FILE_OUT_OF_MEMORY");
    const cause = new Error(`The reading process ended early (code ${code}, signal ${killedBy}): ${this.stderr}`);
    throw new PortalError("INTERNAL", {}, { cause });
  }

  private async hear(message: FromChild): Promise<void> {
    if (this.failure) return;
    switch (message.type) {
      case "progress":
        return this.take(message);
      case "done":
        this.done = { result: message.result };
        return;
      case "failed":
        throw new PortalError(message.code, message.params);
      case "crashed":
        throw new PortalError("INTERNAL", {}, { cause: new Error(message.stack) });
      default:
        await this.take(message);
        return this.tell({ type: "taken" });
    }
  }

  /** A child that has died meanwhile is told by its end. */
  private tell(message: FromParent): Promise<void> {
    return new Promise((resolve) => {
      if (this.child.connected) this.child.send(message, () => resolve());
      else resolve();
    });
  }
}

/** Resident memory of a process; null where the system has no /proc, or the process has ended. */
async function residentBytes(pid: number | undefined): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const kb = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return kb === undefined ? null : Number(kb) * 1024;
}
