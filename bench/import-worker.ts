import { randomUUID } from "node:crypto";
import fs from "node:fs";
import type { Choices } from "@/lib/imports/choices";
import { receiveUpload } from "@/lib/imports/receive";
import { runImport } from "@/lib/imports/run";

/** A process that does with imports what the portal's server does, so that its memory can be watched. */
export type Task =
  | { do: "receive"; file: string; choices: Partial<Choices> }
  /** Runs it to its goal. */
  | { do: "run"; id: number };

process.on("message", async (task: Task) => {
  if (task.do === "run") {
    await runImport(task.id);
    process.send?.(task.id);
    return;
  }
  const upload = { fileName: "bench", choices: task.choices, via: "sample" as const, actor: null };
  const bytes = fs.readFileSync(task.file);
  process.send?.(await receiveUpload({ ...upload, bytes, goal: "plan", uploadKey: randomUUID() }));
});
process.on("disconnect", () => process.exit(0));
