import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Counts, type Step, tool } from "@/bin/checks/tool";
import { progress } from "@/bin/command";
import { ensureChromium } from "@/e2e/browser";

/** The journeys of e2e/ in a real Chromium, against the portal as `npm start` runs it. */
export const BROWSER_STEP: Step = {
  name: "browser",
  run: async (stop) => {
    ensureChromium(progress);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "portal-report-"));
    const report = path.join(folder, "report.json");
    try {
      const outcome = await tool("node_modules/@playwright/test/cli.js", ["test", "--reporter=list,json"], stop, {
        env: { NO_COLOR: "1", PLAYWRIGHT_JSON_OUTPUT_NAME: report },
      });
      return { ...outcome, counts: readReport(report) };
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  },
};

type Report = { stats: { expected: number; unexpected: number; flaky: number; skipped: number }; errors: unknown[] };

/** A test that passed at the second try did pass; an error outside any test counts as one failed test. */
function readReport(file: string): Counts {
  if (!fs.existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const { stats, errors } = JSON.parse(fs.readFileSync(file, "utf8")) as Report;
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + (stats.unexpected === 0 ? errors.length : 0),
    skipped: stats.skipped,
  };
}
