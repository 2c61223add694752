import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { ChildLimits } from "@/lib/imports/read/child-process";
import { readTable, type TableInfo } from "@/lib/imports/read/read";
import { type AnalysisSink, analyseInChild } from "@/lib/imports/read/spawn";
import { analyseAhsp, HEADER, rowsOfFile } from "@/lib/imports/testing/rows";
import { sniFile } from "@/lib/imports/testing/sni";
import type { Finding, ParsedJob, ParsedLine, SheetRow } from "@/lib/imports/types";

// Whole files and processes on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });

const ANY = { numberFormat: null };

function collector() {
  const got = {
    progress: [] as number[],
    jobs: [] as ParsedJob[],
    lines: [] as ParsedLine[],
    findings: [] as Finding[],
  };
  const sink: AnalysisSink = {
    progress: (rowsRead) => void got.progress.push(rowsRead),
    jobs: async (batch) => void got.jobs.push(...batch),
    lines: async (batch) => void got.lines.push(...batch),
    companies: () => Promise.reject(new Error("these are AHSP")),
    findings: async (batch) => void got.findings.push(...batch),
  };
  return { got, sink };
}

function csv(rows: number): Buffer {
  const lines = Array.from(
    { length: rows },
    (_, i) => `SNI;${i % 500};Pekerjaan ${i % 500};TK;;Pekerja ${i};OH;0,${(i % 9) + 1}`,
  );
  return Buffer.from(`${HEADER.join(";")}\n${lines.join("\n")}\n`);
}

/** Entries that misbehave; plain modules, so that they need nothing of the repository. */
const CHILDREN = {
  // stdin is read, so that the parent can finish writing.
  "hangs.mjs":
    "process.stdin.resume(); process.send({ type: 'progress', rowsRead: process.pid }); setInterval(() => {}, 1000);",
  "grows.mjs": "process.stdin.resume(); const kept = []; setInterval(() => kept.push(Buffer.alloc(8 << 20, 1)), 5);",
  "fills-heap.mjs": "process.stdin.resume(); const kept = []; for (;;) kept.push({ a: [kept.length] });",
  "dies.mjs": "process.kill(process.pid, 'SIGKILL');",
  "leaves.mjs": "process.exit(3);",
  "throws.mjs": "throw new Error('broken');",
  "tells-env.mjs":
    "process.stdin.resume(); const reading = { env: Object.keys(process.env), argv: process.execArgv };" +
    "process.send({ type: 'done', result: { reading, counts: {}, flags: {} } }, () => process.exit(0));",
};

