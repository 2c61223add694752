import { describe, expect, test } from "vitest";
import { ERROR_CODES } from "@/lib/errors";
import { FINDING_CODES } from "@/lib/imports/types";
import en from "@/messages/en.json";
import id from "@/messages/id.json";

/** Every key with the names of the values in its sentence. */
function shape(node: object, path = ""): string[] {
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === "string"
      ? [
          `${path}${key} ${[...new Set(value.match(/\{\w+[,}]/g)?.map((name) => name.slice(1, -1)) ?? [])].sort().join(" ")}`,
        ]
      : shape(value, `${path}${key}.`),
  );
}

describe("messages", () => {
  test("say everything in both languages, with the same values", () => {
    expect(shape(en).sort()).toEqual(shape(id).sort());
  });

  test("have a sentence for every error and every finding", () => {
    expect(Object.keys(id.errors)).toEqual(expect.arrayContaining([...ERROR_CODES]));
    expect(Object.keys(id.findings).sort()).toEqual([...FINDING_CODES].sort());
  });
});
