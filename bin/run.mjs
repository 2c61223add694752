#!/usr/bin/env node
// Runs one of the portal's commands: node bin/run.mjs COMMAND [ARGUMENTS]. It needs nothing but Node: what is missing
// (packages, the generated database client) is put in place first. Progress goes to stderr; stdout is the command's.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
process.chdir(root);
const say = (line) => process.stderr.write(`${line}\n`);

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  say(`Node 20.19 or newer is needed (24 is recommended); this is ${process.versions.node}.`);
  process.exit(1);
}

const commands = fs.readdirSync("bin").filter((name) => /^[a-z-]+\.ts$/.test(name)).map((name) => name.slice(0, -3));
const [command, ...args] = process.argv.slice(2);
if (!command || !commands.includes(command)) {
  say(`Usage: node bin/run.mjs COMMAND [ARGUMENTS]\nCommands: ${commands.join(", ")}`);
  process.exit(2);
}

/** Does the work again only when the file changed since it was last done. */
function once(file, mark, line, work) {
  const hash = createHash("sha256").update(fs.readFileSync(file)).digest("hex");
  if (fs.existsSync(mark) && fs.readFileSync(mark, "utf8") === hash) return;
  say(line);
  const started = Date.now();
  const done = work();
  if (done.status !== 0) {
    say(`${done.stderr ?? ""}\nThat did not work; the lines above say why.`);
    process.exit(1);
  }
  fs.writeFileSync(mark, hash);
  say(`  done in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

once("package-lock.json", "node_modules/.portal-lock", "Installing packages (once) …", () =>
  spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--include=dev", "--loglevel=error"], {
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  }),
);
once("prisma/schema.prisma", "lib/db/generated/.schema", "Generating the database client …", () =>
  spawnSync(process.execPath, ["node_modules/prisma/build/index.js", "generate"], {
    encoding: "utf8",
    env: { ...process.env, CHECKPOINT_DISABLE: "1" },
  }),
);

// react-server: modules marked "server-only" may be loaded here. tsx: TypeScript without a build.
const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", `bin/${command}.ts`, ...args], {
  stdio: "inherit",
});
// The terminal sends Ctrl-C to the whole group; only signals meant for this process alone are passed on.
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
process.on("SIGINT", () => {});
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
