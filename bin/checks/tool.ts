import { spawn } from "node:child_process";

/** How many tests did what. */
export type Counts = { passed: number; failed: number; skipped: number };

export type Outcome = { ok: boolean; output: string; counts?: Counts };

/** One thing to check, by a tool of its own. */
export type Step = {
  name: string;
  run(stop: AbortSignal): Promise<Outcome>;
};

/**
 * Runs a tool of node_modules to its end and gathers what it says.
 * @param script path of its JavaScript
 * @param follow also pass its output on while it runs
 */
export async function tool(
  script: string,
  args: string[],
  stop: AbortSignal,
  { env = {}, follow = false }: { env?: Record<string, string>; follow?: boolean } = {},
): Promise<Outcome> {
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
  });
  const end = () => child.kill("SIGTERM");
  stop.addEventListener("abort", end);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (follow) process.stdout.write(chunk);
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  stop.removeEventListener("abort", end);
  return { ok: code === 0, output: follow ? "" : output };
}

/**
 * Runs all steps, one after the other, whatever becomes of each; prints each with its time, and what a failed one said.
 * @returns whether all are well, and the tests of all together
 */
export async function runSteps(steps: Step[], stop: AbortSignal): Promise<{ ok: boolean; counts: Counts }> {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  let ok = true;
  for (const step of steps) {
    if (stop.aborted) return { ok: false, counts };
    const started = Date.now();
    const outcome = await step.run(stop).catch((error: Error): Outcome => ({ ok: false, output: error.message }));
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    const told = outcome.counts ? `  (${tally(outcome.counts)})` : "";
    if (!outcome.ok) process.stdout.write(`${outcome.output.trimEnd()}\n`);
    process.stdout.write(
      `${outcome.ok ? "ok    " : "FAILED"} ${step.name.padEnd(12)} ${seconds.padStart(6)} s${told}\n`,
    );
    ok &&= outcome.ok;
    counts.passed += outcome.counts?.passed ?? 0;
    counts.failed += outcome.counts?.failed ?? 0;
    counts.skipped += outcome.counts?.skipped ?? 0;
  }
  return { ok, counts };
}

export function tally({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
