import pg from "pg";
import type { Sql } from "sql-template-tag";
import { planName } from "@/lib/db/kept-plan";

/** How much data: AHSP, and rincian for each. */
export interface Scale {
  /** as it was asked for: "5k", "1M" */
  name: string;
  ahsp: number;
  lines: number;
}

const UNITS: Record<string, number> = { "": 1, k: 1_000, m: 1_000_000 };
/** Up to here an AHSP has three rincian, as the reference bench has it; above it ten. */
const MOST_SMALL = 5_000;
const CHANGED = 200;

/** @param text "5k,50k,1M" @returns null when it is not understood */
export function parseScales(text: string): Scale[] | null {
  const scales = text.split(",").map((part): Scale | null => {
    const [, number = "", unit = ""] = /^([1-9]\d*)([km]?)$/i.exec(part.trim()) ?? [];
    const ahsp = Number(number) * (UNITS[unit.toLowerCase()] ?? 0);
    return ahsp > 0 ? { name: part.trim(), ahsp, lines: ahsp <= MOST_SMALL ? 3 : 10 } : null;
  });
  return scales.every((scale) => scale !== null) ? scales.sort((a, b) => a.ahsp - b.ahsp) : null;
}

/** A connection that is ended after `work`. Like the portal's own it does not compile statements. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, options: "-c jit=off" });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A statement as the portal sends it: those that keep their plan are prepared once for each connection. */
export function asPortal({ text, values }: Sql): pg.QueryConfig {
  return { name: planName(text), text, values };
}

/**
 * Fills the tables by SQL and refreshes the statistics: eight sumber, eleven klasifikasi, eight sub-klasifikasi; about
 * 0.7 % of the lines without a satuan and as many with a koefisien of zero.
 */
export async function fill(client: pg.Client, { ahsp, lines }: Pick<Scale, "ahsp" | "lines">): Promise<void> {
  // The change log is left out: all of it is refreshed afterwards.
  await client.query(`
    TRUNCATE referensi_ahspreferensi, referensi_rincianreferensi RESTART IDENTITY;
    ALTER TABLE referensi_ahspreferensi DISABLE TRIGGER USER;
    ALTER TABLE referensi_rincianreferensi DISABLE TRIGGER USER`);
  await client.query(
    `INSERT INTO referensi_ahspreferensi (kode_ahsp, nama_ahsp, klasifikasi, sub_klasifikasi, satuan, sumber)
     SELECT (n % 9 + 1) || '.' || (n / 9 % 20 + 1) || '.' || n,
       (ARRAY['Pemasangan', 'Pembuatan', 'Pembongkaran', 'Pengecatan', 'Penggalian', 'Perbaikan'])[n % 6 + 1] || ' 1 m2 '
         || (ARRAY['dinding', 'lantai', 'atap', 'pondasi', 'kolom', 'balok', 'plafon', 'pintu', 'saluran', 'jalan'])[n / 6 % 10 + 1] || ' '
         || (ARRAY['bata merah', 'beton', 'kayu jati', 'baja ringan', 'keramik', 'granit', 'aluminium', 'tanah'])[n / 60 % 8 + 1] || ' tipe ' || n,
       CASE WHEN n / 8 % 11 < 10 THEN 'Bidang ' || n / 8 % 11 + 1 END, 'Bab ' || n / 88 % 8 + 1, 'm2', 'Edisi ' || n % 8 + 1
     FROM generate_series(1, $1::int) AS n`,
    [ahsp],
  );
  await client.query(
    `INSERT INTO referensi_rincianreferensi (ahsp_id, urutan, kategori, kode_item, uraian_item, satuan_item, koefisien)
     SELECT ahsp_id, line, (ARRAY['TK', 'BHN', 'ALT', 'LAIN'])[line % 4 + 1], 'I.' || line, 'Item ' || line,
       CASE WHEN (ahsp_id::bigint * 7 + line * 13) % 997 < 7 THEN ' ' ELSE 'OH' END,
       CASE WHEN (ahsp_id::bigint * 11 + line * 17) % 1009 < 8 THEN 0 ELSE (ahsp_id % 1000 + 1) / 1000.0 END
     FROM generate_series(1, $1::int) AS ahsp_id, generate_series(1, $2::int) AS line`,
    [ahsp, lines],
  );
  await client.query(`
    ALTER TABLE referensi_ahspreferensi ENABLE TRIGGER USER;
    ALTER TABLE referensi_rincianreferensi ENABLE TRIGGER USER`);
  await client.query("VACUUM ANALYZE referensi_ahspreferensi, referensi_rincianreferensi");
  await refreshAll(client);
}

/** The statistics with all that is derived from them, as after a night. */
export async function refreshAll(client: pg.Client): Promise<void> {
  await client.query("SELECT refresh_view('referensi_ahsp_stats', 'standard')");
  await client.query("VACUUM ANALYZE referensi_ahsp_stats, referensi_ahsp_facets, referensi_ahsp_places, view_changes");
}

/** Changes one line of each of 200 AHSP, spread over all, after the last refresh. */
export async function changeSome(client: pg.Client, { ahsp }: Pick<Scale, "ahsp">): Promise<void> {
  await client.query(
    `UPDATE referensi_rincianreferensi SET koefisien = koefisien + 1
     WHERE urutan = 1 AND ahsp_id IN (SELECT (i::bigint * 1000003 % $1 + 1)::int FROM generate_series(1, ${CHANGED}) AS i)`,
    [ahsp],
  );
}
