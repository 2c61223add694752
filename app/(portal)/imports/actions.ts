"use server";

import { randomUUID } from "node:crypto";
import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "@/lib/action";
import { ENCODINGS, LAYOUTS } from "@/lib/imports/choices";
import { readImport } from "@/lib/imports/history";
import * as open from "@/lib/imports/open";
import { ownImport } from "@/lib/imports/owner";
import { forgetProfile } from "@/lib/imports/profiles";
import { receiveCorrected, receiveUpload } from "@/lib/imports/receive";
import { enqueueImport } from "@/lib/imports/run";
import { FIELDS } from "@/lib/imports/types";
import { sampleFile } from "@/lib/sample/generate";

const SAMPLE = { ahsp: 5000, rincian: 15000 };

const importId = z.coerce.number().int().min(1).max(2_147_483_647);
/** The browser says what it sent (size, and sha256 where it can), so a body that was cut on its way is noticed. */
const sentFile = {
  file: z.instanceof(File),
  sizeBytes: z.coerce.number().int().min(0),
  sha256: z.union([z.literal(""), z.string().regex(/^[0-9a-f]{64}$/)]),
};
const text = z.string().trim().min(1).max(200);
const kolom = z.string().regex(/^[A-Z]{1,3}$/);
const choices = z.object({
  sheet: z.string().max(200).nullable(),
  headerRow: z.int().min(1).max(1_048_576).nullable(),
  layout: z.enum(LAYOUTS).nullable(),
  encoding: z.enum(ENCODINGS).nullable(),
  columns: z.partialRecord(z.enum(FIELDS), kolom.nullable()),
  constants: z.partialRecord(z.enum(FIELDS), text),
  rules: z
    .array(z.object({ prefix: text, klasifikasi: text.nullable(), sub_klasifikasi: text.nullable() }))
    .max(200)
    .nullable(),
  numberFormat: z.enum(["comma", "point", "stored"]).nullable(),
});

/** Takes a file in: its bytes are stored, then it is read, checked and compared, whether the browser stays or not. */
export const uploadFile = action(
  {
    name: "imports.upload",
    role: "staff",
    input: z.object({ ...sentFile, uploadKey: z.uuid(), numberFormat: z.enum(["", "comma", "point"]).default("") }),
  },
  async ({ file, uploadKey, numberFormat, sizeBytes, sha256 }, { person }) => {
    const id = await receiveUpload({
      bytes: Buffer.from(await file.arrayBuffer()),
      fileName: file.name,
      uploadKey,
      choices: numberFormat ? { numberFormat } : {},
      goal: "plan",
      via: "portal",
      actor: person.id,
      declared: { sizeBytes, sha256: sha256 || null },
    });
    enqueueImport(id);
    redirect(`/imports/${id}`);
  },
);

/** A corrected file, or corrected rows of it, continue the import; the choices stay. What that changed is shown next. */
export const uploadCorrected = action(
  { name: "imports.correct", role: "staff", input: z.object({ importId, ...sentFile }) },
  async ({ importId: id, file, sizeBytes, sha256 }, { person }) => {
    await ownImport(id, person);
    const bytes = Buffer.from(await file.arrayBuffer());
    await receiveCorrected(id, { bytes, fileName: file.name, declared: { sizeBytes, sha256: sha256 || null } });
    enqueueImport(id);
    redirect(`/imports/${id}/check`);
  },
);

/** How the file is to be read. */
export const chooseColumns = action(
  { name: "imports.columns", role: "staff", input: z.object({ importId, choices }) },
  async (input, { person }) => {
    await ownImport(input.importId, person);
    await open.chooseColumns(input.importId, input.choices);
    enqueueImport(input.importId);
    return { chosen: true };
  },
);

/** Reads the file without the saved mapping, and forgets that mapping for everybody when asked to. */
export const leaveProfile = action(
  { name: "imports.profile", role: "staff", input: z.object({ importId, forget: z.boolean() }) },
  async (input, { person }) => {
    await ownImport(input.importId, person);
    const signature = (await readImport(input.importId))?.profile?.signature;
    if (input.forget && signature) await forgetProfile(signature, person);
    await open.readWithoutProfile(input.importId);
    enqueueImport(input.importId);
    return { left: true };
  },
);

/** What suspect cells mean. */
export const decideSuspects = action(
  {
    name: "imports.suspects",
    role: "staff",
    input: z.object({
      importId,
      decision: z.union([
        z.enum(["recommended-high", "keep-all"]),
        z.object({
          choices: z
            .array(z.object({ baris: z.int().min(1).max(1_048_576), value: z.string().max(40).nullable() }))
            .min(1)
            .max(10_000),
        }),
      ]),
    }),
  },
  async (input, { person }) => {
    await ownImport(input.importId, person);
    const decided = await open.decideSuspects(input.importId, input.decision, person.id);
    if (decided > 0) enqueueImport(input.importId);
    return { decided };
  },
);

/** Which rows are wanted; compares again. */
export const planImport = action(
  {
    name: "imports.plan",
    role: "staff",
    input: z.object({ importId, onlyGoodRows: z.boolean(), removeMissing: z.boolean() }),
  },
  async ({ importId: id, ...options }, { person }) => {
    await ownImport(id, person);
    await open.choosePlan(id, options);
    enqueueImport(id);
    return { planned: true };
  },
);

/** Commits what was planned, in the background; the same key again does nothing. */
export const commitImport = action(
  { name: "imports.commit", role: "staff", input: z.object({ importId, commitKey: z.uuid() }) },
  async (input, { person }) => {
    await ownImport(input.importId, person);
    await open.commitImport(input.importId, input.commitKey);
    enqueueImport(input.importId);
    return { committing: true };
  },
);

/** Ends an open import without any change. */
export const discardImport = action(
  { name: "imports.discard", role: "staff", input: z.object({ importId }) },
  async (input, { person }) => {
    await ownImport(input.importId, person);
    await open.discardImport(input.importId);
    return { discarded: true };
  },
);

/** Opens the taking back of a committed import: one's own, or, for admins, anyone's. */
export const revertImport = action(
  { name: "imports.revert", role: "staff", input: z.object({ importId }) },
  async (input, { person }) => {
    await ownImport(input.importId, person);
    const id = await open.openRevert(input.importId, { actor: person.id, goal: "plan" });
    enqueueImport(id);
    return { importId: id };
  },
);

/** Sample data for whoever has no file yet; it goes through the same import and says "Contoh" in its sumber. */
export const importSample = action(
  { name: "imports.sample", role: "staff", input: z.object({}) },
  async (_, { person }) => {
    const id = await receiveUpload({
      bytes: sampleFile(SAMPLE),
      fileName: `contoh-data-${SAMPLE.ahsp}x${SAMPLE.rincian}.csv`,
      uploadKey: randomUUID(),
      choices: {},
      goal: "commit",
      via: "sample",
      actor: person.id,
    });
    enqueueImport(id);
    redirect(`/imports/${id}`);
  },
);
