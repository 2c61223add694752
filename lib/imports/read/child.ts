/**
 * Entry of the child process that handles a file: bytes on stdin, what to do with them and results over IPC. It has no
 * credentials and no connections, so a hostile file has nothing to gain here.
 */

import { PortalError } from "@/lib/errors";
import type { Mark } from "@/lib/imports/give-back/marks";
import { assignment, handOver, send, sendAll } from "./channel";
import { LIMITS } from "./limits";
import type { Task } from "./messages";

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

/** Each task loads what it needs: a child lives for one. */
async function work(task: Task, marks: Mark[], bytes: Buffer): Promise<unknown> {
  switch (task.do) {
    case "analyse": {
      const { analyseFile } = await import("./child-analyse");
      return analyseFile(bytes, task.options);
    }
    case "mark": {
      const { markFile } = await import("./child-mark");
      for await (const batch of markFile(bytes, task.reading, marks)) await handOver({ type: "bytes", batch });
      return null;
    }
    case "corrections": {
      const { correctionsOf } = await import("@/lib/imports/corrections/read");
      const found = await correctionsOf(bytes);
      if (found === null) return null;
      await sendAll(found.rows, (batch) => ({ type: "corrected", batch }));
      return found.header;
    }
  }
}

async function main(): Promise<void> {
  const [{ task, marks }, bytes] = await Promise.all([assignment(), readInput()]);
  await send({ type: "done", result: await work(task, marks, bytes) });
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
