import { expect, test } from "vitest";
import { pool } from "@/lib/db/pool";

test("is_blank holds exactly what String.prototype.trim() leaves nothing of, alone and beside a letter", async () => {
  const { rows } = await pool().query<{ code: number }>(
    `SELECT code FROM generate_series(1, 65535) AS code WHERE code NOT BETWEEN 55296 AND 57343 AND is_blank(chr(code) || chr(code))`,
  );
  const blank = Array.from({ length: 65_535 }, (_, n) => n + 1).filter(
    (code) => String.fromCharCode(code).trim() === "",
  );
  expect(rows.map((row) => row.code)).toEqual(blank);
  const { rows: mixed } = await pool().query(
    "SELECT bool_or(is_blank(chr(code) || 'x') OR is_blank('x' || chr(code))) AS blank FROM unnest($1::int[]) AS code",
    [blank],
  );
  expect(mixed).toEqual([{ blank: false }]);
  const { rows: empty } = await pool().query("SELECT is_blank(NULL) AS nothing, is_blank('') AS empty");
  expect(empty).toEqual([{ nothing: true, empty: true }]);
});
