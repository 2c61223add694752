import { type ChildProcess, fork } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { PortalError } from "@/lib/errors";
import type { Suspect } from "@/lib/imports/choices";
import type { AnalyseOptions, Finding, ParsedCompany, ParsedJob, ParsedLine, SheetRow } from "@/lib/imports/types";
import { assertUploadSize } from "./limits";
import type { FromChild, FromParent, Summary } from "./messages";
import type { TableInfo } from "./read";

/** What the child reports while it works. It waits for each batch to be taken before it sends the next. */
export interface AnalysisSink {
  /** What the file is, before anything else of it: known also when its rows cannot be understood. */
  table?(table: TableInfo): Promise<void>;
  /**
   * With `keepRows`: every row of the sheet as it is, before the first job. They are complete as well when the analysis
   * fails for what the rows say (COLUMN_MISSING, NUMBER_FORMAT_AMBIGUOUS …), and not when the file cannot be read.
   */
  rows?(batch: SheetRow[]): Promise<void>;
  /** Data rows read so far. */
  progress(rowsRead: number): void;
  /** All jobs come before the first line, all lines before the first finding. */
  jobs(batch: ParsedJob[]): Promise<void>;
  lines(batch: ParsedLine[]): Promise<void>;
  /** Instead of jobs and lines, when the file holds companies. */
  companies(batch: ParsedCompany[]): Promise<void>;
  /** After the lines. */
  suspects?(batch: Suspect[]): Promise<void>;
  findings(batch: Finding[]): Promise<void>;
}

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
 * Reads and checks a file in a process of its own, whose memory and time are bounded and which inherits no environment
 * but PATH. The child has ended when this returns or throws. `signal` kills it, and its reason is thrown.
 * @throws PortalError: every code under "a file as a whole" in lib/errors.ts; FILE_TIMEOUT (seconds),
 *   FILE_OUT_OF_MEMORY, INTERNAL when the child died by itself; and whatever the sink throws
 */
export async function analyseInChild(
  bytes: Buffer,
  options: AnalyseOptions,
  on: AnalysisSink,
  limits: Partial<ChildLimits> & { signal?: AbortSignal } = {},
): Promise<Summary> {
  const { signal } = limits;
  signal?.throwIfAborted();
  assertUploadSize(bytes);
  const { heapMb, rssBytes, deadlineMs, entry } = { ...DEFAULTS, entry: entryFile(), ...limits };
  const child = fork(entry, [JSON.stringify(options)], {
    execArgv: ["--import", "tsx", `--max-old-space-size=${heapMb}`],
    // Next's types ask for NODE_ENV; the child has no use for it.
    env: { PATH: process.env.PATH } as object as NodeJS.ProcessEnv,
    serialization: "advanced",
    stdio: ["pipe", "ignore", "pipe", "ipc"],
  });
  const run = new Run(child, on);
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
  private summary: Summary | null = null;
  private taking: Promise<void> = Promise.resolve();
  private stderr = "";
  private readonly ended: Promise<{ code: number | null; killedBy: NodeJS.Signals | null }>;

  constructor(
    private readonly child: ChildProcess,
    private readonly on: AnalysisSink,
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
      this.taking = this.taking.then(() => this.take(message as FromChild)).catch((error) => this.fail(error));
    });
  }

  /** Ends the child; the first failure is the one that is thrown. */
  fail(error: unknown): void {
    this.failure ??= { error };
    this.child.kill("SIGKILL");
  }

  async result(): Promise<Summary> {
    const { code, killedBy } = await this.ended;
    await this.taking;
    if (this.failure) throw this.failure.error;
    if (this.summary) return this.summary;
    // V8 aborts when its heap is full.
    if (/heap out of memory|heap limit|allocation failed/i.test(this.stderr))
      throw new PortalError("FILE_OUT_OF_MEMORY");
    const cause = new Error(`The reading process ended early (code ${code}, signal ${killedBy}): ${this.stderr}`);
    throw new PortalError("INTERNAL", {}, { cause });
  }

  private async take(message: FromChild): Promise<void> {
    if (this.failure) return;
    switch (message.type) {
      case "progress":
        return this.on.progress(message.rowsRead);
      case "table":
        return this.answer(this.on.table?.(message.table));
      case "rows":
        return this.answer(this.on.rows?.(message.batch));
      case "jobs":
        return this.answer(this.on.jobs(message.batch));
      case "lines":
        return this.answer(this.on.lines(message.batch));
      case "companies":
        return this.answer(this.on.companies(message.batch));
      case "suspects":
        return this.answer(this.on.suspects?.(message.batch));
      case "findings":
        return this.answer(this.on.findings(message.batch));
      case "done":
        this.summary = message.summary;
        return;
      case "failed":
        throw new PortalError(message.code, message.params);
      case "crashed":
        throw new PortalError("INTERNAL", {}, { cause: new Error(message.stack) });
    }
  }

  private async answer(taken: Promise<void> | undefined): Promise<void> {
    await taken;
    const answer: FromParent = { type: "taken" };
    // A child that has died meanwhile is told by its end.
    if (this.child.connected) this.child.send(answer, () => {});
  }
}

/** Resident memory of a process; null where the system has no /proc, or the process has ended. */
async function residentBytes(pid: number | undefined): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const kb = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return kb === undefined ? null : Number(kb) * 1024;
}
