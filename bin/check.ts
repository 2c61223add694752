import { STATIC_STEPS } from "@/bin/checks/static";
import { runSteps } from "@/bin/checks/tool";
import { vitestStep } from "@/bin/checks/vitest";
import { command, EXIT } from "@/bin/command";

await command({
  help: `
npm run check

Lint with the layer rules, types, dead code and the unit tests: all of them, also when one fails. Needs no database.
`,
  options: {},
  run: async ({ stop }) => {
    const { ok } = await runSteps([...STATIC_STEPS, vitestStep("unit")], stop);
    return ok ? EXIT.ok : EXIT.failed;
  },
});
