import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/**
 * Who may import whom, and what else the code keeps to. Most of it are lint rules (biome.json): here each of them is
 * broken once, in a tree of its own, to see that it bites. The rest is looked for in the sources.
 */

/** A file of each room, what it may not import, and what it may. */
const ROOMS: { file: string; refused: string[]; allowed: string[] }[] = [
  {
    file: "lib/format/number.ts",
    refused: ["react", "next/headers", "pg", "node:fs", "@/lib/db/prisma", "@/lib/env", "@/lib/stats/spec", "../log"],
    allowed: ["zod", "@/lib/errors", "@/lib/table/spec", "./locale"],
  },
  { file: "lib/errors.ts", refused: ["@/lib/log", "node:path"], allowed: ["@/lib/format/number"] },
  {
    file: "lib/table/url.ts",
    refused: ["react", "pg", "@/lib/db/pool", "sql-template-tag"],
    allowed: ["zod", "@/lib/format/number", "./spec"],
  },
  { file: "lib/table/sql.ts", refused: ["pg", "@/lib/db/pool"], allowed: ["sql-template-tag", "./spec"] },
  ...["layout", "parse", "check", "compare", "analyse"].map((name) => ({
    file: `lib/imports/${name}.ts`,
    refused: ["node:fs", "pg", "@/lib/db/pool", "@/lib/imports/write", "next/headers"],
    allowed: ["zod", "@/lib/errors", "@/lib/format/number", "@/lib/imports/types"],
  })),
  {
    file: "lib/imports/write.ts",
    refused: ["@/lib/stats/page", "@/lib/auth/session", "@/app/layout", "@/components/ui/button"],
    allowed: ["pg", "@/lib/db/pool", "@/lib/views/refresh", "@/lib/log", "./types"],
  },
  {
    file: "lib/db/pool.ts",
    refused: ["@/lib/log", "@/lib/auth/roles", "react", "next/headers", "@/app/layout"],
    allowed: ["pg", "@/lib/env", "@/lib/errors", "@/lib/db/prisma"],
  },
  {
    file: "lib/stats/page.ts",
    refused: ["@/lib/imports/types", "@/lib/auth/session", "@/components/ui/button", "@/bin/command"],
    allowed: ["@/lib/views/state", "@/lib/db/prisma", "@/lib/table/spec", "sql-template-tag"],
  },
  { file: "lib/technologies/list.ts", refused: ["@/lib/stats/page"], allowed: ["@/lib/views/state"] },
  {
    file: "lib/export/export.ts",
    refused: ["@/lib/technologies/list", "@/lib/auth/session", "@/app/layout"],
    allowed: ["@/lib/stats/spec", "@/lib/imports/template", "@/lib/views/read-through", "@/lib/db/pool"],
  },
  {
    file: "lib/ahsp/ahsp.ts",
    refused: ["@/lib/stats/page", "@/lib/views/state", "@/lib/imports/run"],
    allowed: ["@/lib/db/prisma", "@/lib/imports/parse", "@/lib/imports/turns"],
  },
  {
    file: "lib/saved-views/change.ts",
    refused: ["@/lib/stats/spec", "@/lib/auth/session", "@/app/layout"],
    allowed: ["@/lib/auth/roles", "@/lib/table/url", "@/lib/db/transaction"],
  },
  { file: "lib/views/refresh.ts", refused: ["@/lib/stats/page", "@/lib/imports/run"], allowed: ["@/lib/db/pool"] },
  { file: "lib/auth/session.ts", refused: ["@/lib/imports/run", "@/app/layout"], allowed: ["@/lib/db/prisma"] },
  { file: "lib/log.ts", refused: ["@/app/layout", "@/components/ui/button", "@/bin/command"], allowed: ["@/lib/env"] },
  {
    file: "components/stats/table.tsx",
    refused: ["@/lib/db/prisma", "@/app/sign-in/actions", "node:fs", "pg", "server-only", "@/lib/log", "../ui/button"],
    allowed: ["react", "@/lib/stats/spec", "@/lib/format/number", "@/components/ui/button"],
  },
  { file: "app/page.tsx", refused: ["@/bin/command", "@/e2e/people"], allowed: ["@/lib/stats/page", "@/components/a"] },
  { file: "bin/import.ts", refused: ["@/app/layout", "@/components/ui/button"], allowed: ["@/lib/db/pool"] },
];

