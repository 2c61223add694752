import { expect, test } from "vitest";
import { ExportMenu } from "@/components/ahsp/export-menu";
import { render } from "@/components/testing/render";
import { exportRequest } from "@/lib/export/request";
import { statsTable } from "@/lib/stats/spec";
import { parseQuery, serialiseQuery } from "@/lib/table/url";

const totals = {
  ahsp: 5,
  rincian: 0,
  tk: 0,
  bhn: 0,
  alt: 0,
  lain: 0,
  zero_coef: 0,
  missing_unit: 0,
  anomalous: 0,
};

/** What the form sends when nothing in it is changed. */
function sent(params: Record<string, string>) {
  const markup = render(
    "id",
    <ExportMenu
      page={{ query: parseQuery(statsTable, params), totals, capped: false, bounded: false }}
      refused={undefined}
    />,
  );
  const inputs = markup.match(/<input[^>]*>/g) ?? [];
  const pairs = inputs
    .filter((input) => input.includes('type="hidden"') || input.includes("checked"))
    .map((input) => [/ name="([^"]*)"/.exec(input)?.[1] ?? "", / value="([^"]*)"/.exec(input)?.[1] ?? ""] as const);
  const names = new Set(pairs.map(([name]) => name));
  return {
    offered: inputs.filter((input) => input.includes('name="columns"')).length,
    params: Object.fromEntries(
      [...names].map((name) => [name, pairs.filter((pair) => pair[0] === name).map(([, value]) => value)]),
    ),
  };
}

test("the shown columns are chosen in their order, and all the others are offered", () => {
  const { params, offered } = sent({ columns: "tk_count,nama_ahsp", q: "1." });
  expect(params.columns).toEqual(["kode_ahsp", "tk_count", "nama_ahsp"]);
  expect(params.q).toEqual(["1."]);
  expect(offered).toBe(Object.keys(statsTable.columns).length + 1);
  expect(sent({}).params.columns).toEqual(Object.keys(statsTable.columns));
});

test("a request names its columns as the table does, and leads back to the table with the same ones", () => {
  const shown = serialiseQuery(statsTable, parseQuery(statsTable, { columns: "tk_count,nama_ahsp" }));
  const request = exportRequest.parse(Object.fromEntries(new URLSearchParams(shown)));
  expect(request.columns).toEqual(["kode_ahsp", "tk_count", "nama_ahsp"]);
  expect(serialiseQuery(statsTable, request.query)).toBe(shown);
  expect(exportRequest.parse({ columns: "source_file,nama_ahsp" }).columns).toEqual(["source_file", "nama_ahsp"]);
  expect(exportRequest.safeParse({ columns: "nama_ahsp,unknown" }).success).toBe(false);
});
