/**
 * node bin/run.mjs COMMAND [arguments]: makes sure of what a command needs (Node, packages, Prisma's client), then
 * runs bin/COMMAND.ts. Every npm script goes through here, so each works right after a `git clone`.
 * No dependencies: it must run before any package is installed. Progress goes to stderr, stdout is the command's.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { withFileLock } from "../lib/db/file-lock.js";

const OLDEST_NODE = [20, 19];
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const generated = path.join(root, "lib/db/generated");

process.chdir(root);
requireNode();
const [command, ...args] = process.argv.slice(2);
const commands = commandNames();
if (!command || !commands.includes(command)) {
  console.error(`${command ? `There is no command "${command}". ` : ""}Commands: ${commands.join(", ")}`);
  process.exit(2);
}
if (!isPrepared())
  await withFileLock(path.join(root, ".portal/prepare.lock"), prepare, { timeoutMs: 900_000, waiting });
run(command, args);

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  console.error(`AHSP Portal needs Node ${OLDEST_NODE.join(".")} or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

function commandNames() {
  const files = fs.readdirSync(path.join(root, "bin")).filter((name) => /^[a-z-]+\.ts$/.test(name));
  return files.map((name) => name.slice(0, -3)).filter((name) => name !== "command");
}

function waiting() {
  console.error("Another command is installing packages: waiting …");
}

function isPrepared() {
  return packagesInstalled() && clientGenerated();
}

function prepare() {
  if (!packagesInstalled()) install();
  if (!clientGenerated()) generate();
}

function packagesInstalled() {
  return readIfAny("node_modules/.portal-lock") === hashOf("package-lock.json") || installedByHand();
}

/** Did somebody run `npm ci` or `npm install` before? npm notes what it installed. */
function installedByHand() {
  const noted = readIfAny("node_modules/.package-lock.json");
  if (!noted) return false;
  const installed = JSON.parse(noted).packages;
  const wanted = Object.entries(JSON.parse(fs.readFileSync("package-lock.json", "utf8")).packages);
  const missing = wanted.filter(([name, { version, optional, link }]) => {
    return name !== "" && !optional && !link && installed[name]?.version !== version;
  });
  if (missing.length > 0) return false;
  fs.writeFileSync("node_modules/.portal-lock", hashOf("package-lock.json"));
  return true;
}

function install() {
  console.error("Installing packages (only when they changed; takes a minute) …");
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ["npm"];
  // Development packages too, whatever NODE_ENV says: the portal is built here.
  const parts = [...npm, "ci", "--include=dev", "--no-audit", "--no-fund"];
  runOrThrow(parts, { shell: process.platform === "win32" && !process.env.npm_execpath });
  fs.writeFileSync("node_modules/.portal-lock", hashOf("package-lock.json"));
}

function clientGenerated() {
  return readIfAny("lib/db/generated/.schema") === schemaHash();
}

function generate() {
  console.error("Generating the database client …");
  const hash = schemaHash();
  runOrThrow([process.execPath, "node_modules/prisma/build/index.js", "generate"], {
    env: { ...process.env, CHECKPOINT_DISABLE: "1" },
    stdio: ["ignore", "ignore", 2],
  });
  fs.writeFileSync(path.join(generated, ".schema"), hash);
}

/** The client depends on the schema and on the version of Prisma, which the lock file fixes. */
function schemaHash() {
  return hashOf("prisma/schema.prisma", "package-lock.json");
}

function hashOf(...files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(fs.readFileSync(file));
  return hash.digest("hex");
}

function readIfAny(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

function runOrThrow([program, ...rest], options) {
  const { status, error } = spawnSync(program, rest, { cwd: root, stdio: ["ignore", 2, 2], ...options });
  if (status === 0) return;
  throw new Error(`Failed: ${path.basename(program)} ${rest.join(" ")}${error ? ` (${error.message})` : ""}`);
}

/** Runs the command with this terminal, passes signals on, and ends as it ends. */
function run(name, rest) {
  const node = ["--conditions=react-server", "--import", "tsx", path.join("bin", `${name}.ts`), ...rest];
  // Over the channel the command learns that this process was killed, and ends as well.
  const child = spawn(process.execPath, node, { cwd: root, stdio: ["inherit", "inherit", "inherit", "ipc"] });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    console.error(error.message);
    process.exit(1);
  });
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (os.constants.signals[signal] ?? 0)));
}
