import { PortalError } from "@/lib/errors";
import { analyse } from "@/lib/imports/analyse";
import { isRowsToCorrect } from "@/lib/imports/corrections/columns";
import { overlaid } from "@/lib/imports/corrections/overlay";
import { HEADER_ROWS } from "@/lib/imports/layout";
import type { AnalyseOptions, SheetRow } from "@/lib/imports/types";
import { handOver, send, sendAll } from "./channel";
import { BATCH_ROWS, type Summary } from "./messages";
import { readTable } from "./read";

/** Reads, checks and hands over. @throws PortalError as readTable and analyse do, and ROWS_TO_CORRECT */
export async function analyseFile(bytes: Buffer, options: AnalyseOptions): Promise<Summary> {
  const { rows: asTheyAre, ...table } = await readTable(bytes, options);
  await handOver({ type: "table", table });
  // Not awaited: progress is news, and the pipe keeps its order.
  const onProgress = (rowsRead: number) => void send({ type: "progress", rowsRead }).catch(() => {});
  const rows = overlaid(assertWhole(asTheyAre), options.patches ?? {});
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
    return summary;
  }
  const { jobs, lines, suspects, findings, ...summary } = analysis;
  await sendAll(jobs, (batch) => ({ type: "jobs", batch }));
  await sendAll(lines, (batch) => ({ type: "lines", batch }));
  await sendAll(suspects, (batch) => ({ type: "suspects", batch }));
  await sendAll(findings, (batch) => ({ type: "findings", batch }));
  return summary;
}

/** Some rows of a file must not be taken for all of it: each of their AHSP would be left with these lines alone. */
async function* assertWhole(rows: AsyncIterable<SheetRow>): AsyncGenerator<SheetRow, void, undefined> {
  for await (const row of rows) {
    if (row.baris <= HEADER_ROWS && isRowsToCorrect(row.cells)) throw new PortalError("ROWS_TO_CORRECT");
    yield row;
  }
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
