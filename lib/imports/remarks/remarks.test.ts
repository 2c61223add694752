import fs from "node:fs";
import { describe, expect, test } from "vitest";
import { readTable } from "@/lib/imports/read/read";
import { bounded, MOST_TOLD } from "@/lib/imports/remarks/remarks";
import { hasOddSpace, withPlainSpaces } from "@/lib/imports/remarks/spaces";
import { unitOf, unusualSpellings } from "@/lib/imports/remarks/units";
import { analyseAhsp, analyseRows, HEADER } from "@/lib/imports/testing/rows";
import type { AhspAnalysis, Cell, Finding } from "@/lib/imports/types";

const REAL = "../shared/data/SNI_2025_AHSP.xlsx";
const row = (nama: Cell, uraian: Cell, satuan: Cell, kode = "1", more: Cell[] = []): Cell[] => [
  "S",
  kode,
  nama,
  "TK",
  null,
  uraian,
  satuan,
  "0,5",
  ...more,
];
const informing = ({ findings }: AhspAnalysis) =>
  findings
    .filter(({ kind }) => kind === "info")
    .map(({ baris, kolom, code, value, params: { more, ...params } }) => [
      `${baris}${kolom ?? ""}`,
      code,
      value,
      params,
    ]);

describe("a unit", () => {
  test.each([
    ["m3", ["M3", "m³", "m^3", " m3.", "mÂ³", "meter kubik"]],
    ["buah", ["Bh", "BH.", "Buah"]],
    ["kg", ["Kg", "KG", "kilogram"]],
    ["m'", ["M'", "m’", "m1", "m¹"]],
    ["unit/hari", ["Unit / Hari", "unit /hari"]],
  ])("%s is the same as %j", (unit, spellings) => {
    for (const spelling of [unit, ...spellings]) expect(unitOf(spelling)).toBe(unit);
  });

  test.each([
    ["m", "m'"],
    ["m2", "m3"],
    ["OH", "OJ"],
    ["unit hari", "unit/hari"],
    ["ton", "t"],
  ])("%s is not %s", (one, other) => {
    expect(unitOf(one)).not.toBe(unitOf(other));
  });

  test("of several spellings is suggested in the most frequent, of equally frequent ones in the first", () => {
    const spellings = [
      { text: "Unit", count: 2 },
      { text: "unit", count: 3 },
      { text: "Kg", count: 1 },
      { text: "kg", count: 1 },
      { text: "OH", count: 1 },
    ];
    const found = unusualSpellings(spellings).map(({ spelling, usual }) => [spelling.text, usual.text]);
    expect(found).toEqual([
      ["Unit", "unit"],
      ["kg", "Kg"],
    ]);
  });
});

describe("white space", () => {
  test.each([
    ["Batu  kali", "Batu kali"],
    ["Batu\u00a0kali", "Batu kali"],
    ["Batu \t kali", "Batu kali"],
    ["a\u2009b", "a b"],
    ["a \n b", "a\nb"],
  ])("of %j is odd, and it would be %j", (text, plain) => {
    expect(hasOddSpace(text)).toBe(true);
    expect(withPlainSpaces(text)).toBe(plain);
    expect(hasOddSpace(plain)).toBe(false);
  });

  test.each(["Batu kali", "", "baris satu\nbaris dua"])("of %j is plain", (text) => {
    expect(hasOddSpace(text)).toBe(false);
    expect(withPlainSpaces(text)).toBe(text);
  });
});

