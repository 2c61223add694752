import { beforeEach, expect, test } from "vitest";
import { changeRole, createUser, listUsers, resetPassword, setDisabled } from "@/lib/auth/users";
import { prisma } from "@/lib/db/prisma";

beforeEach(async () => {
  await prisma.user.deleteMany();
});

const add = (name: string, role: "viewer" | "staff" | "admin") =>
  createUser({ name, role, email: `${name}@contoh.go.id` });

test("the last enabled admin can be neither demoted nor disabled", async () => {
  const ani = await add("ani", "admin");
  const budi = await add("budi", "admin");
  await setDisabled({ id: budi.id, disabled: true });
  await expect(setDisabled({ id: ani.id, disabled: true })).rejects.toMatchObject({ code: "LAST_ADMIN" });
  await expect(changeRole({ id: ani.id, role: "staff" })).rejects.toMatchObject({ code: "LAST_ADMIN" });
  expect(await listUsers()).toMatchObject([
    { id: ani.id, role: "admin", disabledAt: null },
    { id: budi.id, role: "admin" },
  ]);
  await setDisabled({ id: budi.id, disabled: false });
  await changeRole({ id: ani.id, role: "staff" });
});

test("ten admins who disable or demote each other at once leave exactly one", async () => {
  const admins = await Promise.all(Array.from({ length: 10 }, (_, n) => add(`admin${n}`, "admin")));
  const changes = await Promise.allSettled(
    admins.map(({ id }, n) => (n % 2 ? setDisabled({ id, disabled: true }) : changeRole({ id, role: "viewer" }))),
  );
  const refused = changes.filter((change) => change.status === "rejected");
  expect(refused).toHaveLength(1);
  expect(refused[0]?.reason).toMatchObject({ code: "LAST_ADMIN" });
  expect(await prisma.user.count({ where: { role: "admin", disabledAt: null } })).toBe(1);
});

test("an e-mail address belongs to one person, also when two are added at once", async () => {
  const both = await Promise.allSettled([add("ani", "viewer"), add("ani", "staff")]);
  expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
  const refused = both.find((one) => one.status === "rejected");
  expect(refused?.reason).toMatchObject({ code: "EMAIL_TAKEN" });
  expect(await prisma.account.count()).toBe(1);
});

test("what does not exist is not found", async () => {
  await add("ani", "admin");
  for (const change of [
    () => changeRole({ id: "nobody", role: "admin" }),
    () => setDisabled({ id: "nobody", disabled: false }),
    () => resetPassword({ id: "nobody" }),
  ]) {
    await expect(change()).rejects.toMatchObject({ code: "NOT_FOUND" });
  }
});
