import { expect, test } from "vitest";
import { logLine } from "@/lib/log";

const at = new Date("2026-11-21T00:00:00Z");
const line = (fields: Record<string, unknown>) => logLine(at, "info", "event", fields);

test("an event is one line of JSON, and its head cannot be replaced", () => {
  expect(line({ count: 2 })).toBe('{"at":"2026-11-21T00:00:00.000Z","level":"info","event":"event","count":2}');
  expect(JSON.parse(line({ event: "forged", level: "none" }))).toMatchObject({ event: "event", level: "info" });
});

test("control characters are escaped, and read back unchanged", () => {
  const hostile = 'sheet\n{"event":"forged"}\r\u001b[2J\u0000\u007f\u009b\u2028\u202e';
  const written = line({ hostile });
  expect(written).toMatch(/^[\u0020-\u007e]*$/);
  expect(JSON.parse(written).hostile).toBe(hostile);
});

test("no secret is written: by its name, in a connection URL, in a set-up link", () => {
  const written = line({
    password: "kata sandi",
    nested: { sessionToken: "abc", Cookie: "def" },
    url: "postgresql://portal:hunter2@127.0.0.1:5432/portal",
    link: "http://127.0.0.1:3000/setup?token=wxyz",
    error: new Error("cannot reach postgresql://portal:hunter2@db/portal"),
  });
  expect(written).not.toMatch(/kata sandi|abc|def|hunter2|wxyz/);
});

test("an error keeps what helps to find it, also what caused it", () => {
  const cause = Object.assign(new Error("inner"), { code: "57014" });
  expect(JSON.parse(line({ error: new Error("outer", { cause }) })).error).toMatchObject({
    name: "Error",
    message: "outer",
    stack: expect.stringContaining("log.test.ts"),
    cause: { message: "inner", code: "57014" },
  });
});

test("values that JSON cannot hold do not break the line", () => {
  const circular: Record<string, unknown> = { size: 12n };
  circular.self = circular;
  expect(JSON.parse(line({ circular }))).toMatchObject({ circular: { size: "12" } });
});
