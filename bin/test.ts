import { BROWSER_STEP } from "@/bin/checks/browser";
import { STATIC_STEPS } from "@/bin/checks/static";
import { runSteps, type Step, tally } from "@/bin/checks/tool";
import { vitestStep } from "@/bin/checks/vitest";
import { command, EXIT } from "@/bin/command";

await command({
  help: `
npm test [-- --unit] [--db] [--e2e]

Everything: lint, types, dead code, unit tests, tests against a real PostgreSQL, and journeys in a real Chromium against
the portal as npm start runs it. With options, those parts only. The last line counts the tests.

  --unit   unit tests
  --db     tests against an embedded PostgreSQL of their own (or the one of TEST_DATABASE_URL)
  --e2e    browser journeys
`,
  options: { unit: { type: "boolean" }, db: { type: "boolean" }, e2e: { type: "boolean" } },
  run: async ({ values: { unit, db, e2e }, stop }) => {
    const chosen: Step[] = [];
    if (unit) chosen.push(vitestStep("unit"));
    if (db) chosen.push(vitestStep("db"));
    if (e2e) chosen.push(BROWSER_STEP);
    const all = [...STATIC_STEPS, vitestStep("unit"), vitestStep("db"), BROWSER_STEP];
    const { ok, counts } = await runSteps(chosen.length > 0 ? chosen : all, stop);
    process.stdout.write(`\n${tally(counts)}\n`);
    return ok && counts.failed === 0 && counts.passed > 0 ? EXIT.ok : EXIT.failed;
  },
});
