import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { readImportList } from "./list";
import { commitImport, openRevert } from "./open";
import { receiveUpload } from "./receive";
import { runImport } from "./run";

const ALL = { state: null, by: null, limit: 50, offset: 0 };
const HEADER = "sumber;kode;nama;kategori;uraian;satuan;koefisien";

async function begin(rows: string[], actor: string | null, commit = true): Promise<number> {
  const bytes = Buffer.from([HEADER, ...rows].join("\n"));
  const upload = { fileName: "uji.csv", choices: {}, goal: "plan" as const, via: "portal" as const };
  const id = await receiveUpload({ ...upload, bytes, uploadKey: randomUUID(), actor });
  await runImport(id);
  if (commit) await commitImport(id, randomUUID());
  await runImport(id);
  return id;
}

test("the history tells counts, effect, expiry and reverts, by state and by person, page by page", async () => {
  await pool().query(`INSERT INTO "user" (id, name, email) VALUES ('sari', 'Sari', 'sari@portal.test')`);
  const first = await begin(["A;1;Satu;TK;Pekerja;OH;0,5", "A;2;Dua;TK;Pekerja;OH;0,5"], "sari");
  const second = await begin(
    ["A;1;Satu;TK;Pekerja;OH;0,5", "A;3;Tiga;TK;Mandor;OH;-1", "A;4;E;TK;Mandor;OH;1,5"],
    null,
  );
  const revert = await openRevert(second, { actor: "sari", goal: "plan" });
  await runImport(revert);
  await commitImport(revert, randomUUID());
  await runImport(revert);
  const open = await begin(["A;1;Satu;TK;Pekerja;OH;0,5"], "sari", false);

  const list = await readImportList(ALL);
  expect(list).toMatchObject({
    total: 4,
    states: { open: 1, committed: 3, failed: 0 },
    people: [
      { id: "sari", name: "Sari", count: 3 },
      { id: "-", name: null, count: 1 },
    ],
    rows: [
      {
        id: open,
        state: "open",
        by: "Sari",
        expiresAt: expect.stringMatching(/Z$/),
        effect: null,
        counts: { unchanged: 1 },
      },
      {
        id: revert,
        reverts: second,
        counts: null,
        reverted: { removed: 1 },
        effect: { ahsp: { before: 3, after: 2 } },
      },
      {
        id: second,
        by: null,
        revertedBy: revert,
        expiresAt: null,
        counts: { new: 1, unchanged: 1, rejected: 1, changed: 0 },
        effect: { ahsp: { before: 2, after: 3 }, rincian: { before: 2, after: 3 } },
      },
      { id: first, revertedBy: null, effect: { ahsp: { before: 0, after: 2 } } },
    ],
  });
  const idsOf = async (part: Partial<typeof ALL> | { state: "open" } | { by: string }) =>
    (await readImportList({ ...ALL, ...part })).rows.map(({ id }) => id);
  expect(await idsOf({ by: "-" })).toEqual([second]);
  expect(await idsOf({ state: "open" })).toEqual([open]);
  expect(await idsOf({ by: "nobody" })).toEqual([]);
  expect(await idsOf({ limit: 2, offset: 1 })).toEqual([revert, second]);
  expect(await readImportList({ ...ALL, by: "-" })).toMatchObject({ total: 1, states: { open: 0, committed: 1 } });
});
