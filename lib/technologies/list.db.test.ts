import fc from "fast-check";
import type { Sql } from "sql-template-tag";
import { beforeEach, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { failureOf } from "@/lib/failure";
import { readTechnologies, readTechnologyEntries, technologiesSql } from "./list";
import type { Technology, TechnologyQuery } from "./types";

const ALL: TechnologyQuery = { search: "", companies: [], ordering: "value", limit: 200, offset: 0 };
const NAMES = ["Acme", "Beta, Inc.", "CV Ceria"];

interface Company {
  name: string;
  technologies: (string | null)[];
}

/** Elements that count as nothing, and some that only look like it. */
const blank = fc.constantFrom(null, "", " ", "\t\n", "\u00a0", " \u2003", "\ufeff");
const value = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom("Go", "go", "GO ", "React", "100%", "a_b", "C\\C++", "Ünï", "İstanbul", "."),
  },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom("a", "B", "%", "_", "\\", " ", "é", "ß"), maxLength: 5 }) },
);
const company = fc.record({
  name: fc.constantFrom(...NAMES),
  technologies: fc.array(fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: blank }), { maxLength: 8 }),
});
const search = fc.oneof(fc.constantFrom("", "go", "REACT", "%", "_", "\\", "ü", "i", "0%", "\\c+"), value);
const query = fc.record({
  search,
  companies: fc.subarray(["Nobody", ...NAMES]),
  ordering: fc.constantFrom("value" as const, "-value" as const),
});

async function fill(companies: Company[]): Promise<void> {
  await pool().query("TRUNCATE companies CASCADE");
  await pool().query(
    `INSERT INTO companies (name, domain, technologies)
     SELECT one->>'name', 'c' || n || '.test', ARRAY(SELECT jsonb_array_elements_text(one->'technologies'))
     FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS given (one, n)`,
    [JSON.stringify(companies)],
  );
  await pool().query("SELECT refresh_view('mv_distinct_technologies')");
}

async function rowsOf(statement: Sql): Promise<Technology[]> {
  return (await pool().query<Technology>(statement)).rows;
}

/** The answer worked out in plain JavaScript; order is the database's business. */
function expected(companies: Company[], { search, companies: names }: Pick<TechnologyQuery, "search" | "companies">) {
  const counts = new Map<string, number>();
  for (const { name, technologies } of companies) {
    if (names.length && !names.includes(name)) continue;
    const mine = technologies.filter((one) => one !== null && one.trim() !== "") as string[];
    for (const one of new Set(mine)) counts.set(one, (counts.get(one) ?? 0) + 1);
  }
  const found = [...counts].filter(([one]) => search === "" || one.toLowerCase().includes(search.toLowerCase()));
  return new Map(found);
}

test("the view gives what the live path gives, for any companies and any question", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(company, { maxLength: 12 }),
      fc.array(query, { minLength: 4 }),
      async (given, queries) => {
        await fill(given);
        for (const asked of [ALL, ...queries.map((one) => ({ ...ALL, ...one }))]) {
          const open = { ...asked, companies: [] };
          const live = await rowsOf(technologiesSql(open, "live"));
          expect(await rowsOf(technologiesSql(open, "view"))).toEqual(live);
          // The index answers as a scan does.
          const client = await pool().connect();
          await client.query("SET enable_seqscan = off; SET enable_indexscan = off");
          expect((await client.query(technologiesSql(open, "view"))).rows).toEqual(live);
          client.release(true);
          const { results } = await readTechnologies(asked);
          const simple = /^[\x20-\x7e]*$/.test(asked.search);
          const plain = expected(given, { ...asked, search: simple ? asked.search : "" });
          if (simple) expect(results.length).toBe(plain.size);
          for (const row of results) expect(plain.get(row.value), row.value).toBe(row.company_count);
        }
      },
    ),
    { numRuns: 40 },
  );
});

test("pages put together are the whole list, and more follow exactly until the last, however full it is", async () => {
  await fill(
    Array.from({ length: 60 }, (_, n) => ({ name: NAMES[n % 3] as string, technologies: [`T${n % 24}`, "Go", null] })),
  );
  const places = fc.record({
    limit: fc.integer({ min: 1, max: 30 }),
    asked: fc.constantFrom(
      ALL,
      { ...ALL, search: "t1" },
      { ...ALL, companies: ["Acme"] },
      { ...ALL, ordering: "-value" as const },
    ),
    entries: fc.boolean(),
  });
  const whole = { ...ALL, companies: ["Acme", "CV Ceria"] };
  await fc.assert(
    fc.asyncProperty(places, async ({ limit, asked, entries }) => {
      const read = (one: TechnologyQuery): Promise<{ results: unknown[]; hasMore: boolean }> =>
        entries ? readTechnologyEntries({ ...whole, ...one, companies: whole.companies }) : readTechnologies(one);
      const { results: all, hasMore: none } = await read(asked);
      expect(none).toBe(false);
      const pages = [];
      for (let offset = 0; ; offset += limit) {
        const page = await read({ ...asked, limit, offset });
        pages.push(...page.results);
        expect(page.hasMore).toBe(offset + limit < all.length);
        if (!page.hasMore) break;
      }
      expect(pages).toEqual(all);
    }),
    {
      numRuns: 40,
      examples: [[{ limit: 25, asked: ALL, entries: false }], [{ limit: 5, asked: ALL, entries: false }]],
    },
  );
  // Exactly full: 24 of T and one Go.
  expect(await readTechnologies({ ...ALL, limit: 25 })).toMatchObject({ results: { length: 25 }, hasMore: false });
});

