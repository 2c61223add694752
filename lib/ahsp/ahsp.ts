import "server-only";
import sql from "sql-template-tag";
import { prisma } from "@/lib/db/prisma";
import type { Ahsp, Rincian } from "./types";

/**
 * One AHSP with its lines in file order, read from the base tables (not the view), hence always current.
 * null when there is none with this id.
 */
export async function readAhsp(id: number): Promise<{ ahsp: Ahsp; rincian: Rincian[] } | null> {
  const [answer] = await prisma.$queryRaw<{ ahsp: Ahsp; rincian: Rincian[] }[]>(sql`
    SELECT
      json_build_object(
        'id', a.id, 'kode_ahsp', a.kode_ahsp, 'nama_ahsp', a.nama_ahsp, 'klasifikasi', a.klasifikasi,
        'sub_klasifikasi', a.sub_klasifikasi, 'satuan', a.satuan, 'sumber', a.sumber, 'source_file', a.source_file
      ) AS ahsp,
      (SELECT coalesce(json_agg(json_build_object(
          'id', r.id, 'urutan', r.urutan, 'kategori', r.kategori, 'kode_item', r.kode_item,
          'uraian_item', r.uraian_item, 'satuan_item', r.satuan_item, 'koefisien', trim_scale(r.koefisien)::text,
          'zeroCoef', r.koefisien = 0, 'missingUnit', is_blank(r.satuan_item),
          'findings', (SELECT coalesce(json_agg(f.code ORDER BY f.seq), '[]') FROM import_findings f
                       WHERE f.import_id = r.import_id AND f.baris = r.baris AND f.kind = 'flagged')
        ) ORDER BY r.urutan), '[]')
       FROM referensi_rincianreferensi r
       WHERE r.ahsp_id = a.id) AS rincian
    FROM referensi_ahspreferensi a
    WHERE a.id = ${id}`);
  return answer ?? null;
}