describe("what informs", () => {
  test("is told once at its first place, with the number of places, and changes nothing", async () => {
    const analysis = await analyseRows([
      HEADER,
      row("Pasang  bata", "Batu  kali", "M3"),
      row("Pasang  bata", "Semen", "m3"),
      row("Lain", "Batu  kali", "m3", "2"),
      row("Lain", "Besi Ã˜8", "m3", "2"),
      row("Pasang mÂ²", "Besi Ã˜8", "m3", "3"),
    ]);
    expect(informing(analysis)).toEqual([
      ["2F", "DOUBLE_SPACE", "Batu  kali", { text: "Batu kali", count: 2 }],
      ["2G", "UNIT_SPELLING", "M3", { suggested: "m3", count: 4, places: 1 }],
      ["2C", "DOUBLE_SPACE", "Pasang  bata", { text: "Pasang bata", count: 1 }],
      ["2", "JOB_UNIT_UNKNOWN", null, { count: 3 }],
      ["5F", "ITEM_MOJIBAKE", "Besi Ã˜8", { restored: "Besi Ø8", count: 2 }],
    ]);
    expect(analysis.findings.filter(({ kind }) => kind === "flagged")).toMatchObject([
      { baris: 6, code: "MOJIBAKE", params: { restored: "Pasang m²" } },
    ]);
    expect(analysis.lines[0]).toMatchObject({ uraian_item: "Batu  kali", satuan_item: "M3" });
    expect(analysis.flags.mojibake.ahsp_names).toBe(1);
  });

  test("names each job without a unit where others have one, and the unit of a job counts as a spelling", async () => {
    const header = [...HEADER, "satuan_pekerjaan"];
    const rows = [row("A", "P", "m2", "1", ["M2"]), row("B", "P", "m2", "2", [null]), row("C", "P", "m2", "3", ["m2"])];
    expect(informing(await analyseRows([header, ...rows]))).toEqual([
      ["2I", "UNIT_SPELLING", "M2", { suggested: "m2", count: 4, places: 1 }],
      ["3I", "JOB_UNIT_UNKNOWN", null, { count: 1 }],
    ]);
  });

  test("is silent about rows that are not imported", async () => {
    const header = [...HEADER, "satuan_pekerjaan"];
    const rejected = row("A", "Batu  kali", "M2", "1", ["m2"]).with(7, "x");
    const repeated = row("A", "P", "m2", "1", ["m2"]);
    expect(informing(await analyseRows([header, row("A", "P", "m2", "1", ["m2"]), rejected, repeated]))).toEqual([]);
  });

  test("is bounded: the first of each code and field are told, and the last of them says how many more there are", async () => {
    const rows = Array.from({ length: MOST_TOLD + 5 }, (_, n) => row("A", `Batu  ${n}`, "m2"));
    const { findings } = await analyseRows([HEADER, ...rows]);
    const told = findings.filter((finding) => finding.code === "DOUBLE_SPACE");
    expect(told).toHaveLength(MOST_TOLD);
    expect([told.at(-2)?.params.more, told.at(-1)?.params.more]).toEqual([0, 5]);
    expect(bounded(told)).toEqual(told);
  });

  test("shows at most 200 characters of a text", async () => {
    const long = `Batu  ${"x".repeat(400)}`;
    const { findings } = await analyseRows([HEADER, row("A", long, "m2")]);
    const [finding] = findings.filter((one: Finding) => one.code === "DOUBLE_SPACE");
    expect([finding?.value?.length, String(finding?.params.text).length]).toEqual([200, 200]);
  });

  test.runIf(fs.existsSync(REAL))("is found in the real file", async () => {
    const { findings, flags, jobs } = await analyseAhsp(await readTable(fs.readFileSync(REAL)));
    const of = (code: string, field?: string) =>
      findings.filter((finding) => finding.code === code && (!field || finding.field === field));
    expect(flags.mojibake.ahsp_names).toBe(265);
    expect(of("MOJIBAKE")).toHaveLength(265);
    expect(of("MOJIBAKE").every(({ params }) => !/Â|â/.test(String(params.restored)))).toBe(true);
    expect(of("JOB_UNIT_UNKNOWN")).toMatchObject([{ baris: 2, params: { count: jobs.length } }]);
    expect(of("UNIT_SPELLING").map(({ value, params }) => `${value} → ${params.suggested}`)).toEqual(
      expect.arrayContaining([
        "unit → Unit",
        "Kg → kg",
        "Bh → buah",
        "Buah → buah",
        "M3 → m3",
        "mÂ² → m2",
        "Hari → hari",
      ]),
    );
    expect(of("DOUBLE_SPACE", "nama_ahsp")).toHaveLength(568);
    expect(of("DOUBLE_SPACE", "uraian_item").length).toBeGreaterThan(750);
    expect(of("ITEM_MOJIBAKE").length).toBeGreaterThan(400);
    expect(findings.filter(({ kind }) => kind === "info").length).toBeLessThan(2500);
  });
});
