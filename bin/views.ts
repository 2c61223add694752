import { command, EXIT, progress, say, UsageError, withDatabase } from "@/bin/command";
import { formatBytes, formatDateTime, formatDuration } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import { readViews } from "@/lib/views/console";
import { analyseView, createIndex, rebuildView, removeView } from "@/lib/views/definition";
import { refreshView } from "@/lib/views/refresh";
import { type ViewName, viewNames } from "@/lib/views/registry";
import { switchView } from "@/lib/views/switch";
import type { RefreshResult, ViewSummary } from "@/lib/views/types";
import { REFRESH_MODES } from "@/lib/views/types";
import { verifyView } from "@/lib/views/verify";

const HELP = `
The materialized views: what they are like, and what can be done to them. None of it loses data.

  npm run views -- [list] [--json]
  npm run views -- VERB NAME [--json]

  list           every view: state, rows, size, snapshot, changes since, next refresh
  refresh NAME [standard | concurrently]  refresh it; unless told, the database chooses the mode and says why
  verify NAME    hold every row against the definition run at this moment
  analyse NAME   gather the planner's statistics
  off NAME       readers take the live path at once: same numbers, slower; nothing is dropped
  on NAME        refresh it and let readers have it again
  drop NAME      drop it; readers take the live path, and it stays away until
  create NAME    makes it again, filled
  rebuild NAME   make it anew from prisma/views/NAME.sql while people read the old one
  index NAME INDEX  make an index that the file declares and the database lacks

Exit code 0: done; 1: failed, or verify found a difference that no change explains; 2: wrong use.`;

const by = { trigger: "command", actor: null } as const;

/** What a verb did: an object for --json, a sentence, and the exit code. */
type Done = { json: object; text: string; code?: number };

const VERBS: Record<string, (view: ViewName, argument: string | undefined) => Promise<Done>> = {
  refresh: async (view, asked = "automatic") => {
    const mode = REFRESH_MODES.find((one) => one === asked);
    if (!mode) throw new UsageError(`There is no mode ${asked}.`);
    const done = await refreshView(view, mode, by);
    const rows = formatInteger(done.rows, "en");
    const how = `${done.mode}: ${say(`views.reasons.${done.reason}`)}`;
    const text = `Refreshed ${view} (${how}): ${rows} rows, ${formatDuration(done.durationMs, "en")}${proven(done)}.`;
    return { json: done, text, code: done.proof?.differences ? EXIT.failed : EXIT.ok };
  },
  verify: async (view) => {
    const done = await verifyView(view, null);
    const rows = formatInteger(done.rows, "en");
    if (done.differences === 0) return { json: done, text: `${view} equals its definition in all ${rows} rows.` };
    const why =
      done.changed === 0 ? "NOT explained by any change" : `${done.changed ?? "all"} keys changed since the snapshot`;
    const text = `${view} differs from its definition in ${done.differences} rows: ${why}.`;
    return { json: done, text, code: done.changed === 0 ? EXIT.failed : EXIT.ok };
  },
  analyse: async (view) => ({ json: await analyseView(view), text: `Analysed ${view}.` }),
  off: async (view) => {
    await switchView(view, false, by);
    return { json: { view, on: false }, text: `Switched ${view} off: readers take the live path.` };
  },
  on: async (view) => {
    await switchView(view, true, by);
    return { json: { view, on: true }, text: `Refreshed ${view} and switched it on.` };
  },
  drop: async (view) => {
    await removeView(view);
    return {
      json: { view, dropped: true },
      text: `Dropped ${view}: readers take the live path. Again: npm run views -- create ${view}`,
    };
  },
  create: async (view) => {
    const views = await rebuildView(view);
    return { json: { views }, text: `Made ${views.join(", ")}, filled.` };
  },
  rebuild: async (view) => {
    const views = await rebuildView(view);
    return { json: { views }, text: `Made anew: ${views.join(", ")}.` };
  },
  index: async (view, index) => {
    if (!index) throw new UsageError("Name the index.");
    const created = await createIndex(view, index);
    if (!created) throw new UsageError(`prisma/views/${view}.sql declares no index ${index}.`);
    return { json: { view, index, created }, text: `Made index ${index}.` };
  },
};

await command({
  help: HELP,
  options: { json: { type: "boolean" } },
  async run({ values, positionals: [verb = "list", name, argument, ...rest] }) {
    if (rest.length > 0) throw new UsageError(`Unexpected: ${rest.join(" ")}`);
    const print = (json: object, text: string) =>
      process.stdout.write(`${values.json ? JSON.stringify(json) : text}\n`);
    if (verb === "list") {
      if (name) throw new UsageError(`Unexpected: ${name}`);
      return withDatabase(async () => {
        const views = await readViews();
        print(views, views.map(described).join("\n\n"));
        return EXIT.ok;
      });
    }
    const work = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
    if (!work) throw new UsageError(`There is no verb ${verb}.`);
    const view = viewNames().find((one) => one === name);
    if (!view) throw new UsageError(`Name one of ${viewNames().join(", ")}.`);
    return withDatabase(async () => {
      progress(`${verb} ${view} …`);
      const done = await work(view, argument);
      print(done.json, done.text);
      return done.code ?? EXIT.ok;
    });
  },
});

function proven({ proof }: RefreshResult): string {
  if (!proof) return "";
  const rows = formatInteger(proof.rows, "en");
  return proof.differences === 0
    ? `, verified ${rows}/${rows}`
    : `; of ${rows} rows compared ${proof.differences} DIFFER`;
}

function described(view: ViewSummary): string {
  const state = view.off ? "switched off" : !view.exists ? "missing" : view.populated ? "on" : "without a snapshot";
  const facts: [string, string][] = [
    ["state", view.running ? `${state}, being refreshed` : state],
    ["rows", view.rows === null ? "-" : formatInteger(view.rows, "en")],
    ["size", formatBytes(view.sizeBytes, "en")],
    ["snapshot", view.snapshotAt ? formatDateTime(view.snapshotAt, "en") : say("freshness.never")],
    ["changed since", view.changed === null ? "everything may have" : formatInteger(view.changed, "en")],
    ["next refresh", view.schedule.nextAt ? formatDateTime(view.schedule.nextAt, "en") : "not by the clock"],
  ];
  return [view.name, ...facts.map(([fact, value]) => `  ${fact.padEnd(16)}${value}`)].join("\n");
}
