/** The child's side of the talk with its parent. */

import type { Mark } from "@/lib/imports/give-back/marks";
import { BATCH_ROWS, type Delivery, type FromChild, type FromParent, type Task } from "./messages";

export function send(message: FromChild): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(message, undefined, undefined, (error) => (error ? reject(error) : resolve()));
  });
}

/** What the parent asks for. */
export function assignment(): Promise<{ task: Task; marks: Mark[] }> {
  const batches: (readonly Mark[])[] = [];
  return new Promise((resolve) => {
    const hear = (message: FromParent) => {
      if (message.type === "marks") batches.push(message.batch);
      if (message.type !== "task") return;
      process.off("message", hear);
      resolve({ task: message.task, marks: batches.flat() });
    };
    process.on("message", hear);
  });
}

/** Returns when the parent has taken it. */
export async function handOver(message: Delivery): Promise<void> {
  const taken = new Promise<void>((resolve) => {
    process.once("message", (answer: FromParent) => answer.type === "taken" && resolve());
  });
  await send(message);
  await taken;
}

/** Sends in batches, each after the parent has taken the one before. */
export async function sendAll<T>(rows: T[], message: (batch: T[]) => Delivery): Promise<void> {
  for (let from = 0; from < rows.length; from += BATCH_ROWS) {
    await handOver(message(rows.slice(from, from + BATCH_ROWS)));
  }
}
