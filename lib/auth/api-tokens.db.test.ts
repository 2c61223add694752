import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { createApiToken, listApiTokens, programOfToken, revokeApiToken } from "@/lib/auth/api-tokens";
import { createUser } from "@/lib/auth/users";
import { pool } from "@/lib/db/pool";
import { prisma } from "@/lib/db/prisma";

let admin: string;

beforeAll(async () => {
  admin = (await createUser({ name: "Admin", email: "admin@contoh.go.id", role: "admin" })).id;
});

describe("an API token", () => {
  test("is 256 random bits after its prefix, and only its hash is kept anywhere", async () => {
    const { id, token } = await createApiToken({ name: "Dasbor", by: admin });
    expect(token).toMatch(/^ahsp_[A-Za-z0-9_-]{43}$/);
    const { rows } = await pool().query("SELECT to_jsonb(t)::text AS row, token_hash FROM api_tokens t WHERE id = $1", [
      id,
    ]);
    expect(rows[0].token_hash).toBe(createHash("sha256").update(token).digest("hex"));
    expect(rows[0].row).not.toContain(token.slice(5));
    const [row] = await listApiTokens();
    expect(row).toEqual({
      ...{ id, name: "Dasbor", createdBy: "Admin", createdAt: expect.any(Date), lastUsedAt: null, revokedAt: null },
    });
    expect(Object.keys(row ?? {})).not.toContain("tokenHash");
    expect((await createApiToken({ name: "Dasbor", by: admin })).token).not.toBe(token);
  });

  test("tells the program until it is revoked, and nothing else does", async () => {
    const { id, token } = await createApiToken({ name: "Laporan", by: admin });
    expect(await programOfToken(token)).toEqual({ tokenId: id, name: "Laporan" });
    const hash = createHash("sha256").update(token).digest("hex");
    for (const wrong of ["", "ahsp_", token.slice(5), `${token}x`, token.toUpperCase(), hash, "\0", "x".repeat(9000)])
      expect(await programOfToken(wrong), wrong.slice(0, 60)).toBeNull();
    await revokeApiToken({ id });
    expect(await programOfToken(token)).toBeNull();
    const revokedAt = (await listApiTokens()).find((one) => one.id === id)?.revokedAt;
    await revokeApiToken({ id });
    expect((await listApiTokens()).find((one) => one.id === id)?.revokedAt).toEqual(revokedAt);
    await expect(revokeApiToken({ id: 999_999 })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("has its last use written down at most once a minute", async () => {
    const { id, token } = await createApiToken({ name: "Sering", by: admin });
    const start = new Date("2026-11-21T07:00:00.000Z");
    const at = (seconds: number) => new Date(start.getTime() + seconds * 1000);
    const usedAt = async (seconds: number) => {
      await Promise.all(Array.from({ length: 5 }, () => programOfToken(token, at(seconds))));
      return (await prisma.apiToken.findUniqueOrThrow({ where: { id } })).lastUsedAt;
    };
    expect(await usedAt(0)).toEqual(at(0));
    expect(await usedAt(59)).toEqual(at(0));
    expect(await usedAt(61)).toEqual(at(61));
    expect(await usedAt(120)).toEqual(at(61));
  });

  test("stays when the person who made it goes", async () => {
    const { id } = await createUser({ name: "Sementara", email: "sementara@contoh.go.id", role: "admin" });
    const { token } = await createApiToken({ name: "Yatim", by: id });
    await prisma.user.delete({ where: { id } });
    expect(await programOfToken(token)).toMatchObject({ name: "Yatim" });
    expect((await listApiTokens())[0]).toMatchObject({ name: "Yatim", createdBy: null });
  });
});
