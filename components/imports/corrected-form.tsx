"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useId, useState } from "react";
import type { Failure } from "@/components/failure";
import { addFile, isLeaving, MAX_BYTES } from "@/components/imports/file-form";
import type { UploadAction } from "@/components/imports/types";
import { ActFailure } from "@/components/imports/use-act";
import { Button } from "@/components/ui/button";
import { inputClass } from "@/components/ui/field";
import { formatBytes, type Locale } from "@/lib/format/locale";

/** Brings the corrected file in, in place of the one before: this import goes on with it, with the same choices. */
export function CorrectedForm({ importId, upload }: { importId: number; upload: UploadAction }) {
  const t = useTranslations("wizard");
  const locale = useLocale() as Locale;
  const router = useRouter();
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const choose = (chosen: File | null) => {
    setFile(chosen);
    setFailure(
      chosen && chosen.size > MAX_BYTES
        ? { code: "FILE_TOO_LARGE", params: { sizeBytes: chosen.size, limitBytes: MAX_BYTES } }
        : null,
    );
  };
  const send = async () => {
    if (!file) return;
    setPending(true);
    try {
      const form = new FormData();
      form.set("importId", String(importId));
      await addFile(form, file);
      const answer = await upload(form);
      if (answer && !answer.ok) setFailure(answer);
      else router.refresh();
    } catch (error) {
      // Else the request did not reach the portal, or its answer did not come back.
      if (!isLeaving(error)) setFailure({ code: "INTERNAL" });
    } finally {
      setPending(false);
    }
  };
  return (
    <form
      className="max-w-xl space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="font-medium">
          {t("corrected.label")}
        </label>
        <input
          id={id}
          type="file"
          accept=".xlsx,.csv,.txt"
          aria-describedby={`${id}-hint`}
          className={inputClass}
          onChange={(event) => choose(event.target.files?.[0] ?? null)}
        />
        <p id={`${id}-hint`} className="text-soft text-xs leading-4">
          {file ? formatBytes(file.size, locale) : t("corrected.hint")}
        </p>
      </div>
      <ActFailure failure={failure} />
      <Button type="submit" look="plain" pending={pending} disabled={!file || file.size > MAX_BYTES}>
        {t("corrected.submit")}
      </Button>
    </form>
  );
}