describe("the child process", () => {
  let folder: string;
  const entry = (name: keyof typeof CHILDREN) => path.join(folder, name);
  const run = (
    name: keyof typeof CHILDREN,
    limits: Partial<ChildLimits> & { signal?: AbortSignal } = {},
    sink = collector().sink,
  ) => analyseInChild(Buffer.from("x"), ANY, sink, { ...limits, entry: entry(name) });

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "reading-"));
    for (const [name, code] of Object.entries(CHILDREN)) await writeFile(path.join(folder, name), code);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("gives what the stages give in this process", async () => {
    const { bytes } = await sniFile(600);
    const { got, sink } = collector();
    const summary = await analyseInChild(bytes, ANY, sink);
    const {
      jobs,
      lines,
      suspects: _,
      findings,
      ...expected
    } = await analyseAhsp(await readTable(bytes), ANY.numberFormat);
    expect(summary).toEqual(expected);
    expect(got).toMatchObject({ jobs, lines, findings });
    expect(got.progress).toEqual([1000, 2000]);
  });

  it("passes the declared number format on", async () => {
    const bytes = Buffer.from(`${HEADER.join(";")}\nS;1;A;TK;;P;OH;1.234\n`);
    const { got, sink } = collector();
    const { reading } = await analyseInChild(bytes, { numberFormat: "comma" }, sink);
    expect([reading.numberFormatFrom, got.lines[0]?.koefisien]).toEqual(["declared", "1234"]);
    await expect(analyseInChild(bytes, ANY, sink)).rejects.toMatchObject({
      code: "NUMBER_FORMAT_AMBIGUOUS",
      params: { value: "1.234", row: 2 },
    });
  });

  it("sends the next batch only when the one before has been taken", async () => {
    let taking = 0;
    let most = 0;
    const sizes: number[] = [];
    const slowly = async (batch: unknown[]) => {
      most = Math.max(most, ++taking);
      sizes.push(batch.length);
      await new Promise((resolve) => setTimeout(resolve, 20));
      taking--;
    };
    await analyseInChild(csv(9000), ANY, {
      progress: () => {},
      jobs: slowly,
      lines: slowly,
      companies: slowly,
      findings: slowly,
    });
    expect(most).toBe(1);
    // The last batch is the one finding: that nothing says the unit of any job.
    expect(sizes).toEqual([500, 2000, 2000, 2000, 2000, 1000, 1]);
  });

  it("tells what the file is, and hands its rows over as they are, before what they mean", async () => {
    const bytes = csv(4500);
    const order: string[] = [];
    const rows: SheetRow[] = [];
    const { sink } = collector();
    await analyseInChild(
      bytes,
      { numberFormat: null, keepRows: true },
      {
        ...sink,
        table: async ({ format, encoding, sheets }) => void order.push(`${format} ${encoding} ${sheets.length}`),
        rows: async (batch) => {
          order.push(`rows ${batch.length}`);
          rows.push(...batch);
        },
        jobs: async (batch) => void order.push(`jobs ${batch.length}`),
      },
    );
    expect(order).toEqual(["csv utf-8 1", "rows 2000", "rows 2000", "rows 501", "jobs 500"]);
    expect(rows).toEqual(await rowsOfFile(bytes));
  });

  it("hands all rows over also when what they say cannot be understood, and a damaged file is told first", async () => {
    const rows: SheetRow[] = [];
    const tables: TableInfo[] = [];
    const sink = {
      ...collector().sink,
      table: async (table: TableInfo) => void tables.push(table),
      rows: async (batch: SheetRow[]) => void rows.push(...batch),
    };
    const unknown = csv(4500).toString().replace("koefisien", "angka");
    const keep = { numberFormat: null, keepRows: true };
    await expect(analyseInChild(Buffer.from(unknown), keep, sink)).rejects.toHaveProperty("code", "COLUMN_MISSING");
    expect(rows).toHaveLength(4501);
    expect(tables).toHaveLength(1);
    const broken = Buffer.from(`${unknown}S;"1;A\n`);
    await expect(analyseInChild(broken, keep, sink)).rejects.toHaveProperty("code", "CSV_QUOTE");
  });

  it("passes the choices on", async () => {
    const bytes = Buffer.from("Kd;Nm;Ur;Kf\n1.1;m\xb2;P;0,5\n", "latin1");
    const { got, sink } = collector();
    const { reading } = await analyseInChild(
      bytes,
      {
        numberFormat: null,
        encoding: "windows-1252",
        headerRow: 1,
        columns: { kode_ahsp: "A", nama_ahsp: "B", uraian_item: "C", koefisien: "D" },
        constants: { sumber: "S" },
        rules: [{ prefix: "1", klasifikasi: "Cipta Karya", sub_klasifikasi: null }],
      },
      sink,
    );
    expect(reading).toMatchObject({ encoding: "windows-1252", constants: { sumber: "S" }, headerRow: 1 });
    expect(got.jobs).toMatchObject([{ nama_ahsp: "m²", sumber: "S", klasifikasi: "Cipta Karya" }]);
  });

  it("gets options of any size: more than an argument of a process holds", async () => {
    const patches = Object.fromEntries(Array.from({ length: 9000 }, (_, i) => [i + 2, { 7: `0,${"1".repeat(20)}` }]));
    const options = { numberFormat: null, patches };
    expect(JSON.stringify(options).length).toBeGreaterThan(300_000);
    const { got, sink } = collector();
    await analyseInChild(csv(9000), options, sink);
    expect(new Set(got.lines.map(({ koefisien }) => koefisien))).toEqual(new Set(["0.111111"]));
  });

  it("refuses empty and too large files without being started", async () => {
    const limits = { entry: entry("hangs.mjs") };
    await expect(analyseInChild(Buffer.alloc(0), ANY, collector().sink, limits)).rejects.toHaveProperty(
      "code",
      "FILE_EMPTY",
    );
  });

  it("hands file errors back with their values", async () => {
    const twice = Buffer.from("sumber;kode;nama;uraian;item;koef\n");
    await expect(analyseInChild(twice, ANY, collector().sink)).rejects.toMatchObject({
      name: "PortalError",
      code: "COLUMN_TWICE",
      params: { field: "uraian_item", first: "D", second: "E" },
    });
  });

  it("inherits nothing of the environment but PATH", async () => {
    process.env.DATABASE_URL_FOR_TEST = "postgres://secret";
    const { reading } = await run("tells-env.mjs", { heapMb: 300 });
    const { env, argv } = reading as unknown as { env: string[]; argv: string[] };
    expect(env.filter((name) => !name.startsWith("NODE_CHANNEL"))).toEqual(["PATH"]);
    expect(argv).toEqual(["--import", "tsx", "--max-old-space-size=300"]);
    delete process.env.DATABASE_URL_FOR_TEST;
  });

  it("is killed at the deadline", async () => {
    const pids: number[] = [];
    const sink = { ...collector().sink, progress: (pid: number) => void pids.push(pid) };
    await expect(run("hangs.mjs", { deadlineMs: 2000 }, sink)).rejects.toMatchObject({
      code: "FILE_TIMEOUT",
      params: { seconds: 2 },
    });
    expect(isAlive(pids[0])).toBe(false);
  });

  it("is killed when the caller gives up", async () => {
    const controller = new AbortController();
    const pids: number[] = [];
    const sink = {
      ...collector().sink,
      progress: (pid: number) => {
        pids.push(pid);
        controller.abort(new Error("cancelled"));
      },
    };
    await expect(run("hangs.mjs", { signal: controller.signal }, sink)).rejects.toThrow("cancelled");
    expect(isAlive(pids[0])).toBe(false);
    await expect(run("hangs.mjs", { signal: controller.signal })).rejects.toThrow("cancelled");
  });

  it("is killed when its results cannot be taken, and that error is thrown", async () => {
    const sink = { ...collector().sink, lines: () => Promise.reject(new Error("disk full")) };
    await expect(analyseInChild(csv(3000), ANY, sink)).rejects.toThrow("disk full");
  });

  it.runIf(process.platform === "linux")("is killed above its memory", async () => {
    await expect(run("grows.mjs", { rssBytes: 200 * 2 ** 20 })).rejects.toHaveProperty("code", "FILE_OUT_OF_MEMORY");
  });

  it("that fills its heap ran out of memory", async () => {
    await expect(run("fills-heap.mjs", { heapMb: 64 })).rejects.toHaveProperty("code", "FILE_OUT_OF_MEMORY");
  });

  it.each(["dies.mjs", "leaves.mjs", "throws.mjs"] as const)("that %s by itself is an internal error", async (name) => {
    await expect(run(name)).rejects.toHaveProperty("code", "INTERNAL");
  });

  it("survives a file larger than the pipe when the child is gone early", async () => {
    const bytes = Buffer.alloc(20 * 2 ** 20, 65);
    await expect(analyseInChild(bytes, ANY, collector().sink, { entry: entry("leaves.mjs") })).rejects.toHaveProperty(
      "code",
      "INTERNAL",
    );
  });
});

function isAlive(pid: number | undefined): boolean {
  try {
    return process.kill(pid as number, 0);
  } catch {
    return false;
  }
}
