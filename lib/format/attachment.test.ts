import { expect, test } from "vitest";
import { attachment, derivedName } from "@/lib/format/attachment";

test("any name is a header, and comes back from it as it was", () => {
  for (const name of ["a b.xlsx", `kutip "'()*\r\n;.csv`, "harga é 工.csv"]) {
    const value = attachment(name);
    expect(value).toMatch(/^attachment; filename\*=UTF-8''[A-Za-z0-9%.!~_-]+$/);
    expect(decodeURIComponent(value.slice(value.indexOf("''") + 2))).toBe(name);
  }
  expect(attachment("\ud800.csv")).toContain("%EF%BF%BD.csv");
});

test("a derived name keeps the name and says what the file is", () => {
  expect(derivedName("SNI 2025.XLSX", "diperiksa", "xlsx")).toBe("SNI 2025-diperiksa.xlsx");
  expect(derivedName("sebenarnya csv.xlsx", "checked", "csv")).toBe("sebenarnya csv-checked.csv");
  expect(derivedName("v1.2", "ditolak", "csv")).toBe("v1.2-ditolak.csv");
});
