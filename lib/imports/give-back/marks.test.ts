import { createTranslator } from "use-intl/core";
import { describe, expect, it } from "vitest";
import { markedRows } from "@/lib/imports/give-back/marked-cells";
import { type FindingSentence, type MarkedFinding, marksOf } from "@/lib/imports/give-back/marks";
import { FINDING_CODES } from "@/lib/imports/types";
import messages from "@/messages/id.json";

const translate = createTranslator({ locale: "id", messages, namespace: "findings" });
const sentence: FindingSentence = (key, params) => translate(key as "KODE_MISSING.reason", params as never);
const finding = (over: Partial<MarkedFinding>): MarkedFinding => ({
  baris: 4114,
  kolom: "G",
  kind: "rejected",
  code: "TEXT_TOO_LONG",
  params: { length: 51, limit: 20 },
  ...over,
});

describe("a finding as a mark", () => {
  it("says reason and remedy as sentences", () => {
    expect(marksOf([finding({})], sentence)).toEqual([
      { baris: 4114, kolom: "G", severity: "rejected", text: "51 karakter, batas 20. Pendekkan isi sel ini." },
    ]);
  });

  it("is as severe as its kind: a repeated row is no mistake", () => {
    const found = [
      finding({}),
      finding({ kind: "flagged", code: "UNIT_MISSING", params: {} }),
      finding({ kind: "duplicate", code: "DUPLICATE_IDENTICAL", params: { first: 3 }, kolom: null }),
    ];
    expect(marksOf(found, sentence).map(({ severity }) => severity)).toEqual(["rejected", "flagged", "info"]);
  });

  it.each(FINDING_CODES)("of %s is made of whole sentences", (code) => {
    const { reason, remedy } = messages.findings[code];
    const named = `${reason} ${remedy}`.matchAll(/\{(\w+)[,}]/g);
    const params = Object.fromEntries([...named].map(([, name]) => [name, 2]));
    const [mark] = marksOf([finding({ code, params })], sentence);
    expect(mark?.text).toMatch(/^\S.*[.!?…] \S.*[.!?…]$/);
    expect(mark?.text).not.toMatch(/[{}]|[.!?…]{2}|findings\./);
  });
});

it("marks of one row are told by column, and those of the row stand apart", () => {
  const marks = [
    { baris: 2, kolom: "B", severity: "info", text: "a" },
    { baris: 2, kolom: "B", severity: "rejected", text: "b" },
    { baris: 2, kolom: null, severity: "flagged", text: "c" },
    { baris: 2, kolom: "b1", severity: "flagged", text: "d" },
  ] as const;
  expect(markedRows(marks)).toEqual(
    new Map([
      [
        2,
        {
          first: { severity: "flagged", texts: ["c", "d"] },
          cells: new Map([[1, { severity: "rejected", texts: ["a", "b"] }]]),
        },
      ],
    ]),
  );
});
