import { afterEach, describe, expect, test } from "vitest";
import { clientAddress, lockedForSeconds } from "@/lib/auth/lockout";

const at = (minute: number) => new Date(minute * 60_000);
const locked = (minutes: number[], now: number) => lockedForSeconds(minutes.map(at).reverse(), 5, at(now)) / 60;

describe("lockedForSeconds", () => {
  test.each<[string, number[], number, number]>([
    ["four failures lock nothing", [0, 1, 2, 3], 3, 0],
    ["five at once lock for 15 minutes", [0, 0, 0, 0, 0], 0, 15],
    ["the lock counts from the last failure", [0, 3, 6, 9, 12], 13, 14],
    ["it ends 15 minutes after it", [0, 3, 6, 9, 12], 27, 0],
    ["five spread over more than 15 minutes lock nothing", [0, 4, 8, 12, 16], 16, 0],
  ])("%s", (_, minutes, now, expected) => {
    expect(locked(minutes.slice(-5), now)).toBe(expected);
  });
});

describe("clientAddress", () => {
  afterEach(() => {
    delete process.env.PORTAL_URL;
  });

  test("believes X-Forwarded-For only behind a proxy, and then only the entry that the proxy wrote", () => {
    const headers = new Headers({ "x-forwarded-for": "203.0.113.9, 192.0.2.7" });
    expect(clientAddress(headers)).toBeNull();
    process.env.PORTAL_URL = "https://ahsp.contoh.go.id";
    expect(clientAddress(headers)).toBe("192.0.2.7");
    expect(clientAddress(new Headers())).toBeNull();
  });
});
