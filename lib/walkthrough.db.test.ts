import { createHash, randomUUID } from "node:crypto";
import fs from "node:fs";
import { describe, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { formatDecimal } from "@/lib/format/number";
import { receiveUpload } from "@/lib/imports/receive";
import type { AhspReport } from "@/lib/imports/report";
import { runImport } from "@/lib/imports/run";
import { readStatsPage } from "@/lib/stats/page";
import { statsTable } from "@/lib/stats/spec";
import { parseQuery } from "@/lib/table/url";

const REAL_FILE = "../shared/data/SNI_2025_AHSP.xlsx";
const WALK = fs.readFileSync("docs/walkthrough.md", "utf8").replace(/\s+/g, " ");

/** Needs the real file; that such files are imported right is tested on a generated one (lib/imports/run.db.test.ts). */
describe.skipIf(!fs.existsSync(REAL_FILE))("docs/walkthrough.md", () => {
  test("gives the values that the cell has at each stop", { timeout: 120_000 }, async () => {
    const bytes = fs.readFileSync(REAL_FILE);
    const number = (value: number) => value.toLocaleString("en");
    expect(WALK).toContain(`part of ${number(bytes.length)} bytes`);
    expect(WALK).toContain(`sha256 \`${createHash("sha256").update(bytes).digest("hex").slice(0, 8)}…\``);

    const upload = { bytes, fileName: "SNI_2025_AHSP.xlsx", uploadKey: randomUUID(), choices: {} };
    const id = await receiveUpload({ ...upload, goal: "commit", via: "command", actor: null });
    await runImport(id);
    const imported = await pool().query<{ report: AhspReport }>("SELECT report FROM imports WHERE id = $1", [id]);
    const report = imported.rows[0]?.report;
    if (!report) throw new Error("no import");
    const { ledger, imported: sums } = report;
    expect(WALK).toContain(
      `${number(ledger.rows)} rows = ${number(sums.rincian)} lines + ${number(ledger.duplicate_identical)} duplicates + ${ledger.rejected} rejected`,
    );
    expect(WALK).toContain(`after: { tk: ${sums.per_kategori.TK} }`);

    const stored = await pool().query<Record<string, string | number>>(
      `SELECT r.urutan, r.kategori, r.kode_item, r.uraian_item, r.satuan_item, r.koefisien::text, r.tanda, a.id, a.kode_ahsp, a.kode_urut
       FROM referensi_rincianreferensi r JOIN referensi_ahspreferensi a ON a.id = r.ahsp_id
       WHERE r.import_id = $1 AND r.baris = 6`,
      [id],
    );
    const line = stored.rows[0] ?? {};
    expect(WALK).toContain(
      `baris: 6, urutan: ${line.urutan}, kategori: "${line.kategori}", kode_item: "${line.kode_item}", uraian_item: "${line.uraian_item}", satuan_item: "${line.satuan_item}"`,
    );
    expect(WALK).toContain(`\`koefisien = ${line.koefisien}\` and \`baris = 6\``);
    expect(WALK).toContain(`\`tanda = ${line.tanda}\``);
    expect(WALK).toContain(`for this AHSP \`${line.kode_urut}\``);

    const page = await readStatsPage(parseQuery(statsTable, { kode: "1.1.1.1" }));
    const row = page.rows.find((one) => one.ahsp_id === line.id);
    expect(WALK).toContain(
      `\`rincian_total ${row?.rincian_total}, tk_count ${row?.tk_count}, bhn_count ${row?.bhn_count}, alt_count ${row?.alt_count}, lain_count ${row?.lain_count}, zero_coef_count ${row?.zero_coef_count}, missing_unit_count ${row?.missing_unit_count}\``,
    );
    const onScreen = (locale: "id" | "en") => formatDecimal(String(line.koefisien), locale);
    expect(WALK).toContain(`**${row?.tk_count}** in the column TK, and **${onScreen("id")}** beside "Mandor"`);
    expect(WALK).toContain(`(${onScreen("en")} in English)`);
  });
});
