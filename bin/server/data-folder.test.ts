import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { claimDataFolder, keptSecret } from "@/bin/server/data-folder";

const parent = fs.mkdtempSync(path.join(os.tmpdir(), "portal-data-"));
afterAll(() => fs.rmSync(parent, { recursive: true }));

test("a second portal on the same data is refused, and told where the first one is", () => {
  const folder = path.join(parent, "data");
  const first = claimDataFolder(folder);
  expect(() => claimDataFolder(folder)).toThrow("PORTAL_DATA");
  first.announce({ url: "http://127.0.0.1:3000", databaseUrl: "postgresql://" });
  expect(() => claimDataFolder(folder)).toThrow("http://127.0.0.1:3000");
  first.release();
  claimDataFolder(folder).release();
});

test("the secret is made once, is long, and is readable by its user only", () => {
  const secret = keptSecret(parent);
  expect(secret.length).toBeGreaterThanOrEqual(32);
  expect(keptSecret(parent)).toBe(secret);
  expect((fs.statSync(path.join(parent, "secret")).mode & 0o777).toString(8)).toBe("600");
});
