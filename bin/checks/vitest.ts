import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Counts, type Step, tool } from "@/bin/checks/tool";

/** @param project of vitest.config.ts */
export function vitestStep(project: "unit" | "db"): Step {
  return {
    name: `${project} tests`,
    run: async (stop) => {
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), "portal-report-"));
      const report = path.join(folder, "report.json");
      try {
        const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
        const outcome = await tool(
          "node_modules/vitest/vitest.mjs",
          ["run", "--project", project, ...reporters],
          stop,
          {
            env: { NODE_ENV: "test", NO_COLOR: "1" },
          },
        );
        return { ...outcome, counts: readReport(report) };
      } finally {
        fs.rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
};

/** A file that failed before its first test counts as one failed test; no report at all as one, too. */
function readReport(file: string): Counts {
  if (!fs.existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(fs.readFileSync(file, "utf8")) as Report;
  const broken = report.testResults.filter((result) => {
    return result.status === "failed" && !result.assertionResults.some((test) => test.status === "failed");
  });
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
