import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { prisma } from "@/lib/db/prisma";
import { wordsOf } from "@/lib/table/sql";

/** Names that words are suggested from, about; all of them where there are no more. */
const NAMES = 10_000;
/** Most words that a search may have to be corrected. */
const MOST_WORDS = 8;
/** Longest word that is put right; levenshtein() refuses long ones. */
const LONGEST_WORD = 40;
/** Nearest words to each mistyped one, and combinations of them, that are tried. */
const NEAREST = 3;
const COMBINATIONS = 12;

/**
 * What somebody who searched in vain may have meant: the same with each word that no name has put right, or the longest
 * beginning of the code that some code has. It finds something itself when nothing else is filtered by. Null: nothing
 * is near, or no word is wrong.
 */
export async function suggest(text: string): Promise<string | null> {
  const words = wordsOf(text.toLowerCase());
  const puttable = words.length <= MOST_WORDS && words.every((word) => word.length <= LONGEST_WORD);
  if (puttable && words.some((word) => /\p{L}{3}/u.test(word))) {
    const [found] = await prisma.$queryRaw<{ words: string[] }[]>(nearestWords(words));
    if (found) return found.words.join(" ");
  }
  if (!/\d/.test(text)) return null;
  const [found] = await prisma.$queryRaw<{ code: string }[]>(longestBeginning(text));
  return found?.code ?? null;
}

/**
 * Words are known from a sample of the names, read when it is needed: a list of all words would cost as much at every
 * refresh as the statistics themselves (docs/decisions/0025-search.md).
 */
function nearestWords(words: string[]): Sql {
  return sql`
    WITH RECURSIVE names AS MATERIALIZED (
      SELECT lower(nama_ahsp) AS name FROM referensi_ahspreferensi
      TABLESAMPLE SYSTEM ((
        SELECT CASE WHEN reltuples < ${NAMES} THEN 100 ELSE ${100 * NAMES}::float8 / reltuples END
        FROM pg_class WHERE oid = 'referensi_ahspreferensi'::regclass)) REPEATABLE (0)
    ), known AS MATERIALIZED (
      SELECT word, count(*) AS names FROM names, regexp_split_to_table(name, '[^[:alpha:]]+') AS word
      WHERE length(word) BETWEEN 3 AND ${LONGEST_WORD} GROUP BY word
    ), typed AS MATERIALIZED (
      SELECT word, nth, EXISTS (SELECT FROM names WHERE strpos(name, word) > 0) AS is_right,
        least(3, (length(word) - 1) / 2) AS most
      FROM unnest(${words}::text[]) WITH ORDINALITY AS given (word, nth)
    ), near AS MATERIALIZED (
      SELECT nth, word, 0 AS distance FROM typed WHERE is_right
      UNION ALL
      SELECT nth, nearest.word, distance FROM typed CROSS JOIN LATERAL (
        SELECT known.word, levenshtein_less_equal(known.word, typed.word, most) AS distance FROM known
        WHERE abs(length(known.word) - length(typed.word)) <= most
          AND levenshtein_less_equal(known.word, typed.word, most) <= most
        ORDER BY distance, names DESC, known.word LIMIT ${NEAREST}::int) AS nearest
      WHERE NOT is_right
    ), put_right (nth, words, distance) AS (
      SELECT 0::bigint, ARRAY[]::text[], 0
      UNION ALL
      SELECT near.nth, words || near.word, put_right.distance + near.distance
      FROM put_right JOIN near ON near.nth = put_right.nth + 1
    ), nearest AS (
      SELECT * FROM put_right WHERE nth = ${words.length}::int AND distance > 0
      ORDER BY distance, words LIMIT ${COMBINATIONS}::int
    )
    SELECT words FROM nearest
    WHERE EXISTS (
      SELECT FROM names WHERE NOT EXISTS (SELECT FROM unnest(words) AS word WHERE strpos(name, word) = 0))
    ORDER BY distance, words LIMIT 1`;
}

/** At least half of the text; a comma or a space may stand for a point. */
function longestBeginning(text: string): Sql {
  return sql`
    SELECT beginning AS code
    FROM (SELECT regexp_replace(${text}::text, '[, ]+', '.', 'g') AS code) AS typed
    CROSS JOIN LATERAL generate_series(length(code), greatest(1, length(code) / 2), -1) AS length
    CROSS JOIN LATERAL (SELECT left(code, length) AS beginning) AS part
    WHERE beginning ~ '[[:alnum:])]$' AND EXISTS (
      SELECT FROM referensi_ahspreferensi
      WHERE lower(kode_ahsp) ~>=~ lower(beginning) AND lower(kode_ahsp) ~<~ (lower(beginning) || chr(1114111)))
    ORDER BY length DESC LIMIT 1`;
}
