import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDatabase } from "@/lib/db/embedded";
import { databaseReady } from "@/lib/db/health";
import { migrate } from "@/lib/db/migrate";
import { closePool, pool } from "@/lib/db/pool";
import { closePrisma, prisma } from "@/lib/db/prisma";
import { type Holder, startHolder } from "@/lib/db/testing/holder";
import { throwawayFolder } from "@/lib/db/throwaway-folder";

let dataDir: string;
let holders: Holder[];

beforeEach(() => {
  dataDir = throwawayFolder();
  holders = [];
});

afterEach(async () => {
  await Promise.all(holders.map((holder) => holder.kill()));
  // Whoever comes last stops what the killed ones left running.
  await (await openDatabase({ dataDir })).close();
  fs.rmSync(dataDir, { recursive: true });
});

async function hold(): Promise<Holder> {
  const holder = await startHolder(dataDir);
  holders.push(holder);
  return holder;
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query({ text: sql, rowMode: "array" });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

const postmaster = () =>
  Number(fs.readFileSync(path.join(dataDir, "db/postgres/postmaster.pid"), "utf8").split("\n")[0]);
const isRunning = () => fs.existsSync(path.join(dataDir, "db/postgres/postmaster.pid"));
const mode = (name: string) => (fs.statSync(path.join(dataDir, "db", name)).mode & 0o777).toString(8);

describe("the embedded database", () => {
  test("is durable, sorts as Indonesian, and is open to this machine and its own role only", async () => {
    const database = await openDatabase({ dataDir });
    const { url } = database;
    expect(new URL(url).hostname).toBe("127.0.0.1");
    expect(await ask(url, "SHOW fsync")).toBe("on");
    expect(await ask(url, "SHOW listen_addresses")).toBe("127.0.0.1");
    expect(await ask(url, "SHOW unix_socket_directories")).toBe("");
    expect(await ask(url, "SHOW password_encryption")).toBe("scram-sha-256");
    expect(await ask(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user")).toBe(false);
    expect(await ask(url, "SELECT datlocale FROM pg_database WHERE datname = current_database()")).toBe("id-ID");
    expect([mode("postgres"), mode("portal.password"), mode("superuser.password")]).toEqual(["700", "600", "600"]);
    await expect(ask(url.replace(/:[^:@]+@/, ":wrong@"), "SELECT 1")).rejects.toThrow(/password/);
    await database.close();
    expect(isRunning()).toBe(false);
  });

  test("two processes that start it at once share one, and the last to leave stops it", async () => {
    const [first, second] = await Promise.all([hold(), hold()]);
    expect(second.url).toBe(first.url);
    await first.close();
    expect(await ask(second.url, "SELECT 1")).toBe(1);
    await second.close();
    expect(isRunning()).toBe(false);
  });

  test("outlives a process that is killed; the next one joins it and stops it in the end", async () => {
    const first = await hold();
    const pid = postmaster();
    await first.kill();
    const next = await openDatabase({ dataDir });
    expect(next.url).toBe(first.url);
    expect(postmaster()).toBe(pid);
    await next.close();
    expect(isRunning()).toBe(false);
  });

  test("killed, it is recovered by the next start with everything that was committed", async () => {
    const first = await hold();
    await ask(first.url, "CREATE TABLE kept AS SELECT 42 AS answer");
    process.kill(postmaster(), "SIGKILL");
    const next = await openDatabase({ dataDir });
    expect(await ask(next.url, "SELECT answer FROM kept")).toBe(42);
    expect(next.url).toBe(first.url);
    await next.close();
  });

  test("killed while the portal runs, it is started again, and both pools find it again", async () => {
    const database = await openDatabase({ dataDir }, { keepRunning: true });
    process.env.DATABASE_URL = database.url;
    await migrate(database.url);
    await pool().query("SELECT 1");
    expect(await databaseReady()).toBe(true);
    const killed = postmaster();
    process.kill(killed, "SIGKILL");
    const successor = () => {
      try {
        return postmaster() !== killed;
      } catch {
        return false; // no pid file for a moment
      }
    };
    await expect.poll(successor, { timeout: 10_000, interval: 50 }).toBe(true);
    // A connection that breaks in the moment of its use fails that one query; the next one gets a new connection.
    const ask = async () => [
      await databaseReady(),
      (await pool().query("SELECT 1 AS one")).rows[0].one,
      await prisma.ahsp.count(),
    ];
    await expect.poll(() => ask().catch(String), { timeout: 10_000, interval: 100 }).toEqual([true, 1, 0]);
    await Promise.all([closePrisma(), closePool()]);
    await database.close();
    expect(isRunning()).toBe(false);
  });

  test("a first start that was interrupted begins again", async () => {
    const partial = path.join(dataDir, "db/postgres.new");
    fs.mkdirSync(partial, { recursive: true });
    fs.chmodSync(path.join(dataDir, "db"), 0o711);
    fs.writeFileSync(path.join(partial, "PG_VERSION"), "18");
    const database = await openDatabase({ dataDir });
    expect(await ask(database.url, "SELECT 1")).toBe(1);
    expect(fs.existsSync(partial)).toBe(false);
    await database.close();
  });

  test("a pid file whose pid belongs to another program by now is cleared away", async () => {
    await (await openDatabase({ dataDir })).close();
    fs.writeFileSync(path.join(dataDir, "db/postgres/postmaster.pid"), `${process.pid}\n${dataDir}\n1\n5432\n`);
    const database = await openDatabase({ dataDir });
    expect(await ask(database.url, "SELECT 1")).toBe(1);
    await database.close();
  });

  test("a lost password is told with the file that is missing", async () => {
    await (await openDatabase({ dataDir })).close();
    const file = path.join(dataDir, "db/portal.password");
    const password = fs.readFileSync(file);
    fs.rmSync(file);
    await expect(openDatabase({ dataDir })).rejects.toThrow("portal.password");
    fs.writeFileSync(file, password);
  });
});

describe.runIf(process.getuid?.() === 0)("as root", () => {
  const nobody = Object.fromEntries(
    ["uid", "gid"].map((what) => [
      what,
      Number(spawnSync("id", [`-${what[0]}`, "nobody"], { encoding: "utf8" }).stdout),
    ]),
  );

  test("a folder that other users cannot enter keeps its database where the server's user can", async () => {
    const closed = path.join(dataDir, "closed");
    fs.mkdirSync(closed, { mode: 0o700 });
    const database = await openDatabase({ dataDir: path.join(closed, "data") });
    const place = String(await ask(database.url, "SHOW data_directory"));
    expect(place).toMatch(/^\/var\/lib\/ahsp-portal\/[0-9a-f]{12}\/postgres$/);
    await database.close();
    fs.rmSync(path.dirname(place), { recursive: true });
  });

  test("an ordinary user runs it as itself; root then runs the same data as that user", async () => {
    fs.chownSync(dataDir, nobody.uid ?? 0, nobody.gid ?? 0);
    const holder = await startHolder(dataDir, nobody);
    expect(fs.statSync(`/proc/${postmaster()}`).uid).toBe(nobody.uid);
    await holder.close();
    const database = await openDatabase({ dataDir });
    expect(fs.statSync(`/proc/${postmaster()}`).uid).toBe(nobody.uid);
    await database.close();
    const again = await startHolder(dataDir, nobody);
    await again.close();
    fs.chownSync(dataDir, 0, 0);
  });

  test("an ordinary user is told whose data they are", async () => {
    await (await openDatabase({ dataDir })).close();
    await expect(startHolder(dataDir, nobody)).rejects.toThrow(/cannot be used.*PORTAL_DATA/s);
  });
});
