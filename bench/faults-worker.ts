import pg from "pg";
import { runImport } from "@/lib/imports/run";

/**
 * A process that runs one import, to be killed: node … bench/faults-worker.ts IMPORT [STATEMENT]. With a number, it kills
 * itself just before that statement. Prints "running", and at its end how many statements it took.
 */
const [id = "", statement = ""] = process.argv.slice(2);
let sent = 0;
const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
  if (statement !== "" && sent++ === Number(statement)) process.kill(process.pid, "SIGKILL");
  else sent += statement === "" ? 1 : 0;
  return query.apply(this, args);
} as typeof pg.Client.prototype.query;
process.stdout.write("running\n");
await runImport(Number(id));
process.stdout.write(`${sent}\n`, () => process.exit(0));
