import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { readImport } from "@/lib/imports/history";
import { receiveUpload } from "@/lib/imports/receive";
import { runImport } from "@/lib/imports/run";

async function importRows(...rows: string[]) {
  const upload = {
    fileName: "perusahaan.csv",
    choices: {},
    goal: "commit" as const,
    via: "command" as const,
    actor: null,
  };
  const bytes = Buffer.from(["name;domain;technologies", ...rows].join("\n"));
  const id = await receiveUpload({ ...upload, bytes, uploadKey: randomUUID() });
  await runImport(id);
  return readImport(id);
}

const stored = async () =>
  (await pool().query('SELECT name, domain, technologies, import_id, baris FROM companies ORDER BY name COLLATE "C"'))
    .rows;
const listed = async () =>
  (await pool().query('SELECT value, company_count FROM mv_distinct_technologies ORDER BY value COLLATE "C"')).rows;

test("companies come in with their ledger, and the list of technologies is refreshed", async () => {
  const item = await importRows(
    '"PT ""Kutip""";kutip.test;"[""C, C++"", ""back\\\\slash"", ""{}""]"',
    "PT B;b.test;Go, Rust",
    "CV C;;Go",
    "PT Rusak;r.test;[",
    "PT B;B.test;Go, Rust",
  );
  expect(item).toMatchObject({ kind: "companies", state: "committed", ended: true, refreshMs: expect.any(Number) });
  expect(item?.report).toMatchObject({
    kind: "companies",
    ledger: {
      rows: 5,
      headings: 0,
      imported: 3,
      new: 3,
      changed: 0,
      unchanged: 0,
      duplicate_identical: 1,
      rejected: 1,
    },
    imported: { companies: 3, technologies: 5, without_technologies: 0 },
  });
  const origin = { import_id: item?.id };
  expect(await stored()).toEqual([
    { name: "CV C", domain: null, technologies: ["Go"], baris: 4, ...origin },
    { name: 'PT "Kutip"', domain: "kutip.test", technologies: ["C, C++", "back\\slash", "{}"], baris: 2, ...origin },
    { name: "PT B", domain: "b.test", technologies: ["Go", "Rust"], baris: 3, ...origin },
  ]);
  expect(await listed()).toEqual([
    { value: "C, C++", company_count: 1 },
    { value: "Go", company_count: 2 },
    { value: "Rust", company_count: 1 },
    { value: "back\\slash", company_count: 1 },
    { value: "{}", company_count: 1 },
  ]);
});

test("again, nothing changes; what differs is replaced, and what the file does not name stays", async () => {
  const same = await importRows("PT B;b.test;Go, Rust", "CV C;;Go");
  expect(same?.report?.ledger).toMatchObject({ new: 0, changed: 0, unchanged: 2 });
  const changed = await importRows("PT B Baru;b.test;Go", "CV C;;Go", "CV D;;");
  expect(changed?.report).toMatchObject({
    ledger: { new: 1, changed: 1, unchanged: 1 },
    imported: { companies: 3, without_technologies: 1 },
  });
  expect((await stored()).map((row) => row.name).toSorted()).toEqual(
    ["CV C", "CV D", 'PT "Kutip"', "PT B Baru"].toSorted(),
  );
  expect((await listed()).map((row) => row.value)).not.toContain("Rust");
});

test("two files with the same companies at once give the result of one after the other", async () => {
  const rows = (technology: string) => Array.from({ length: 200 }, (_, n) => `PT ${n};pt${n}.test;${technology}`);
  const [first, second] = await Promise.all([importRows(...rows("Satu")), importRows(...rows("Dua"))]);
  const ledgers = [first, second].map((item) => item?.report?.ledger);
  expect(ledgers.map((ledger) => ledger?.new).toSorted()).toEqual([0, 200]);
  expect(ledgers.map((ledger) => ledger?.changed).toSorted()).toEqual([0, 200]);
  const { rows: left } = await pool().query(
    "SELECT DISTINCT technologies, import_id FROM companies WHERE domain LIKE 'pt%.test'",
  );
  expect(left).toHaveLength(1);
});

test("nulls and blanks that other programs write never reach the list", async () => {
  await pool().query(
    "INSERT INTO companies (name, technologies) VALUES ('Lain', ARRAY[NULL, '', ' ', E'\\u00a0', 'Elixir'])",
  );
  await importRows("PT Baru;baru.test;Elixir");
  const values = await listed();
  expect(values).toContainEqual({ value: "Elixir", company_count: 2 });
  expect(values.every((row) => row.value?.trim())).toBe(true);
});
