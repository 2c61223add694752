import sql, { type Sql } from "sql-template-tag";
import { where } from "@/lib/table/sql";
import type { StatsQuery } from "./query";

/**
 * Where AHSP are read in the order of the codes. Indexes of the table have that order, of all AHSP and within each cell:
 * an import changes them a little at a time, while those of the view are built anew with every refresh. Of anomalies
 * only the view knows, so its indexes have the order of the AHSP with an anomaly.
 *
 * An AHSP that did not change since the snapshot is the same in table and view, and only such ones are to be read from
 * here (`unchanged` in lib/stats/moment.ts).
 */
export interface InOrder {
  /** Key, code, name, what options filter by, the two counts of anomalies, and `cell`. */
  ahsp: Sql;
  /** Condition on a row of the view: its AHSP is one of these. */
  has: Sql;
  /** The cell of a row of referensi_ahsp_facets as `ahsp` has it: without the anomalies where it knows of none. */
  cell: Sql;
}

/** The counts are looked up in the view, where a statement asks for them. */
export const ALL: InOrder = {
  ahsp: sql`(
    SELECT a.id AS ahsp_id, a.kode_urut, a.kode_ahsp, a.nama_ahsp, a.sumber, a.klasifikasi, a.sub_klasifikasi,
      ahsp_cell(a.sumber, a.klasifikasi, a.sub_klasifikasi, FALSE, FALSE) AS cell,
      counted.zero_coef_count, counted.missing_unit_count
    FROM referensi_ahspreferensi a LEFT JOIN referensi_ahsp_stats counted ON counted.ahsp_id = a.id) AS in_order`,
  has: sql`TRUE`,
  cell: sql`ahsp_cell(sumber, klasifikasi, sub_klasifikasi, FALSE, FALSE)`,
};

const ANOMALY = sql`(zero_coef_count > 0 OR missing_unit_count > 0)`;

const WITH_ANOMALY: InOrder = {
  ahsp: sql`(SELECT * FROM referensi_ahsp_stats WHERE ${ANOMALY}) AS in_order`,
  has: ANOMALY,
  cell: sql`cell`,
};

/** Where all AHSP that match a query's filters are, and others. @param except is left out of the filters */
export function inOrder({ filters }: StatsQuery, except?: keyof StatsQuery["filters"]): InOrder {
  return filters.anomali === undefined || except === "anomali" ? ALL : WITH_ANOMALY;
}

/** The cells of the view whose rows fulfil conditions, each with the one that `inOrder` has its AHSP in (`index_cell`). */
export function cellsWhere({ cell }: InOrder, conditions: Sql[]): Sql {
  return sql`SELECT cell, ${cell} AS index_cell FROM referensi_ahsp_facets ${where(sql`facet = 'cell'`, conditions)}`;
}
