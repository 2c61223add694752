import fc from "fast-check";
import { expect, test } from "vitest";
import { pool } from "@/lib/db/pool";

const key = (code: string) =>
  code.replace(/[0-9]+|[^0-9]+/g, (part) => {
    if (!/^[0-9]/.test(part)) return part.toLowerCase();
    const digits = part.replace(/^0+/, "");
    return String(digits.length).padStart(2, "0") + digits;
  });

test("the sort key of a code is its text in lower case with every run of digits by its length", async () => {
  const codes = fc.array(fc.string({ unit: fc.constantFrom(..."0129.-/ ()aAbZ\n"), maxLength: 20 }), { minLength: 50 });
  await fc.assert(
    fc.asyncProperty(codes, async (all) => {
      const { rows } = await pool().query<{ key: string }>(
        "SELECT natural_sort_key(code) AS key FROM unnest($1::text[]) WITH ORDINALITY AS codes (code, n) ORDER BY n",
        [all],
      );
      expect(rows.map((row) => row.key)).toEqual(all.map(key));
    }),
    { numRuns: 20 },
  );
  const { rows } = await pool().query(`
    SELECT code FROM unnest(ARRAY['1.1.10', '1.1.2', '10.1.(10a)', '2', '1.01.2', 'A.2', '10.1.(2a)']) AS code
    ORDER BY natural_sort_key(code) COLLATE "C", code`);
  expect(rows.map((row) => row.code)).toEqual(["1.01.2", "1.1.2", "1.1.10", "2", "10.1.(2a)", "10.1.(10a)", "A.2"]);
});