/** Files that break a rule, and which. */
const BROKEN: { file: string; source: string; rule: string }[] = [
  {
    file: "lib/stats/raw.ts",
    source: 'import { raw } from "sql-template-tag";\nraw("x");\n',
    rule: "noRestrictedImports",
  },
  { file: "app/any.ts", source: "export const value: any = 1;\n", rule: "noExplicitAny" },
  { file: "lib/all/index.ts", source: 'export * from "@/lib/errors";\n', rule: "noReExportAll" },
  { file: "lib/all/names.ts", source: 'export { PortalError } from "@/lib/errors";\n', rule: "noBarrelFile" },
  { file: "app/unused.ts", source: 'import { thing } from "@/lib/errors";\n', rule: "noUnusedImports" },
  { file: "app/type.ts", source: 'import { A } from "@/lib/errors";\nexport type B = A;\n', rule: "useImportType" },
  { file: "app/long/page.tsx", source: "void 0;\n".repeat(61), rule: "noExcessiveLinesPerFile" },
  { file: "lib/long.ts", source: "void 0;\n".repeat(301), rule: "noExcessiveLinesPerFile" },
  { file: "lib/one.ts", source: 'import { b } from "@/lib/two";\nexport const a = () => b;\n', rule: "noImportCycles" },
  { file: "lib/two.ts", source: 'import { a } from "@/lib/one";\nexport const b = () => a;\n', rule: "noImportCycles" },
  { file: "components/logo.tsx", source: 'export const Logo = () => <img src="/logo.svg" />;\n', rule: "useAltText" },
  {
    file: "lib/promise.ts",
    source: "async function work() {}\nexport const go = () => {\n  work();\n};\n",
    rule: "noFloatingPromises",
  },
];

let folder: string;
/** file → "rule line" of what the linter says of it */
let told: Map<string, Set<string>>;

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "portal-rules-"));
  for (const file of ["biome.json", "tsconfig.json", ".gitignore", "package.json"]) {
    fs.copyFileSync(file, path.join(folder, file));
  }
  for (const { file, refused, allowed } of ROOMS) plant(file, [...refused, ...allowed].map(importLine).join("\n"));
  for (const { file, source } of BROKEN) plant(file, source);
  told = lint();
});

afterAll(() => fs.rmSync(folder, { recursive: true }));

function plant(file: string, source: string): void {
  fs.mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
  fs.writeFileSync(path.join(folder, file), source);
}

function importLine(from: string, index: number): string {
  return `import { name${index} } from "${from}";`;
}

function lint(): Map<string, Set<string>> {
  const biome = path.resolve("node_modules/@biomejs/biome/bin/biome");
  const args = [biome, "lint", "--vcs-enabled=false", "--reporter=github", "--max-diagnostics=none", "."];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  const lines = new Map<string, Set<string>>();
  for (const match of stdout.matchAll(/^::error title=lint\/\w+\/(\w+),file=([^,]+),line=(\d+)/gm)) {
    const [, rule, absolute = "", line] = match;
    const file = path.relative(fs.realpathSync(folder), absolute).replaceAll("\\", "/");
    lines.set(file, (lines.get(file) ?? new Set()).add(`${rule} ${line}`));
  }
  return lines;
}

describe("layers", () => {
  for (const { file, refused, allowed } of ROOMS) {
    test(`${file} is refused ${refused.join(", ")} and nothing that it may import`, () => {
      const restricted = [...(told.get(file) ?? [])].filter((entry) => entry.startsWith("noRestrictedImports "));
      const lines = restricted.map((entry) => Number(entry.split(" ")[1])).sort((a, b) => a - b);
      const names = [...refused, ...allowed];
      expect(lines.map((line) => names[line - 1])).toEqual(refused);
    });
  }
});

describe("rules", () => {
  for (const { file, rule } of BROKEN) {
    test(`${rule} bites in ${file}`, () => {
      expect([...(told.get(file) ?? [])].map((entry) => entry.split(" ")[0])).toContain(rule);
    });
  }
});

