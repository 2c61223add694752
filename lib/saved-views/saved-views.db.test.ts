import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import type { Role } from "@/lib/auth/roles";
import { prisma } from "@/lib/db/prisma";
import { tableSpec } from "@/lib/table/spec";
import { removeView, renameView, replaceView, saveView, shareView, unshareView } from "./change";
import { listSavedViews } from "./list";

const jobs = tableSpec({
  name: "jobs",
  relation: "jobs",
  key: "id",
  columns: { kode: { kind: "code", sortBy: "kode" } },
  filters: {
    q: { kind: "search", code: "kode", text: "nama", formerly: [] },
    sumber: { kind: "option", column: "sumber" },
  },
  tieBreak: ["kode"],
  defaultSort: { column: "kode", direction: "asc" },
  pageSizes: [50, 100],
});
const others = tableSpec({ ...jobs, name: "others" });

type Somebody = { id: string; role: Role };
let viewer: Somebody;
let staff: Somebody;
let colleague: Somebody;
let admin: Somebody;

beforeEach(async () => {
  await prisma.user.deleteMany();
  const make = async (name: string, role: Role) => {
    const id = randomUUID();
    await prisma.user.create({ data: { id, name, email: `${name}@contoh.go.id`, role } });
    return { id, role };
  };
  viewer = await make("vina", "viewer");
  staff = await make("sari", "staff");
  colleague = await make("tono", "staff");
  admin = await make("adi", "admin");
});

const save = (person: Somebody, name: string, search = "?q=beton") => saveView(jobs, person, { name, search });
const names = async (person: Somebody) => (await listSavedViews(jobs, person)).map(({ name }) => name);
const shared = async (person: Somebody, name: string) => {
  const view = await save(person, name);
  await shareView(jobs, person, view);
  return view;
};

describe("a saved view", () => {
  test("is listed with what the table reads in its URL, never with what came", async () => {
    await save(staff, "Beton", "?sumber=B&sumber=A&q=+beton+&last=1&size=7&onclick=x&sort=nothing");
    expect(await prisma.savedView.findMany({ select: { query: true } })).toEqual([
      { query: "?q=beton&sumber=A&sumber=B" },
    ]);
    expect(await listSavedViews(jobs, staff)).toEqual([
      {
        id: expect.any(Number),
        name: "Beton",
        search: "?q=beton&sumber=A&sumber=B",
        shared: false,
        own: true,
        by: "sari",
      },
    ]);
  });

  test("stays usable after the table has lost a filter that it uses", async () => {
    await save(staff, "Lama");
    await prisma.savedView.updateMany({ data: { query: "?gone=1&q=beton" } });
    expect(await listSavedViews(jobs, staff)).toMatchObject([{ search: "?q=beton" }]);
  });

  test("belongs to one table", async () => {
    const { id } = await save(staff, "Beton");
    await saveView(others, staff, { name: "Beton", search: "" });
    expect(await listSavedViews(others, staff)).toMatchObject([{ name: "Beton", search: "" }]);
    await expect(removeView(others, staff, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("is seen by its owner alone until it is shared, then by everybody with the owner's name", async () => {
    const view = await save(staff, "Beton");
    expect(await names(staff)).toEqual(["Beton"]);
    expect(await names(admin)).toEqual([]);
    await shareView(jobs, staff, view);
    expect(await listSavedViews(jobs, viewer)).toMatchObject([{ name: "Beton", own: false, shared: true, by: "sari" }]);
    await unshareView(jobs, staff, view);
    expect(await names(viewer)).toEqual([]);
  });

  test("goes with the person", async () => {
    await shared(staff, "Beton");
    await save(viewer, "Pasir");
    await prisma.user.delete({ where: { id: staff.id } });
    expect(await names(viewer)).toEqual(["Pasir"]);
    expect(await prisma.savedView.count()).toBe(1);
  });
});

describe("names", () => {
  test("are taken once per person, whatever their case, also when two are saved at once", async () => {
    const both = await Promise.allSettled([save(staff, "Galian"), save(staff, "GALIAN"), save(colleague, "galian")]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "SAVED_VIEW_NAME_TAKEN" },
    });
    expect(await names(colleague)).toEqual(["galian"]);
  });

  test("may change their case, and not become another of the person's", async () => {
    const { id } = await save(staff, "beton");
    await save(staff, "pasir");
    await renameView(jobs, staff, { id, name: "Beton" });
    await expect(renameView(jobs, staff, { id, name: "Pasir" })).rejects.toMatchObject({
      code: "SAVED_VIEW_NAME_TAKEN",
      params: { name: "Pasir" },
    });
    expect(await names(staff)).toEqual(["Beton", "pasir"]);
  });
});

describe("limits", () => {
  test("a person has at most 100, also when they are saved at once", async () => {
    await prisma.savedView.createMany({
      data: Array.from({ length: 98 }, (_, n) => ({ owner: staff.id, tableName: "jobs", name: `n${n}`, query: "" })),
    });
    const tried = await Promise.allSettled(["a", "b", "c", "d"].map((name) => save(staff, name)));
    expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    expect(tried.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "SAVED_VIEW_LIMIT", params: { limit: 100 } },
    });
    await save(colleague, "a");
  });

  test("what is too long is refused and changes nothing", async () => {
    const view = await save(staff, "Beton");
    const search = `?${Array.from({ length: 100 }, (_, n) => `sumber=${"x".repeat(60)}${n}`).join("&")}`;
    await expect(save(staff, "Panjang", search)).rejects.toMatchObject({ code: "SAVED_VIEW_TOO_LONG" });
    await expect(replaceView(jobs, staff, { ...view, search })).rejects.toMatchObject({ code: "SAVED_VIEW_TOO_LONG" });
    expect(await listSavedViews(jobs, staff)).toMatchObject([{ name: "Beton", search: "?q=beton" }]);
  });
});

