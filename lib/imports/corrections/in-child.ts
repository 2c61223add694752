import { runInChild } from "@/lib/imports/read/child-process";
import { oneAtATime } from "@/lib/imports/read/one-at-a-time";
import type { CorrectedRow } from "./columns";

/**
 * Looks whether a file is a csv of rejected rows, in a process of its own.
 * @returns its rows; null: it is another file
 * @throws as runInChild does
 */
export function correctionsInChild(bytes: Buffer): Promise<{ header: string[]; rows: CorrectedRow[] } | null> {
  return oneAtATime(async () => {
    const rows: CorrectedRow[] = [];
    const header = await runInChild(bytes, { do: "corrections" }, (delivery) => {
      if (delivery.type === "corrected") rows.push(...delivery.batch);
    });
    return header === null ? null : { header: header as string[], rows };
  });
}
