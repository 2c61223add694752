import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { chromium } from "@playwright/test";

const SYSTEM_BROWSERS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const DOWNLOAD_MS = 240_000;
const APT = ["apt-get update", "apt-get install -y --no-install-recommends chromium"];

/** Chromium to test with: of PLAYWRIGHT_CHROMIUM_PATH, Playwright's own, or the system's. Null when there is none. */
function findChromium(): string | null {
  const given = process.env.PLAYWRIGHT_CHROMIUM_PATH;
  if (given) return given;
  return [chromium.executablePath(), ...SYSTEM_BROWSERS].find((file) => fs.existsSync(file)) ?? null;
}

/**
 * Makes sure that there is a Chromium: else downloads Playwright's (4 minutes at most), else, as root, installs
 * Debian's.
 * @throws Error with the commands that a person can run
 */
export function ensureChromium(progress: (line: string) => void): void {
  if (findChromium()) return;
  progress("Downloading Chromium for the browser tests (only once) …");
  const cli = ["node_modules/playwright/cli.js", "install", "chromium"];
  spawnSync(process.execPath, cli, { stdio: ["ignore", 2, 2], timeout: DOWNLOAD_MS });
  if (findChromium()) return;
  if (process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0) {
    progress("Installing Chromium with apt …");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    spawnSync("sh", ["-c", APT.join(" && ")], { stdio: ["ignore", 2, 2], env, timeout: DOWNLOAD_MS });
  }
  if (findChromium()) return;
  throw new Error(
    `The browser tests need Chromium. Either: npx playwright install chromium\nOr: sudo sh -c "${APT.join(" && ")}"`,
  );
}

/** Options to launch it with. It talks to nobody but the portal; root cannot use its sandbox. */
export function launchOptions(): { executablePath?: string; args: string[] } {
  const executablePath = findChromium();
  const quiet = ["--disable-background-networking", "--disable-component-update", "--no-first-run"];
  return {
    ...(executablePath ? { executablePath } : {}),
    args: [...quiet, ...(process.getuid?.() === 0 ? ["--no-sandbox", "--disable-dev-shm-usage"] : [])],
  };
}