describe("rights", () => {
  const CHANGES = {
    rename: (person: Somebody, id: number) => renameView(jobs, person, { id, name: "Baru" }),
    replace: (person: Somebody, id: number) => replaceView(jobs, person, { id, search: "?q=baru" }),
    share: (person: Somebody, id: number) => shareView(jobs, person, { id }),
    unshare: (person: Somebody, id: number) => unshareView(jobs, person, { id }),
    remove: (person: Somebody, id: number) => removeView(jobs, person, { id }),
  };
  const answers = async (person: Somebody, id: number) =>
    Object.fromEntries(
      await Promise.all(
        Object.entries(CHANGES).map(async ([name, change]) => [
          name,
          await change(person, id).then(
            () => "done",
            ({ code }) => code,
          ),
        ]),
      ),
    );
  const NONE = {
    rename: "NOT_FOUND",
    replace: "NOT_FOUND",
    share: "NOT_FOUND",
    unshare: "NOT_FOUND",
    remove: "NOT_FOUND",
  };
  const REFUSED = {
    rename: "FORBIDDEN",
    replace: "FORBIDDEN",
    share: "FORBIDDEN",
    unshare: "FORBIDDEN",
    remove: "FORBIDDEN",
  };
  const state = () => prisma.savedView.findMany({ orderBy: { id: "asc" } });

  test("nobody else's private view exists for anybody, an admin included", async () => {
    const { id } = await save(staff, "Beton");
    const before = await state();
    for (const person of [viewer, colleague, admin]) expect(await answers(person, id)).toEqual(NONE);
    expect(await answers(staff, 2_147_483_647)).toEqual(NONE);
    expect(await state()).toEqual(before);
  });

  test("a shared view is changed by nobody but its owner", async () => {
    const { id } = await shared(staff, "Beton");
    const before = await state();
    for (const person of [viewer, colleague]) expect(await answers(person, id)).toEqual(REFUSED);
    for (const change of [CHANGES.rename, CHANGES.replace, CHANGES.share])
      await expect(change(admin, id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await state()).toEqual(before);
  });

  test("an admin takes a shared view back, or away", async () => {
    const first = await shared(staff, "Beton");
    const second = await shared(staff, "Pasir");
    await CHANGES.unshare(admin, first.id);
    await CHANGES.remove(admin, second.id);
    expect(await names(staff)).toEqual(["Beton"]);
    expect(await names(admin)).toEqual([]);
  });

  test("a viewer has their own and cannot share them", async () => {
    const { id } = await save(viewer, "Beton");
    await expect(CHANGES.share(viewer, id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await CHANGES.rename(viewer, id);
    await CHANGES.replace(viewer, id);
    expect(await listSavedViews(jobs, viewer)).toMatchObject([{ name: "Baru", search: "?q=baru", shared: false }]);
    await CHANGES.remove(viewer, id);
    expect(await names(viewer)).toEqual([]);
  });

  test("who is no longer staff takes back what they share, and does not change it for everybody", async () => {
    const { id } = await shared(staff, "Beton");
    const former = { ...staff, role: "viewer" as const };
    for (const change of [CHANGES.rename, CHANGES.replace, CHANGES.share])
      await expect(change(former, id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await CHANGES.unshare(former, id);
    await CHANGES.rename(former, id);
    expect(await names(former)).toEqual(["Baru"]);
  });
});