test("an entry is one company and one technology, in order, without repeats and blanks", async () => {
  await fill([
    { name: "Beta, Inc.", technologies: ["Go", "Go", " ", null, "React"] },
    { name: "Acme", technologies: ["React", "Go"] },
    { name: "CV Ceria", technologies: ["Go"] },
  ]);
  const entries = async (change: Partial<TechnologyQuery>) =>
    (await readTechnologyEntries({ ...ALL, ...change })).results.map((one) => `${one.value} ${one.company.name}`);
  const companies = ["Acme", "Beta, Inc."];
  expect(await entries({ companies })).toEqual(["Go Acme", "Go Beta, Inc.", "React Acme", "React Beta, Inc."]);
  expect(await entries({ companies, ordering: "-value", search: "REA" })).toEqual(["React Acme", "React Beta, Inc."]);
  expect(await entries({ companies: ["acme"] })).toEqual([]);
});

describe("where it is read", () => {
  const sources = async () => {
    const all = await readTechnologies(ALL);
    return [all.source, (await readTechnologies({ ...ALL, companies: ["Acme"] })).source, all.results];
  };

  beforeEach(() => fill([{ name: "Acme", technologies: ["Go", null] }]));

  test("is the view, or the companies where some are named", async () => {
    expect(await sources()).toEqual(["view", null, [{ value: "Go", company_count: 1 }]]);
  });

  test("is the live path while the view is switched off, or missing, with the same rows", async () => {
    await pool().query("INSERT INTO view_settings (view, off_since) VALUES ('mv_distinct_technologies', now())");
    expect(await sources()).toEqual(["off", null, [{ value: "Go", company_count: 1 }]]);
    await pool().query("DELETE FROM view_settings");
    await pool().query("ALTER MATERIALIZED VIEW mv_distinct_technologies RENAME TO elsewhere");
    expect(await sources()).toEqual(["missing", null, [{ value: "Go", company_count: 1 }]]);
    await pool().query("ALTER MATERIALIZED VIEW elsewhere RENAME TO mv_distinct_technologies");
  });

  test("a view without a snapshot is an error, not an empty list; named companies are answered all the same", async () => {
    await pool().query("REFRESH MATERIALIZED VIEW mv_distinct_technologies WITH NO DATA");
    const error = await readTechnologies(ALL).catch((thrown: unknown) => thrown);
    expect(failureOf(error, "test").code).toBe("VIEW_NOT_POPULATED");
    expect((await readTechnologies({ ...ALL, companies: ["Acme"] })).results).toHaveLength(1);
  });
});

describe("with 100,000 technologies of 20,000 companies", () => {
  beforeEach(async () => {
    if ((await pool().query("SELECT FROM companies LIMIT 2")).rowCount === 2) return;
    await pool().query("TRUNCATE companies CASCADE");
    await pool().query(`
      INSERT INTO companies (name, domain, technologies)
      SELECT 'PT ' || n, n || '.test', ARRAY(SELECT md5((n * 5 + i)::text) || ' kit' || (n * 5 + i) % 100 FROM generate_series(1, 5) AS i)
      FROM generate_series(1, 20000) AS n`);
    await pool().query("SELECT refresh_view('mv_distinct_technologies')");
    await pool().query("VACUUM ANALYZE companies, mv_distinct_technologies");
  });

  const plan = async (change: Partial<TechnologyQuery>, from: "view" | "live" = "view") => {
    const statement = technologiesSql({ ...ALL, limit: 25, ...change }, from);
    const { rows } = await pool().query({ text: `EXPLAIN ${statement.text}`, values: statement.values });
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  };

  test("the first page is read along the index on value, forwards or backwards, without sorting", async () => {
    expect(await plan({})).toMatch(/Index Scan using idx_distinct_technologies_value on/);
    expect(await plan({ ordering: "-value" })).toMatch(/Index Scan Backward using idx_distinct_technologies_value on/);
    expect(await plan({})).not.toMatch(/Sort|Seq Scan/);
    expect(await plan({ ordering: "-value" })).not.toMatch(/Sort|Seq Scan/);
  });

  test.each(["e4da3b7fbbce2345", "KIT77", "b7f%", "kit7"])(
    "a search for %s is answered by the trigram index",
    async (text) => {
      const told = await plan({ search: text });
      expect(told).toMatch(/Bitmap Index Scan on idx_distinct_technologies_value_trgm/);
      expect(told).not.toMatch(/Seq Scan/);
    },
  );

  test("named companies are found by the index on their names", async () => {
    const told = await plan({ companies: ["PT 7", "PT 8"] }, "live");
    expect(told).toMatch(/companies_name_idx/);
    expect(told).not.toMatch(/Seq Scan/);
  });
});
