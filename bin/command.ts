import { parseArgs, type ParseArgsConfig } from "node:util";
import { createTranslator } from "next-intl";
import { closePool } from "@/lib/db/pool";
import { closePrisma } from "@/lib/db/prisma";
import { migrate } from "@/lib/db/migrate";
import { openDatabase } from "@/lib/db/open";
import { PortalError } from "@/lib/errors";
import messages from "@/messages/en.json";

/** Exit codes of every command. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/** Sentences for the terminal, from the same catalogue as the screen. */
export const say = createTranslator({ locale: "en", messages });

interface Command<O extends NonNullable<ParseArgsConfig["options"]>> {
  /** What `--help` prints. */
  help: string;
  options: O;
  /** @returns the exit code; nothing means 0 */
  run(input: {
    values: ReturnType<typeof parseArgs<{ options: O; allowPositionals: true }>>["values"];
    positionals: string[];
  }): Promise<number | undefined>;
}

/** A mistake in how the command was called: printed with a hint at --help, exit code 2. */
export class UsageError extends Error {}

/** The frame of a command: --help, arguments, exit codes, errors as sentences. */
export async function command<O extends NonNullable<ParseArgsConfig["options"]>>({ help, options, run }: Command<O>): Promise<void> {
  try {
    const args = process.argv.slice(2);
    if (args.includes("--help") || args.includes("-h")) {
      process.stdout.write(`${help.trim()}\n`);
      return;
    }
    const { values, positionals } = parse(args, options);
    process.exitCode = (await run({ values, positionals })) ?? EXIT.ok;
  } catch (error) {
    process.stderr.write(`${sentence(error)}\n`);
    process.exitCode = error instanceof UsageError ? EXIT.usage : EXIT.failed;
  }
}

/** Opens and migrates the database for as long as `work` runs; everything in lib finds it through DATABASE_URL. */
export async function withDatabase<T>(work: () => Promise<T>): Promise<T> {
  const database = await openDatabase();
  try {
    await migrate(database.url);
    process.env.DATABASE_URL = database.url;
    return await work();
  } finally {
    await Promise.allSettled([closePrisma(), closePool()]);
    await database.close();
  }
}

function parse<O extends NonNullable<ParseArgsConfig["options"]>>(args: string[], options: O) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** What to print of an error: a sentence for an expected one, everything for a surprise. */
export function sentence(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\nTry --help.`;
  if (error instanceof PortalError) return `${error.code}: ${say(`errors.${error.code}`, { errorId: "-", ...error.params })}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
