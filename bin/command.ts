import fs from "node:fs";
import { type ParseArgsConfig, parseArgs } from "node:util";
import { createTranslator } from "use-intl/core";
import { openDatabase } from "@/lib/db/embedded";
import { migrate } from "@/lib/db/migrate";
import { closePool } from "@/lib/db/pool";
import { closePrisma } from "@/lib/db/prisma";
import { readEnv } from "@/lib/env";
import { PortalError } from "@/lib/errors";

/** Exit codes of every command. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/** A mistake in how the command was called: printed with a hint at --help, exit code 2. */
export class UsageError extends Error {}

type Options = NonNullable<ParseArgsConfig["options"]>;
type Parsed<O extends Options> = ReturnType<typeof parseArgs<{ options: O; allowPositionals: true }>>;

export type Command<O extends Options> = {
  /** What `--help` prints. */
  help: string;
  /** As for parseArgs of node:util. --help and -h are understood by every command. */
  options: O;
  /**
   * Does the work. `stop` is aborted at Ctrl-C, SIGTERM, or when the process that started this command is gone; a
   * command that does not look at it runs to its end.
   * @returns the exit code; nothing means 0
   */
  run(input: { values: Parsed<O>["values"]; positionals: string[]; stop: AbortSignal }): Promise<number | undefined>;
};

/** The frame of a command: --help, arguments, exit codes, errors as sentences. Ends the process. */
export async function command<const O extends Options>({ help, options, run }: Command<O>): Promise<void> {
  let code: number = EXIT.ok;
  process.env.PORTAL_LOG ??= "stderr";
  try {
    const args = process.argv.slice(2);
    if (args.includes("--help") || args.includes("-h")) {
      process.stdout.write(`${help.trim()}\n`);
    } else {
      const { values, positionals } = parse(args, options);
      code = (await run({ values, positionals, stop: stopSignal() })) ?? EXIT.ok;
    }
  } catch (error) {
    process.stderr.write(`${sentence(error)}\n`);
    code = error instanceof UsageError ? EXIT.usage : EXIT.failed;
  }
  // A pipe takes its time; what was printed must be out before the process ends.
  await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write("", done))));
  process.exit(code);
}

/** A line about what is being done, on stderr: stdout is for results. */
export function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}

/**
 * Opens the database, brings it up to date, sets DATABASE_URL for everything in lib, runs `work`, and closes all
 * connections and the database again.
 * @param options.views false: leaves missing and outdated views as they are
 */
export async function withDatabase<T>(work: () => Promise<T>, { views = true } = {}): Promise<T> {
  const database = await openDatabase(readEnv(), { progress });
  try {
    process.env.DATABASE_URL = database.url;
    await migrate(database.url, { progress, views });
    return await work();
  } finally {
    await Promise.allSettled([closePrisma(), closePool()]);
    await database.close();
  }
}

/** What to print of an error: one sentence; with PORTAL_DEBUG set, where it happened as well. */
export function sentence(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\nTry --help.`;
  if (error instanceof PortalError) return `${error.code}: ${say(`errors.${error.code}`, error.params)}`;
  if (!(error instanceof Error)) return String(error);
  return (process.env.PORTAL_DEBUG && error.stack) || error.message || error.name;
}

/**
 * A sentence for the terminal, from the same catalogue as the screen.
 * @param key place in messages/en.json, e.g. "errors.FILE_EMPTY"
 */
export function say(key: string, values: Record<string, string | number> = {}): string {
  const messages = JSON.parse(fs.readFileSync("messages/en.json", "utf8")) as Record<string, string>;
  return createTranslator({ locale: "en", messages })(key, { errorId: "-", ...values });
}

function parse<const O extends Options>(args: string[], options: O): Parsed<O> {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true }) as Parsed<O>;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function stopSignal(): AbortSignal {
  const stop = new AbortController();
  const abort = () => stop.abort();
  // Listening keeps a second Ctrl-C from ending the process in the middle of its farewell.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, abort);
  process.on("disconnect", abort);
  process.channel?.unref();
  return stop.signal;
}
