import sql, { empty, type Sql } from "sql-template-tag";
import { codeBegins, hasWords, identifiers, unindexed, where, wordsOf } from "@/lib/table/sql";
import { ALL, cellsWhere, inOrder } from "./in-order";
import { SEARCH_LIMIT, SHORT_WORD_LIMIT } from "./limits";
import { CELL, cells, changedSince, unchanged } from "./moment";
import type { StatsQuery } from "./query";
import { statsTable } from "./spec";

/**
 * How a search goes through the view and the indexes. Names are found in one of three ways, whichever reads the fewest
 * rows; a sample of the names tells:
 *  - `walk`: frequent words, one AHSP after another in the order of the codes, until there are enough;
 *  - `words`: the trigram index, and all that it finds are put in order;
 *  - `cells`: the filters leave few AHSP, all of these are read.
 * Which way is taken changes what a search costs, never what it finds.
 */

/** Rows of the sample, spread by chance, so that AHSP which were written together do not stand for the others. */
const SAMPLE = 250;
/** What a row costs that is walked over, or read with its cell, against one that the trigram index leads to. */
const STEP = 3;
/** A walk ends after so many rows, and the index is asked instead: matches may be all at the end. */
const WALK = 100_000;
export const LIMIT = sql`${SEARCH_LIMIT + 1}::int`;
export const KEY = identifiers([...statsTable.tieBreak, statsTable.key]);
export const Q = statsTable.filters.q;

/** What the ways are chosen by, and the beginnings that keys of matching codes have. */
export function overview(query: StatsQuery): Sql {
  const sample = () => sql`
    sample AS MATERIALIZED (
      SELECT ${CELL}, ${hasWords(Q, text(query))} AS hit, ${hasWords(Q, indexable(query).join(" "))} AS indexed
      FROM (SELECT min(ahsp_id) AS lowest, max(ahsp_id) - min(ahsp_id) AS span FROM referensi_ahsp_stats) AS ids
      CROSS JOIN generate_series(1, ${SAMPLE}::int) AS n
      CROSS JOIN LATERAL (
        SELECT * FROM referensi_ahsp_stats
        WHERE ahsp_id >= lowest + (span * (hashint4(n) + 2147483648) / 4294967296) ORDER BY ahsp_id LIMIT 1) AS drawn),`;
  return sql`${changedSince}, ${cells("view", sql`all_cells`)}, ${isShort(query) ? empty : sample()} ${beginnings(query)}`;
}

/**
 * `beginnings`: the key of every code that begins with the text begins with one of them (natural_sort_key). Digits at
 * the end of the text may be the first of a longer number, whose key begins with how many digits it has.
 */
function beginnings(query: StatsQuery): Sql {
  return sql`beginnings AS MATERIALIZED (
    SELECT natural_sort_key(head) || CASE WHEN digits = '' THEN '' ELSE lpad(length::text, 2, '0') || significant END AS beginning
    FROM (SELECT regexp_replace(q, '[0-9]+$', '') AS head, coalesce(substring(q FROM '[0-9]+$'), '') AS digits,
      ltrim(coalesce(substring(q FROM '[0-9]+$'), ''), '0') AS significant FROM (SELECT ${text(query)}::text AS q) AS typed) AS parts
    CROSS JOIN LATERAL generate_series(length(significant), CASE WHEN digits = '' THEN 0 ELSE greatest(50, length(significant)) END) AS length
    ${where(someCode(text(query)))})`;
}

/** After zeros any number may follow, so the ranges of such a text hold nearly all codes: they are read for some code only. */
function someCode(q: string): Sql {
  return sql`EXISTS (
    SELECT FROM referensi_ahspreferensi
    WHERE lower(kode_ahsp) ~>=~ lower(${q}::text) AND lower(kode_ahsp) ~<~ (lower(${q}::text) || chr(1114111)))`;
}

/** The way, as `way`. @param filters the other filters of what is found @param except is left out of them */
export function wayOfView(query: StatsQuery, filters: Sql[], except?: keyof StatsQuery["filters"]): Sql {
  const total = sql`(SELECT coalesce(sum(ahsp), 0) FROM all_cells ${where(filters)})`;
  if (isShort(query)) return sql`SELECT CASE WHEN ${total} <= ${SHORT_WORD_LIMIT} THEN 'cells' ELSE 'walk' END AS way`;
  return sql`
    SELECT CASE least(words, walk, cells) WHEN words THEN 'words' WHEN walk THEN 'walk' ELSE 'cells' END AS way
    FROM (
      SELECT ${STEP} * ${total} AS cells,
        ${STEP * SEARCH_LIMIT} * count(*) FILTER (WHERE ${inOrder(query, except).has})
          / nullif(count(*) FILTER (${where(sql`hit`, filters)}), 0) AS walk,
        (SELECT sum(ahsp) FROM all_cells) * count(*) FILTER (WHERE indexed) / greatest(count(*), 1) AS words
      FROM sample) AS costs`;
}

