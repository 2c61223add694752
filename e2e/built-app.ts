import { readFileSync } from "node:fs";
import path from "node:path";

/** What the build says it contains, and how to call it without a browser. */

const SERVER = path.resolve(process.env.NEXT_DIST ?? ".next", "server");
const read = (file: string) => JSON.parse(readFileSync(path.join(SERVER, file), "utf8"));

/** `file#export` of every server action → the id that a POST names it by. */
export function builtActions(): Map<string, string> {
  const { node, edge } = read("server-reference-manifest.json") as Record<"node" | "edge", Record<string, ActionEntry>>;
  const all = Object.entries({ ...node, ...edge });
  return new Map(all.map(([id, { filename, exportedName }]) => [`${filename}#${exportedName}`, id]));
}

type ActionEntry = { filename: string; exportedName: string };

/** Path of every page and route handler, with its [segments] and without its (groups). Next's own pages are left out. */
export function builtPaths(): string[] {
  const entries = Object.keys(read("app-paths-manifest.json")).filter((entry) => !entry.startsWith("/_"));
  return entries.map((entry) => {
    const segments = entry.split("/").slice(1, -1);
    return `/${segments.filter((segment) => !/^\(.*\)$|^@/.test(segment)).join("/")}`;
  });
}

/** Calls a server action as the browser does. A header set to null is not sent. */
export async function callAction(
  baseUrl: string,
  id: string,
  args: unknown[],
  headers: Record<string, string | null> = {},
): Promise<{ status: number; answer: Answer | null; redirectedTo: string | null; setCookie: string[] }> {
  const all: Record<string, string | null> = {
    origin: new URL(baseUrl).origin,
    "sec-fetch-site": "same-origin",
    accept: "text/x-component",
    "content-type": "text/plain;charset=UTF-8",
    "next-action": id,
    ...headers,
  };
  const sent = Object.entries(all).flatMap(([key, value]) =>
    value === null ? [] : [[key, value] as [string, string]],
  );
  const response = await fetch(new URL("/sign-in", baseUrl), {
    method: "POST",
    headers: sent,
    body: JSON.stringify(args),
    redirect: "manual",
  });
  return {
    status: response.status,
    answer: answerIn(await response.text()),
    redirectedTo: response.headers.get("x-action-redirect")?.split(";")[0] ?? null,
    setCookie: response.headers.getSetCookie(),
  };
}

/** An ActionResult (lib/action.ts) as it travels. */
export type Answer = { ok: boolean; code?: string; data?: unknown };

/** React writes one `id:value` a line; the action's answer is the one object with an `ok`. */
function answerIn(stream: string): Answer | null {
  for (const line of stream.split("\n")) {
    const value = line.slice(line.indexOf(":") + 1);
    if (!value.startsWith('{"ok":')) continue;
    return JSON.parse(value) as Answer;
  }
  return null;
}
