"use server";

import { randomUUID } from "node:crypto";
import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "@/lib/action";
import { receiveUpload } from "@/lib/imports/receive";
import { enqueueImport } from "@/lib/imports/run";
import { sampleFile } from "@/lib/sample/generate";

const SAMPLE = { ahsp: 5000, rincian: 15000 };

/**
 * Takes a file in: its bytes are stored, and the import runs on whether the browser stays or not. The browser says
 * what it sent (size, and sha256 where it can), so a body that was cut on its way is noticed.
 */
export const uploadFile = action(
  {
    name: "imports.upload",
    role: "staff",
    input: z.object({
      file: z.instanceof(File),
      uploadKey: z.uuid(),
      numberFormat: z.enum(["", "comma", "point"]),
      sizeBytes: z.coerce.number().int().min(0),
      sha256: z.union([z.literal(""), z.string().regex(/^[0-9a-f]{64}$/)]),
    }),
  },
  async ({ file, uploadKey, numberFormat, sizeBytes, sha256 }, { person }) => {
    const id = await receiveUpload({
      bytes: Buffer.from(await file.arrayBuffer()),
      fileName: file.name,
      uploadKey,
      numberFormat: numberFormat || null,
      via: "portal",
      actor: person.id,
      declared: { sizeBytes, sha256: sha256 || null },
    });
    enqueueImport(id);
    redirect(`/imports/${id}`);
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
      numberFormat: null,
      via: "sample",
      actor: person.id,
    });
    enqueueImport(id);
    redirect(`/imports/${id}`);
  },
);
