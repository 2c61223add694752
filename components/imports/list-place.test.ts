import { describe, expect, test } from "vitest";
import { listHref, listOptions, listPlace } from "@/components/imports/list-place";

describe("the place in the history of imports", () => {
  test("is its query, and back", () => {
    const place = { state: "open", by: "sari", page: 3 } as const;
    expect(listHref(place)).toBe("/imports?state=open&by=sari&page=3");
    expect(listPlace({ state: "open", by: "sari", page: "3" })).toEqual(place);
    expect(listHref({ state: null, by: null, page: 1 })).toBe("/imports");
    expect(listOptions(place)).toEqual({ state: "open", by: "sari", limit: 50, offset: 100 });
  });

  test("ignores what no place is", () => {
    const nowhere = { state: null, by: null, page: 1 };
    expect(listPlace({ state: "toString", by: ["a", "b"], page: "0" })).toEqual(nowhere);
    expect(listPlace({ by: "" })).toEqual(nowhere);
  });
});
