/**
 * Entry of the child process that reads a file: bytes on stdin, options as JSON in the first argument, results over
 * IPC. It has no credentials and no connections, so a hostile file has nothing to gain here.
 */

import { PortalError } from "@/lib/errors";
import { analyse } from "@/lib/imports/analyse";
import type { AnalyseOptions, SheetRow } from "@/lib/imports/types";
import { LIMITS } from "./limits";
import { BATCH_ROWS, type FromChild, type FromParent } from "./messages";
import { readTable } from "./read";

function send(message: FromChild): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(message, undefined, undefined, (error) => (error ? reject(error) : resolve()));
  });
}

/** Returns when the parent has taken it. */
async function handOver(message: FromChild): Promise<void> {
  const taken = new Promise<void>((resolve) => {
    process.once("message", (answer: FromParent) => answer.type === "taken" && resolve());
  });
  await send(message);
  await taken;
}

/** Sends in batches, each after the parent has taken the one before. */
async function sendAll<T>(rows: T[], message: (batch: T[]) => FromChild): Promise<void> {
  for (let from = 0; from < rows.length; from += BATCH_ROWS) {
    await handOver(message(rows.slice(from, from + BATCH_ROWS)));
  }
}

async function readInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > LIMITS.uploadBytes) {
      throw new PortalError("FILE_TOO_LARGE", { sizeBytes, limitBytes: LIMITS.uploadBytes });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Rows that are sent to the parent while they are read. `finish` reads those that nobody asked for, and sends the rest. */
function keepRows(source: AsyncIterable<SheetRow>): { rows: AsyncIterable<SheetRow>; finish: () => Promise<void> } {
  const iterator = source[Symbol.asyncIterator]();
  let batch: SheetRow[] = [];
  let ended = false;
  const flush = async () => {
    if (batch.length > 0) await handOver({ type: "rows", batch });
    batch = [];
  };
  const next = async (): Promise<IteratorResult<SheetRow>> => {
    if (ended) return { done: true, value: undefined };
    ended = true; // also when it throws
    const result = await iterator.next();
    if (result.done) return result;
    ended = false;
    if (batch.push(result.value) >= BATCH_ROWS) await flush();
    return result;
  };
  return {
    // Without `return`, so that an analysis that fails does not end the reading.
    rows: { [Symbol.asyncIterator]: () => ({ next }) },
    finish: async () => {
      while (!(await next()).done);
      await flush();
    },
  };
}

async function main(): Promise<void> {
  const options = JSON.parse(process.argv[2] ?? "null") as AnalyseOptions;
  const { rows, ...table } = await readTable(await readInput(), options);
  await handOver({ type: "table", table });
  // Not awaited: progress is news, and the pipe keeps its order.
  const onProgress = (rowsRead: number) => void send({ type: "progress", rowsRead }).catch(() => {});
  const kept = options.keepRows ? keepRows(rows) : null;
  const analysis = await analyse({ ...table, rows: kept?.rows ?? rows }, options, onProgress).catch(async (error) => {
    // The rows that the analysis did not wait for are read as well: a damaged file is told before what is wrong in it.
    await kept?.finish();
    throw error;
  });
  await kept?.finish();
  if (analysis.kind === "companies") {
    const { companies, findings, ...summary } = analysis;
    await sendAll(companies, (batch) => ({ type: "companies", batch }));
    await sendAll(findings, (batch) => ({ type: "findings", batch }));
    await send({ type: "done", summary });
    return;
  }
  const { jobs, lines, suspects, findings, ...summary } = analysis;
  await sendAll(jobs, (batch) => ({ type: "jobs", batch }));
  await sendAll(lines, (batch) => ({ type: "lines", batch }));
  await sendAll(suspects, (batch) => ({ type: "suspects", batch }));
  await sendAll(findings, (batch) => ({ type: "findings", batch }));
  await send({ type: "done", summary });
}

// Without its parent there is nobody to read for.
process.on("disconnect", () => process.exit(0));

main()
  .catch((error: unknown) => {
    if (error instanceof PortalError) return send({ type: "failed", code: error.code, params: error.params });
    // Buffers and strings have limits of their own beside the heap.
    if (error instanceof RangeError) return send({ type: "failed", code: "FILE_OUT_OF_MEMORY", params: {} });
    return send({ type: "crashed", stack: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  })
  .finally(() => process.exit(0));