/** Keys of what is found, at most LIMIT by code and as many by name. @param except is left out of the filters */
export function keysOfView(query: StatsQuery, filters: Sql[], way: Sql, except?: keyof StatsQuery["filters"]): Sql {
  const [code, words, short] = [codeBegins(Q, text(query)), hasWords(Q, text(query)), isShort(query)];
  const source = inOrder(query, except);
  const ahsp = (...those: (Sql | Sql[])[]) => sql`SELECT * FROM ${source.ahsp} ${where(...those, unchanged)}`;
  const order = sql`ORDER BY ${KEY} LIMIT ${LIMIT}`;
  // Of what is found without a filter it only matters whether it is more than LIMIT, not which.
  const any = except ? sql`LIMIT ${LIMIT}` : order;
  const walk = short
    ? firstOfAll(way, source !== ALL)
    : sql`${ahsp(sql`${way} = 'walk'`)} ORDER BY ${KEY} LIMIT ${WALK}::int`;
  // Put in order afterwards: the planner would rather walk all AHSP in order than trust the trigram index.
  const indexed = sql`
    SELECT ${KEY} FROM ${ALL.ahsp} ${where(
      sql`(${way} = 'words' OR (${way} = 'walk' AND (SELECT count(*) FROM walked) < ${LIMIT}))`,
      words,
      filters,
      unchanged,
    )} OFFSET 0`;
  const inCells = filters.length
    ? [sql`cell = ANY (ARRAY(SELECT index_cell FROM (${cellsWhere(source, filters)}) AS cells))`]
    : [];
  const now = short ? sql`(${code} OR (${words} AND ${way} = 'cells'))` : sql`(${code} OR ${words})`;
  return sql`
    WITH walked AS MATERIALIZED (SELECT ${KEY} FROM (${walk}) AS next ${where(words, filters)} ${order})
    SELECT ${KEY} FROM beginnings CROSS JOIN LATERAL (
      ${ahsp(
        sql`${way} <> 'cells'`,
        sql`kode_urut >= beginning AND kode_urut < beginning || chr(1114111)`,
        // The planner takes them for rare and would rather sort all of the range.
        unindexed(code, ...filters),
      )} ${order}) AS coded
    UNION SELECT ${KEY} FROM walked
    ${short ? empty : sql`UNION SELECT ${KEY} FROM (SELECT * FROM (${indexed}) AS hits ${any}) AS indexed`}
    UNION SELECT ${KEY} FROM (${ahsp(sql`${way} = 'cells'`, inCells, unindexed(sql`(${code} OR ${words})`))}) AS few
    UNION SELECT ${KEY} FROM fresh ${where(now, filters)}`;
}

/** The first of all AHSP, whatever the filters: short words are looked for in their names. */
function firstOfAll(way: Sql, counted: boolean): Sql {
  // Counts are looked up in the view, so they are asked for only where a filter needs them.
  const columns = sql`${KEY}, nama_ahsp, klasifikasi, sub_klasifikasi ${counted ? sql`, zero_coef_count, missing_unit_count` : empty}`;
  const first = sql`ORDER BY ${KEY} LIMIT ${SHORT_WORD_LIMIT}::int`;
  const walking = sql`${way} = 'walk'`;
  return sql`
    SELECT * FROM (SELECT ${columns} FROM ${ALL.ahsp} ${where(walking, unchanged)} ${first}) AS next
    UNION ALL SELECT ${columns} FROM fresh ${where(walking)} ${first}`;
}

/** No word is one that the trigram index finds. */
export function isShort(query: StatsQuery): boolean {
  return indexable(query).length === 0;
}

/** Words with three letters or digits in a row: the trigram index needs them. */
function indexable(query: StatsQuery): string[] {
  return wordsOf(text(query)).filter((word) => /[\p{L}\p{N}]{3}/u.test(word));
}

/** What is searched for. */
export function text({ filters }: StatsQuery): string {
  return filters.q ?? "";
}
