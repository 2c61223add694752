import { describe, expect, test } from "vitest";
import { checkHref, checkPlace, findingOptions, suspectOptions } from "@/components/imports/check/check-place";

const NOWHERE = { code: null, kind: null, changed: false, page: 1, suspects: "undecided", suspectPage: 1 } as const;

describe("the place on the page of the check", () => {
  test("is its query, and back", () => {
    const place = {
      code: "KODE_MISSING",
      kind: "rejected",
      changed: true,
      page: 3,
      suspects: "low",
      suspectPage: 2,
    } as const;
    const href = checkHref("/imports/7/check", place);
    expect(href).toBe("/imports/7/check?finding=KODE_MISSING&kind=rejected&changed=1&page=3&suspects=low&spage=2");
    expect(checkPlace(Object.fromEntries(new URL(href, "http://portal").searchParams))).toEqual(place);
    expect(checkHref("/imports/7/check", NOWHERE)).toBe("/imports/7/check");
  });

  test("ignores what no place is", () => {
    expect(checkPlace({ finding: "constructor", kind: ["rejected"], page: "-1", suspects: "x", spage: "1e9" })).toEqual(
      NOWHERE,
    );
  });

  test("says what is asked for", () => {
    expect(findingOptions({ ...NOWHERE, page: 2 })).toEqual({ changed: false, limit: 50, offset: 50 });
    expect(suspectOptions(NOWHERE)).toEqual({ decided: false, limit: 20, offset: 0 });
    expect(suspectOptions({ ...NOWHERE, suspects: "high" })).toMatchObject({ decided: false, confidence: "high" });
    expect(suspectOptions({ ...NOWHERE, suspects: "decided" })).toMatchObject({ decided: true });
    expect(suspectOptions({ ...NOWHERE, suspects: "all", suspectPage: 3 })).toEqual({ limit: 20, offset: 40 });
  });
});
