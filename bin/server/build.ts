import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { withFileLock } from "@/lib/db/file-lock.js";

/**
 * What the built portal is made of. Tests and generated files are left out: they do not change it; and tsconfig.json,
 * which `next build` may itself write to.
 */
const FOLDERS = ["app", "components", "lib", "messages", "public"];
const FILES = [
  "instrumentation.ts",
  "next.config.js",
  "package-lock.json",
  "postcss.config.js",
  "prisma/schema.prisma",
  "proxy.ts",
];
const LEFT_OUT = /(^|\/)(generated|testing)\/|\.test\.tsx?$/;
/** Hash of what .next was built from. */
const STAMP = ".next/portal-build";

/**
 * Builds the portal with `next build` when .next is missing or was built from other sources. Two at once: the second
 * waits and finds it done. Paths are relative to the checkout.
 * @returns whether it had to be built
 * @throws Error with the output of the build when it fails
 */
export async function ensureBuilt(progress: (line: string) => void): Promise<boolean> {
  if (isBuilt()) return false;
  const waiting = () => progress("Another command is building the portal: waiting …");
  return withFileLock(".portal/build.lock", () => build(progress), { timeoutMs: 900_000, waiting });
}

async function build(progress: (line: string) => void): Promise<boolean> {
  if (isBuilt()) return false;
  const started = Date.now();
  progress("Building the portal (only when it changed) …");
  // Before, so that a change made during the build is built next time.
  const hash = sourceHash();
  fs.rmSync(STAMP, { force: true });
  await runBuild();
  fs.writeFileSync(STAMP, hash);
  progress(`Built in ${((Date.now() - started) / 1000).toFixed(0)} s.`);
  return true;
}

function isBuilt(): boolean {
  return fs.existsSync(".next/BUILD_ID") && fs.existsSync(STAMP) && fs.readFileSync(STAMP, "utf8") === sourceHash();
}

function sourceHash(): string {
  const hash = createHash("sha256");
  for (const file of [...FOLDERS.flatMap(filesBelow), ...FILES.filter((name) => fs.existsSync(name))]) {
    hash.update(`${file}\0`).update(fs.readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function filesBelow(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return files.filter((file) => !LEFT_OUT.test(file.replaceAll("\\", "/"))).sort();
}

async function runBuild(): Promise<void> {
  const child = spawn(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code !== 0) throw new Error(`The portal could not be built:\n${output.trim()}`);
}
