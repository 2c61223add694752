import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { columnsOf, draftOf } from "@/components/imports/columns/column-draft";
import type { Choices } from "./choices";
import { readColumns } from "./columns";
import { readFindings, readImport } from "./history";
import { chooseColumns } from "./open";
import { receiveUpload } from "./receive";
import { runImport } from "./run";
import { templateCsv, templateXlsx } from "./template";

async function plan(bytes: Buffer, choices: Partial<Choices> = {}): Promise<number> {
  const upload = { fileName: "uji.csv", goal: "plan" as const, via: "portal" as const, actor: null };
  const id = await receiveUpload({ ...upload, bytes, choices, uploadKey: randomUUID() });
  await runImport(id);
  return id;
}
const csv = (...lines: string[]) => Buffer.from(lines.join("\n"));

describe("the page of the columns", () => {
  test("shows cells in either format when the file does not prove which", async () => {
    const id = await plan(csv("Daftar", "sumber;kode;nama;uraian;koef", "S;1;A;Pekerja;1.234", "S;1;A;Mandor;2"));
    expect((await readImport(id))?.failure?.code).toBe("NUMBER_FORMAT_AMBIGUOUS");
    const view = await readColumns(id);
    expect(view).toMatchObject({ reading: null, headerRow: 2 });
    expect(view.samples).toEqual([
      { baris: 3, raw: "1.234", read: { comma: "1234", point: "1.234", stored: null } },
      { baris: 4, raw: "2", read: { comma: "2", point: "2", stored: null } },
    ]);
    expect(columnsOf(view)[1]).toEqual({ kolom: "B", header: "kode", values: ["1", "1"] });
    expect(draftOf(view).mapping).toMatchObject({ B: "kode_ahsp", E: "koefisien" });
  });

  test("shows lines of a windows-1252 file before anybody chose that, and not as anything that it cannot be", async () => {
    const text =
      "sumber;kode;nama;uraian;koef\nS;1;Dinding 10 m\u00b2;Pekerja;0,5\nS;1;Dinding 10 m\u00b2;Batu \u00bd;0,5\n";
    const id = await plan(Buffer.from(text, "latin1"));
    expect((await readImport(id))?.failure?.code).toBe("FILE_ENCODING");
    const shown = [
      {
        encoding: "windows-1252",
        lines: [expect.objectContaining({ baris: 2 }), expect.objectContaining({ baris: 3 })],
      },
    ];
    const unread = await readColumns(id);
    expect(unread.encodings).toEqual(shown);
    expect(unread.encodings[0]?.lines[0]?.text).toBe("S;1;Dinding 10 m\u00b2;Pekerja;0,5");
    await chooseColumns(id, { ...unread.choices, encoding: "windows-1252" });
    await runImport(id);
    expect(await readColumns(id)).toMatchObject({ encodings: shown, reading: { encoding: "windows-1252" } });
  });

  test("does not ask about letters that are the same in every encoding", async () => {
    const id = await plan(csv("sumber;kode;nama;uraian;koef", "S;1;A;Pekerja;0,5"));
    expect((await readColumns(id)).encodings).toEqual([]);
  });
});

test.each([
  ["csv", async () => templateCsv()],
  ["xlsx", templateXlsx],
])("the template as %s goes through the import without anything to say about it", async (_, make) => {
  const id = await plan(await make());
  expect(await readImport(id)).toMatchObject({
    failure: null,
    profile: null,
    plan: { report: { ledger: { rows: 2, rejected: 0, duplicate_identical: 0 } } },
  });
  expect(await readFindings(id, { limit: 10 })).toEqual([]);
});
