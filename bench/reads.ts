import pg from "pg";
import { median, time } from "@/bench/measure";
import type { From } from "@/lib/stats/moment";
import { statsPageSql } from "@/lib/stats/page-sql";
import { statsTable } from "@/lib/stats/spec";
import { keyOf } from "@/lib/table/order";
import { identifier } from "@/lib/table/sql";
import { parseQuery, type SearchParams } from "@/lib/table/url";

const CHANGED = 200;
/** The indexes that pages are read through, beside those that the view has anyway. */
const PAGE_INDEXES = ["idx_ahsp_stats_kode_urut", "idx_ahsp_stats_cell"] as const;

export interface ReadScale {
  ahsp: number;
  rincian: number;
  cells: number;
  /** Milliseconds of the one statement of each page: nothing changed since the snapshot, and 200 AHSP changed. */
  pages: { name: string; plainMs: number; changedMs: number; rows: number; before: number; total: number }[];
  /** First page with 200 changed: values in which the view's answer and the live one differ; 0 = equal. */
  differences: number;
  refreshMs: {
    /** of the view alone, with its own four indexes and with those of the pages too */
    withoutPageIndexes: number;
    withPageIndexes: number;
    /** with everything that is derived from it, as refresh_view does it */
    whole: number;
  };
}

/** Pages at one size: `lines` rincian for each AHSP, eight sumber, eleven klasifikasi, eight sub-klasifikasi. */
export async function measureReads(url: string, ahsp: number, lines: number, runs: number): Promise<ReadScale> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await fill(client, ahsp, lines);
    const refreshMs = await measureRefreshes(client);
    await client.query(
      "VACUUM ANALYZE referensi_ahsp_stats, referensi_ahsp_facets, referensi_ahsp_places, view_changes",
    );
    const deep = await deepKey(client);
    const read = (params: SearchParams, from: From = "view") =>
      client.query(statsPageSql(parseQuery(statsTable, params), from)).then(({ rows }) => rows[0]);
    const timed = async (params: SearchParams) => {
      const all: number[] = [];
      for (let run = 0; run <= runs; run++) all.push(await time(() => read(params)));
      return median(all.slice(1));
    };
    const pages: ReadScale["pages"] = [];
    for (const [name, params] of Object.entries(asked(deep))) {
      const { rows, before, totals } = await read(params);
      pages.push({ name, plainMs: await timed(params), changedMs: 0, rows: rows.length, before, total: totals.ahsp });
    }
    await change(client, ahsp);
    for (const page of pages) page.changedMs = await timed(asked(deep)[page.name] as SearchParams);
    const [view, live] = [await read({ after: deep }), await read({ after: deep }, "live")];
    const differences = ["totals", "facets", "rows", "before"].filter(
      (part) => JSON.stringify(view[part]) !== JSON.stringify(live[part]),
    ).length;
    const { rows } = await client.query("SELECT count(*)::int AS cells FROM referensi_ahsp_facets");
    return { ahsp, rincian: ahsp * lines, cells: rows[0].cells, pages, differences, refreshMs };
  } finally {
    await client.end();
  }
}

/** @param deep key of a row nine tenths down */
function asked(deep: string): Record<string, SearchParams> {
  return {
    first: {},
    "at 90 %": { after: deep },
    "back from 90 %": { before: deep },
    last: { last: "1" },
    "one sumber": { sumber: "Edisi 1" },
    "one sumber, at 90 %": { sumber: "Edisi 1", after: deep },
    "sumber and klasifikasi, at 90 %": { sumber: "Edisi 1", klasifikasi: "Bidang 2", after: deep },
    "no klasifikasi, at 90 %": { klasifikasi: "~", after: deep },
    "any anomaly, at 90 %": { anomali: "any", after: deep },
    "seven of eight sumber, at 90 %": { sumber: [1, 2, 3, 4, 5, 6, 7].map((n) => `Edisi ${n}`), after: deep },
    "two sumber, two klasifikasi, anomaly": {
      sumber: ["Edisi 1", "Edisi 3"],
      klasifikasi: ["~", "Bidang 2"],
      anomali: "any",
    },
    "from a code": { from: "5.7.4000" },
    "rare word": { q: "tipe 4321" },
    "frequent word": { q: "beton" },
    "frequent word, best match first": { q: "beton", sort: "relevance" },
    "two frequent words": { q: "merah pondasi" },
    "two words that no name has together": { q: "kayu beton" },
    "inside a word": { q: "eto" },
    "beginning of a code": { q: "5.7.4" },
    "first digit of a code": { q: "9." },
    "short word": { q: "m2" },
    "short word that no name has": { q: "zq" },
    "word and filter": { q: "granit", sumber: "Edisi 1" },
    "word and two filters": { q: "bata merah", sumber: "Edisi 1", klasifikasi: "Bidang 2" },
    "word and anomaly": { q: "granit", anomali: "any" },
    "no match": { q: "xyzzy" },
  };
}

async function deepKey(client: pg.Client): Promise<string> {
  const { rows } = await client.query(
    "SELECT * FROM referensi_ahsp_stats ORDER BY kode_urut, sumber, ahsp_id OFFSET (SELECT count(*) * 9 / 10 FROM referensi_ahsp_stats) LIMIT 1",
  );
  return JSON.stringify(keyOf(statsTable, statsTable.defaultSort, rows[0]));
}

async function change(client: pg.Client, ahsp: number): Promise<void> {
  await client.query(
    `UPDATE referensi_rincianreferensi SET koefisien = koefisien + 1
     WHERE urutan = 1 AND ahsp_id IN (SELECT (i::bigint * 1000003 % $1 + 1)::int FROM generate_series(1, ${CHANGED}) AS i)`,
    [ahsp],
  );
}

async function measureRefreshes(client: pg.Client): Promise<ReadScale["refreshMs"]> {
  const alone = () => time(() => client.query("REFRESH MATERIALIZED VIEW referensi_ahsp_stats"));
  const middle = async (work: () => Promise<number>) => median([await work(), await work(), await work()]);
  await alone();
  const withPageIndexes = await middle(alone);
  const { rows } = await client.query<{ indexdef: string }>(
    "SELECT indexdef FROM pg_indexes WHERE indexname = ANY ($1)",
    [PAGE_INDEXES],
  );
  for (const name of PAGE_INDEXES) await client.query(`DROP INDEX ${identifier(name).sql}`);
  const withoutPageIndexes = await middle(alone);
  for (const { indexdef } of rows) await client.query(indexdef);
  const whole = await middle(() => time(() => client.query("SELECT refresh_view('referensi_ahsp_stats', 'standard')")));
  return { withoutPageIndexes, withPageIndexes, whole };
}

/** Every tenth AHSP or so has an anomaly. The change log is left out: all of it is refreshed afterwards. */
async function fill(client: pg.Client, ahsp: number, lines: number): Promise<void> {
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
}