/** Every source file of the portal, as it is. */
const sources = ["app", "bench", "bin", "components", "e2e", "lib"]
  .filter((room) => fs.existsSync(room))
  .flatMap((room) =>
    fs.readdirSync(room, { recursive: true, encoding: "utf8" }).map((name) => path.posix.join(room, name)),
  )
  .filter((file) => /\.(js|mjs|ts|tsx)$/.test(file) && !file.startsWith("lib/db/generated/"));

const UNSAFE_SQL = /\$(queryRaw|executeRaw)Unsafe|\bPrisma\s*\.\s*raw\b/;
const VAGUE_NAME = /^(utils?|helpers?|misc|common)(\.|$)/;

describe("sources", () => {
  test("text becomes SQL in lib/table/sql.ts only", () => {
    expect("prisma.$queryRawUnsafe(text)").toMatch(UNSAFE_SQL);
    expect("prisma.$executeRawUnsafe(text)").toMatch(UNSAFE_SQL);
    expect("Prisma.raw(text)").toMatch(UNSAFE_SQL);
    const files = sources.filter((file) => !["lib/table/sql.ts", "lib/architecture.test.ts"].includes(file));
    expect(files.filter((file) => UNSAFE_SQL.test(fs.readFileSync(file, "utf8")))).toEqual([]);
  });

  test("no file or folder is called utils, helpers, misc or common", () => {
    expect(["utils.ts", "helper", "common.tsx", "misc.ts"].every((name) => VAGUE_NAME.test(name))).toBe(true);
    expect(sources.filter((file) => file.split("/").some((part) => VAGUE_NAME.test(part)))).toEqual([]);
  });

  test("nothing that a browser gets reaches the database, the file system or the server's settings", () => {
    const reads = (file: string) => fs.readFileSync(file, "utf8");
    const roots = sources.filter(
      (file) => file.startsWith("components/") || /^\s*["']use client["']/.test(reads(file)),
    );
    expect(serverReach(roots, reads)).toEqual([]);
    const planted: Record<string, string> = {
      "components/a.tsx": 'import { b } from "@/lib/b";\nimport type { C } from "@/lib/c";',
      "lib/b.ts": 'import { readFileSync } from "node:fs";',
      "lib/c.ts": 'import "server-only";',
    };
    const found = serverReach(["components/a.tsx"], (file) => planted[file] ?? "", Object.keys(planted));
    expect(found).toEqual(["components/a.tsx → lib/b.ts → node:fs"]);
  });
});

/** Ways from files to what only a server has, along imports of values. Server actions are called, not bundled. */
function serverReach(roots: string[], read: (file: string) => string, files = sources): string[] {
  const found: string[] = [];
  const seen = new Set<string>();
  const visit = (file: string, way: string[]): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const source = read(file);
    if (/^\s*["']use server["']/.test(source)) return;
    for (const from of valueImports(source)) {
      if (/^(node:|pg$|server-only$|@prisma\/)/.test(from)) found.push([...way, file, from].join(" → "));
      const target = resolve(file, from, files);
      if (target) visit(target, [...way, file]);
    }
  };
  for (const root of roots) visit(root, []);
  return found;
}

function valueImports(source: string): string[] {
  const statements = source.matchAll(/^(?:import|export)\s+(?!type\b)(?:([^"';]*?)\s+from\s+)?["']([^"']+)["']/gm);
  return [...statements].filter(([, names]) => !onlyTypes(names)).map(([, , from]) => from ?? "");
}

/** `{ type A, type B }` */
function onlyTypes(names = ""): boolean {
  const inside = /^\{(.*)\}$/s.exec(names.trim())?.[1];
  const list =
    inside
      ?.split(",")
      .map((name) => name.trim())
      .filter(Boolean) ?? [];
  return list.length > 0 && list.every((name) => name.startsWith("type "));
}

function resolve(file: string, from: string, files: string[]): string | undefined {
  if (!/^(@\/|\.)/.test(from)) return undefined;
  const base = from.startsWith("@/") ? from.slice(2) : path.posix.join(path.posix.dirname(file), from);
  return [base, `${base}.ts`, `${base}.tsx`, `${base}.js`].find((candidate) => files.includes(candidate));
}
