import "server-only";
import { PortalError } from "@/lib/errors";
import { readThrough } from "@/lib/views/read-through";
import type { Source } from "@/lib/views/types";
import type { ExportColumn } from "./columns";
import { csvOf } from "./csv";
import { holdRows } from "./held-rows";
import { exportSql, MAX_ROWS, withoutRincianSql } from "./query";
import type { ExportRequest } from "./request";
import { xlsxOf } from "./xlsx";

/** Each costs a connection, and disk space of the database. */
const AT_ONCE = 2;
/** Who takes nothing for this long is gone. */
const STALLED_MS = 60_000;
/** Nobody holds one of the few places for longer, however slowly they read. */
const LONGEST_MS = 30 * 60_000;

export interface Export {
  /** Rows of the file, without its header. */
  rows: number;
  /** Chosen AHSP that have no row in a file of rincian, because they have none; null: every AHSP has one. */
  withoutRincian: number | null;
  source: Source;
  /** The file. When it is read to its end, or called off, everything is given back. */
  body: ReadableStream<Uint8Array>;
}

// Development reloads modules; what runs goes on.
const global = globalThis as { portalExports?: (string | null)[] };

/**
 * Works out the rows of an export, all at one moment, then makes the file of them while it is read. Memory does not
 * grow with it.
 * @param options.owner whose it is: one person has one at a time; null = nobody's
 * @param options.signal calls it off, also while it is read
 * @throws EXPORT_BUSY (limit) while others run, EXPORT_TOO_LARGE (limit: rows), VIEW_NOT_POPULATED and other failures
 *   of the database through lib/failure
 */
export async function openExport(
  request: ExportRequest,
  columns: readonly ExportColumn[],
  {
    owner = null,
    signal,
    maxRows = MAX_ROWS,
    stalledMs = STALLED_MS,
    longestMs = LONGEST_MS,
  }: { owner?: string | null; signal?: AbortSignal; maxRows?: number; stalledMs?: number; longestMs?: number } = {},
): Promise<Export> {
  const leave = enter(owner);
  try {
    const { data: held, source } = await readThrough("referensi_ahsp_stats", (from) =>
      holdRows(exportSql(request, columns, from, maxRows), {
        count: request.content === "rincian" ? withoutRincianSql(request, from) : undefined,
        signal,
      }),
    );
    const end = () => {
      leave();
      held.close().catch(() => {});
    };
    if (held.count > maxRows) {
      end();
      throw new PortalError("EXPORT_TOO_LARGE", { limit: maxRows });
    }
    const pieces =
      request.format === "csv"
        ? csvOf(columns, held.batches(), request.separator)
        : xlsxOf(columns, held.batches(), { count: held.count });
    return {
      rows: held.count,
      withoutRincian: held.counted,
      source,
      body: bodyOf(pieces, end, { signal, stalledMs, longestMs }),
    };
  } catch (error) {
    leave();
    throw error;
  }
}

/** How many exports run in this process. */
export function runningExports(): number {
  return global.portalExports?.length ?? 0;
}

/** @returns leaves, once @throws EXPORT_BUSY */
function enter(owner: string | null): () => void {
  global.portalExports ??= [];
  const running = global.portalExports;
  if (owner !== null && running.includes(owner)) throw new PortalError("EXPORT_BUSY", { limit: 1 });
  if (running.length >= AT_ONCE) throw new PortalError("EXPORT_BUSY", { limit: AT_ONCE });
  running.push(owner);
  let inside = true;
  return () => {
    if (inside) running.splice(running.indexOf(owner), 1);
    inside = false;
  };
}

/**
 * A stream that asks for a piece when somebody takes one. (Readable.toWeb counts pieces, not bytes, and lets megabytes
 * gather.)
 * @param end called once: at the end, when it fails, is called off, when nobody takes anything for `stalledMs`, and
 *   after `longestMs`
 */
function bodyOf(
  pieces: AsyncGenerator<Uint8Array, void, undefined>,
  end: () => void,
  { signal, stalledMs, longestMs }: { signal: AbortSignal | undefined; stalledMs: number; longestMs: number },
): ReadableStream<Uint8Array> {
  let stalled: NodeJS.Timeout | undefined;
  let longest: NodeJS.Timeout | undefined;
  let giveUp = (_why: string) => {};
  const calledOff = () => giveUp("the export was called off");
  const stop = () => {
    clearTimeout(stalled);
    clearTimeout(longest);
    signal?.removeEventListener("abort", calledOff);
    end();
  };
  const watch = () => {
    stalled = setTimeout(() => giveUp("nobody takes the export"), stalledMs).unref();
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        giveUp = (why) => {
          giveUp = () => {};
          controller.error(new Error(why));
          stop();
          pieces.return().catch(() => {});
        };
        longest = setTimeout(() => giveUp("the export takes too long"), longestMs).unref();
        watch();
        if (signal?.aborted) calledOff();
        else signal?.addEventListener("abort", calledOff, { once: true });
      },
      async pull(controller) {
        clearTimeout(stalled);
        try {
          const { done, value } = await pieces.next();
          if (done) {
            stop();
            controller.close();
          } else {
            controller.enqueue(value);
            watch();
          }
        } catch (error) {
          stop();
          controller.error(error);
        }
      },
      async cancel() {
        stop();
        await pieces.return().catch(() => {});
      },
    },
    { highWaterMark: 0 },
  );
}
