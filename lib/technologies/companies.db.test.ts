import { beforeAll, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { readTechnologyCompanies, suggestCompanyNames } from "./companies";

beforeAll(async () => {
  await pool().query(`
    INSERT INTO import_files (sha256, size_bytes, bytes) VALUES (repeat('a', 64), 1, 'x');
    INSERT INTO imports (id, file_sha256, file_name, upload_key, via, state, kind)
      VALUES (7, repeat('a', 64), 'perusahaan.csv', gen_random_uuid(), 'sample', 'committed', 'companies');
    INSERT INTO companies (name, domain, technologies, import_id, baris) VALUES
      ('PT Sama', 'b.test', ARRAY['React', NULL, 'Go', 'React', ' '], 7, 12),
      ('PT Sama', 'a.test', ARRAY['Go'], NULL, NULL),
      ('CV 100%', NULL, ARRAY['Node.js', 'Go', '50% / {x} & "y"'], 7, 3),
      ('Lain_nya', 'c.test', ARRAY['go', ' '], NULL, NULL)`);
});

const companiesOf = (technology: string, limit = 50, offset = 0) =>
  readTechnologyCompanies({ technology, limit, offset });

describe("the companies of a technology", () => {
  test("are those that use exactly it, by name, with all their technologies once and where the row came from", async () => {
    expect(await companiesOf("Go")).toEqual({
      hasMore: false,
      results: [
        {
          ...{ id: 3, name: "CV 100%", domain: null, technologies: ["Node.js", "Go", '50% / {x} & "y"'] },
          ...{ importId: 7, fileName: "perusahaan.csv", baris: 3 },
        },
        {
          ...{ id: 1, name: "PT Sama", domain: "b.test", technologies: ["React", "Go"] },
          ...{ importId: 7, fileName: "perusahaan.csv", baris: 12 },
        },
        {
          ...{ id: 2, name: "PT Sama", domain: "a.test", technologies: ["Go"] },
          ...{ importId: null, fileName: null, baris: null },
        },
      ],
    });
  });

  test.each([
    ['50% / {x} & "y"', ["CV 100%"]],
    ["go", ["Lain_nya"]],
    [" ", []],
    ["", []],
    ["{Go}", []],
    ["NULL", []],
  ])("of %j are %j", async (technology, names) => {
    expect((await companiesOf(technology)).results.map((one) => one.name)).toEqual(names);
  });

  test("come in pages that together are all of them", async () => {
    const pages = [await companiesOf("Go", 2), await companiesOf("Go", 2, 2)];
    expect(pages.map((page) => page.hasMore)).toEqual([true, false]);
    expect(pages.flatMap((page) => page.results.map((one) => one.id))).toEqual([3, 1, 2]);
    expect(await companiesOf("Go", 3)).toMatchObject({ hasMore: false, results: { length: 3 } });
  });
});

test.each([
  ["", ["CV 100%", "Lain_nya", "PT Sama"]],
  ["sAMA", ["PT Sama"]],
  ["%", ["CV 100%"]],
  ["_", ["Lain_nya"]],
  ["x", []],
])("names that contain %j are suggested once each, at most ten", async (text, names) => {
  expect(await suggestCompanyNames(text)).toEqual(names);
});
