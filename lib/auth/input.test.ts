import { describe, expect, test } from "vitest";
import { email, localPath, newPassword } from "@/lib/auth/input";
import { generatePassword } from "@/lib/auth/passwords";

test.each([
  ["/ahsp?sumber=SNI%202025", "/ahsp?sumber=SNI%202025"],
  [undefined, "/"],
  ["", "/"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["/\t/evil.example", "/"],
  ["/ok\\..\\x", "/"],
  ["https://evil.example", "/"],
  ["javascript:alert(1)", "/"],
  ["ahsp", "/"],
])("localPath(%j) stays on this site: %j", (given, expected) => {
  expect(localPath(given)).toBe(expected);
});

describe("what people type", () => {
  test("an e-mail address is compared in lower case and without spaces around it", () => {
    expect(email.parse("  Siti@Contoh.GO.id ")).toBe("siti@contoh.go.id");
    expect(email.safeParse("siti").success).toBe(false);
  });

  test("a password has 12 to 128 characters, and a generated one fits", () => {
    expect(newPassword.safeParse("a".repeat(11)).success).toBe(false);
    expect(newPassword.safeParse("a".repeat(129)).success).toBe(false);
    expect(newPassword.safeParse(generatePassword()).success).toBe(true);
    expect(generatePassword()).not.toBe(generatePassword());
  });
});
