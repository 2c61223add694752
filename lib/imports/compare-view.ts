import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { prisma } from "@/lib/db/prisma";
import {
  COMPARE_OUTCOMES,
  type ComparedAhsp,
  type ComparedDetail,
  type CompareOutcome,
  type FieldChange,
  type LineChange,
} from "./session";

/** The AHSP of an import beside what is stored, one row each: of the file, and those that the file does not hold. */
const compared = (importId: number): Sql => sql`
  SELECT j.seq, a.id AS ahsp_id, j.sumber, j.kode_ahsp, j.nama_ahsp, j.outcome
  FROM import_jobs j
  LEFT JOIN referensi_ahspreferensi a ON a.sumber = j.sumber AND a.kode_ahsp = j.kode_ahsp
  WHERE j.import_id = ${importId} AND j.outcome IS NOT NULL
  UNION ALL
  SELECT NULL, a.id, a.sumber, a.kode_ahsp, a.nama_ahsp, 'missing'
  FROM referensi_ahspreferensi a
  WHERE a.sumber IN (SELECT DISTINCT sumber FROM import_jobs WHERE import_id = ${importId})
    AND NOT EXISTS (SELECT FROM import_jobs j WHERE j.import_id = ${importId} AND j.sumber = a.sumber AND j.kode_ahsp = a.kode_ahsp)`;

/** Lines of the file and of the database side by side: the same item, the nth of its kind, is one line. */
const lines = (importId: number, seq: Sql, ahspId: Sql): Sql => sql`
  SELECT coalesce(f.kategori, s.kategori) AS kategori, coalesce(f.kode_item, s.kode_item) AS kode_item,
    coalesce(f.uraian_item, s.uraian_item) AS uraian_item, coalesce(f.satuan_item, s.satuan_item) AS satuan_item,
    s.koefisien AS before, f.koefisien AS after, f.baris, coalesce(f.urutan, s.urutan) AS urutan,
    CASE WHEN s.urutan IS NULL THEN 'added' WHEN f.urutan IS NULL THEN 'removed'
      WHEN s.koefisien IS DISTINCT FROM f.koefisien THEN 'changed' ELSE 'same' END AS outcome
  FROM (
    SELECT *, row_number() OVER (PARTITION BY kategori, kode_item, uraian_item, satuan_item ORDER BY urutan) AS nth
    FROM import_lines WHERE import_id = ${importId} AND job = ${seq}
  ) AS f
  FULL JOIN (
    SELECT *, row_number() OVER (PARTITION BY kategori, kode_item, uraian_item, satuan_item ORDER BY urutan) AS nth
    FROM referensi_rincianreferensi WHERE ahsp_id = ${ahspId}
  ) AS s ON f.kategori = s.kategori AND f.uraian_item = s.uraian_item AND f.nth = s.nth
    AND coalesce(f.kode_item, '') = coalesce(s.kode_item, '') AND coalesce(f.satuan_item, '') = coalesce(s.satuan_item, '')`;

/**
 * What becomes of each AHSP, in the order of the file, with its lines counted; what the file does not hold comes last.
 * @returns rows of one page, and how many there are of each outcome
 */
export async function readComparison(
  importId: number,
  { outcome, limit, offset }: { outcome?: CompareOutcome; limit: number; offset: number },
): Promise<{ rows: ComparedAhsp[]; counts: Record<CompareOutcome, number> }> {
  const counted = await prisma.$queryRaw<{ outcome: CompareOutcome; count: number }[]>(
    sql`SELECT outcome, count(*)::int AS count FROM (${compared(importId)}) AS compared GROUP BY 1`,
  );
  const rows = await prisma.$queryRaw<ComparedAhsp[]>(sql`
    SELECT c.sumber, c.kode_ahsp, c.nama_ahsp, c.outcome, l.counts AS lines
    FROM (
      SELECT * FROM (${compared(importId)}) AS compared
      WHERE ${outcome ?? null}::text IS NULL OR outcome = ${outcome ?? null}
      ORDER BY seq NULLS LAST, sumber, kode_ahsp LIMIT ${limit} OFFSET ${offset}
    ) AS c
    CROSS JOIN LATERAL (
      SELECT jsonb_build_object(
        'added', count(*) FILTER (WHERE outcome = 'added'), 'removed', count(*) FILTER (WHERE outcome = 'removed'),
        'changed', count(*) FILTER (WHERE outcome = 'changed'), 'same', count(*) FILTER (WHERE outcome = 'same')) AS counts
      FROM (${lines(importId, sql`c.seq`, sql`c.ahsp_id`)}) AS compared_lines
    ) AS l
    ORDER BY c.seq NULLS LAST, c.sumber, c.kode_ahsp`);
  const none = Object.fromEntries(COMPARE_OUTCOMES.map((name) => [name, 0])) as Record<CompareOutcome, number>;
  return { rows, counts: { ...none, ...Object.fromEntries(counted.map((row) => [row.outcome, row.count])) } };
}

/** One AHSP field by field and line by line; null when the import has nothing to do with it. */
export async function readComparedAhsp(
  importId: number,
  { sumber, kode }: { sumber: string; kode: string },
): Promise<ComparedDetail | null> {
  const [found] = await prisma.$queryRaw<
    (Omit<ComparedAhsp, "lines"> & { seq: number | null; ahsp_id: number | null; fields: FieldChange[] })[]
  >(sql`
    SELECT c.*, coalesce((
      SELECT jsonb_agg(jsonb_build_object('field', f.field, 'before', f.before, 'after', f.after) ORDER BY f.position)
      FROM (VALUES
        (1, 'nama_ahsp', a.nama_ahsp, j.nama_ahsp),
        (2, 'klasifikasi', a.klasifikasi, coalesce(j.klasifikasi, a.klasifikasi)),
        (3, 'sub_klasifikasi', a.sub_klasifikasi, coalesce(j.sub_klasifikasi, a.sub_klasifikasi)),
        (4, 'satuan', a.satuan, coalesce(j.satuan, a.satuan)),
        (5, 'source_file', a.source_file, coalesce(j.source_file, a.source_file))
      ) AS f (position, field, before, after) WHERE f.before IS DISTINCT FROM f.after AND j.seq IS NOT NULL), '[]') AS fields
    FROM (${compared(importId)}) AS c
    LEFT JOIN import_jobs j ON j.import_id = ${importId} AND j.seq = c.seq
    LEFT JOIN referensi_ahspreferensi a ON a.id = c.ahsp_id
    WHERE c.sumber = ${sumber} AND c.kode_ahsp = ${kode}`);
  if (!found) return null;
  const lineChanges = await prisma.$queryRaw<LineChange[]>(sql`
    SELECT outcome, kategori, kode_item, uraian_item, satuan_item, before::text, after::text, baris
    FROM (${lines(importId, sql`${found.seq}::int`, sql`${found.ahsp_id}::int`)}) AS compared_lines ORDER BY urutan, outcome`);
  const count = (outcome: LineChange["outcome"]) => lineChanges.filter((line) => line.outcome === outcome).length;
  const { seq: _, ahsp_id: __, ...rest } = found;
  return {
    ...rest,
    lines: { added: count("added"), removed: count("removed"), changed: count("changed"), same: count("same") },
    lineChanges,
  };
}
