import { beforeEach, expect, test } from "vitest";
import { createSetupLink, ensureAdminFromEnv, isSetupLinkValid, redeemSetupLink } from "@/lib/auth/setup";
import { prisma } from "@/lib/db/prisma";

beforeEach(async () => {
  await prisma.user.deleteMany();
  await prisma.setupToken.deleteMany();
  delete process.env.ADMIN_EMAIL;
  delete process.env.ADMIN_PASSWORD;
});

async function newLinkToken(): Promise<string> {
  const link = await createSetupLink("http://127.0.0.1:3000");
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:3000\/setup\?token=[\w-]{43}$/);
  return new URL(link ?? "").searchParams.get("token") ?? "";
}

const redeem = (token: string, n = 0) =>
  redeemSetupLink({ token, name: `Admin ${n}`, email: `admin${n}@contoh.go.id`, password: "kata sandi panjang" });

test("twenty uses of the link at once make exactly one admin", async () => {
  const token = await newLinkToken();
  const uses = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => redeem(token, n)));
  expect(uses.filter((use) => use.status === "fulfilled")).toHaveLength(1);
  for (const use of uses) {
    if (use.status === "rejected") expect(use.reason).toMatchObject({ code: "SETUP_LINK_INVALID" });
  }
  expect(await prisma.user.findMany({ select: { role: true } })).toEqual([{ role: "admin" }]);
  expect(await prisma.account.count()).toBe(1);
});

test("the table keeps only the hash of the token", async () => {
  const token = await newLinkToken();
  const rows = await prisma.$queryRaw<{ line: string }[]>`SELECT setup_token::text AS line FROM setup_token`;
  expect(rows).toHaveLength(1);
  expect(rows[0]?.line).not.toContain(token);
});

test("a new link replaces the old one, and an expired one is refused", async () => {
  const old = await newLinkToken();
  const token = await newLinkToken();
  expect(await isSetupLinkValid(old)).toBe(false);
  await expect(redeem(old)).rejects.toMatchObject({ code: "SETUP_LINK_INVALID" });
  expect(await isSetupLinkValid(token)).toBe(true);
  await prisma.setupToken.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } });
  await expect(redeem(token)).rejects.toMatchObject({ code: "SETUP_LINK_INVALID" });
});

test("no link is made, and none works, while there is an admin", async () => {
  const token = await newLinkToken();
  const second = await prisma.setupToken.findFirstOrThrow();
  await redeem(token);
  expect(await createSetupLink("http://127.0.0.1:3000")).toBeNull();
  await prisma.setupToken.create({ data: second });
  await expect(redeem(token, 1)).rejects.toMatchObject({ code: "SETUP_LINK_INVALID" });
});

test("a disabled admin is none: the link works again", async () => {
  await redeem(await newLinkToken());
  await prisma.user.updateMany({ data: { disabledAt: new Date() } });
  await redeem(await newLinkToken(), 1);
  expect(await prisma.user.count()).toBe(2);
});

test("ADMIN_EMAIL and ADMIN_PASSWORD make the first admin once, however many starts there are", async () => {
  expect(await ensureAdminFromEnv()).toBe(false);
  process.env.ADMIN_EMAIL = "Admin@Contoh.go.id";
  process.env.ADMIN_PASSWORD = "kata sandi panjang";
  const starts = await Promise.all(Array.from({ length: 5 }, () => ensureAdminFromEnv()));
  expect(starts.filter(Boolean)).toHaveLength(1);
  expect(await prisma.user.findMany({ select: { email: true, role: true } })).toEqual([
    { email: "admin@contoh.go.id", role: "admin" },
  ]);
});
