import { command, EXIT, progress, say, withDatabase } from "@/bin/command";
import { analyseView, createIndex, rebuildView } from "@/lib/views/definition";
import { findingWords } from "@/lib/views/finding-words";
import { checkCount, examine } from "@/lib/views/health";
import { cancelRefresh, refreshView } from "@/lib/views/refresh";
import { switchView } from "@/lib/views/switch";
import type { DoctorFinding } from "@/lib/views/types";

const HELP = `
Looks at every materialized view and at the database: is each view there, filled, indexed as declared, analysed,
fresh and planned as expected, is a refresh stuck, is the schedule kept, do settings and extensions fit.

  npm run doctor [-- --fix] [--json]

  --fix    applies the remedy of every finding that has one, then looks again
  --json   { checks, findings: [{ code, view, params, remedy, command }] } on stdout

Exit code 0: all well; 1: there are findings; 2: wrong use.`;

await command({
  help: HELP,
  options: { fix: { type: "boolean" }, json: { type: "boolean" } },
  async run({ values }) {
    return withDatabase(
      async () => {
        let findings = await examine();
        if (values.fix && findings.length > 0) {
          await mendAll(findings);
          findings = await examine();
        }
        const checks = checkCount();
        if (values.json) process.stdout.write(`${JSON.stringify({ checks, findings })}\n`);
        else process.stdout.write(`${report(findings, checks)}\n`);
        return findings.length === 0 ? EXIT.ok : EXIT.failed;
      },
      // A missing or outdated view is what the doctor is to find.
      { views: false },
    );
  },
});

async function mendAll(findings: DoctorFinding[]): Promise<void> {
  const done = new Set<string>();
  for (const { view, remedy, params, code } of findings) {
    // One rebuild or refresh answers several findings of a view.
    const key = `${view} ${remedy} ${remedy === "index" ? params.index : ""}`;
    if (!view || !remedy || done.has(key)) continue;
    done.add(key);
    progress(`${code} ${view}: ${remedy} …`);
    await mend(view, remedy, String(params.index ?? ""));
  }
}

async function mend(
  view: NonNullable<DoctorFinding["view"]>,
  remedy: NonNullable<DoctorFinding["remedy"]>,
  index: string,
): Promise<void> {
  const by = { trigger: "command", actor: null } as const;
  switch (remedy) {
    case "refresh":
      await refreshView(view, "automatic", by);
      return;
    case "rebuild":
      await rebuildView(view);
      return;
    case "index":
      await createIndex(view, index);
      return;
    case "analyse":
      await analyseView(view);
      return;
    case "cancel":
      await cancelRefresh(view);
      return;
    case "switch-on":
      return switchView(view, true, by);
  }
}

function report(findings: DoctorFinding[], checks: number): string {
  if (findings.length === 0) return `All well: ${checks} things looked at.`;
  return findings
    .map(({ code, view, params, command }) => {
      const words = findingWords(params, "en");
      return [
        `${view ? `${view}: ` : ""}${say(`doctor.${code}.title`, words)} [${code}]`,
        `  ${say(`doctor.${code}.reason`, words)}`,
        `  ${say(`doctor.${code}.remedy`, words)}`,
        `  → ${command}`,
      ].join("\n");
    })
    .join("\n\n");
}
