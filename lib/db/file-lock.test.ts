import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { claim, isAlive, processIdentity, withFileLock } from "@/lib/db/file-lock.js";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "portal-lock-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));
let files = 0;
const newFile = () => path.join(folder, `lock-${files++}`);

async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ["-e", ""]);
  await new Promise((resolve) => child.on("exit", resolve));
  return child.pid ?? 0;
}

describe("process identity", () => {
  test("this process is alive, one that ended is not", async () => {
    expect(isAlive(processIdentity())).toBe(true);
    expect(isAlive(`${await deadPid()} -`)).toBe(false);
  });

  test.runIf(process.platform === "linux")("a pid that another program got since is not the same process", () => {
    expect(isAlive(`${process.pid} 1`)).toBe(false);
  });

  test("nonsense is nobody", () => {
    for (const text of ["", "0", "-1 5", "x y"]) expect(isAlive(text), text).toBe(false);
  });
});

describe("file lock", () => {
  test("twenty at once work one after the other", async () => {
    const file = newFile();
    let inside = 0;
    let most = 0;
    const turns = Array.from({ length: 20 }, () =>
      withFileLock(file, async () => {
        inside += 1;
        most = Math.max(most, inside);
        await new Promise((resolve) => setTimeout(resolve, 1));
        inside -= 1;
      }),
    );
    await Promise.all(turns);
    expect(most).toBe(1);
    expect(fs.existsSync(file)).toBe(false);
  });

  test("a dead process's lock is taken over, and by one only", async () => {
    const file = newFile();
    fs.writeFileSync(file, `${await deadPid()} -`);
    const claims = [claim(file), claim(file)];
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  test("is given back when the work throws", async () => {
    const file = newFile();
    await expect(withFileLock(file, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(claim(file)).not.toBeNull();
  });

  test("tells who holds it when nobody lets go", async () => {
    const file = newFile();
    claim(file);
    await expect(withFileLock(file, () => 1, { timeoutMs: 100 })).rejects.toThrow(String(process.pid));
  });
});
