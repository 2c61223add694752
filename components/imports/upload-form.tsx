"use client";

import { FileUp } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type DragEvent, useRef, useState, useTransition } from "react";
import { useErrorSentence } from "@/components/error-sentence";
import type { Failure } from "@/components/failure";
import { addFile, isLeaving, MAX_BYTES } from "@/components/imports/file-form";
import type { UploadAction } from "@/components/imports/types";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { formatBytes, type Locale } from "@/lib/format/locale";

/** Drop a file or pick one, and have it looked at: nothing is stored before somebody saw what it changes. */
export function UploadForm({ upload }: { upload: UploadAction }) {
  const t = useTranslations("upload");
  const sentence = useErrorSentence();
  const locale = useLocale() as Locale;
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [over, setOver] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [pending, start] = useTransition();
  const choose = (chosen: File | undefined) => {
    setFailure(null);
    setFile(chosen ?? null);
    if (chosen && chosen.size > MAX_BYTES)
      setFailure({ code: "FILE_TOO_LARGE", params: { sizeBytes: chosen.size, limitBytes: MAX_BYTES } });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    choose(event.dataTransfer.files[0]);
  };
  const submit = (form: FormData) => {
    if (!file) return;
    start(async () => {
      await addFile(form, file);
      const answer = await upload(form).catch(
        (error): Awaited<ReturnType<UploadAction>> =>
          isLeaving(error) ? { ok: true } : { ok: false, code: "INTERNAL" },
      );
      if (answer && !answer.ok) setFailure(answer);
    });
  };
  return (
    <form action={submit} className="max-w-3xl space-y-4">
      <label
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={`flex min-h-40 cursor-pointer flex-col items-center justify-center gap-2 rounded-lg border-2 border-dashed px-6 text-center transition-colors focus-within:outline-2 focus-within:outline-accent ${over ? "border-accent bg-accent-soft" : "border-line-strong hover:bg-sunken"}`}
      >
        <FileUp aria-hidden className="size-6 text-accent" strokeWidth={1.5} />
        <span className="font-medium">{file ? file.name : t("drop")}</span>
        <span className="text-soft">{file ? formatBytes(file.size, locale) : t("limits")}</span>
        <input
          ref={input}
          type="file"
          accept=".xlsx,.csv,.txt"
          className="sr-only"
          aria-label={t("choose")}
          onChange={(event) => choose(event.target.files?.[0])}
        />
      </label>
      <p className="text-soft">
        {t.rich("templates", {
          xlsx: (words) => (
            <a href="/imports/template.xlsx" download className="link">
              {words}
            </a>
          ),
          csv: (words) => (
            <a href="/imports/template.csv" download className="link">
              {words}
            </a>
          ),
        })}
      </p>
      <div aria-live="assertive">{failure ? <Notice kind="bad">{sentence(failure)}</Notice> : null}</div>
      <Button type="submit" pending={pending} disabled={!file || file.size > MAX_BYTES}>
        {pending
          ? t("sending")
          : file
            ? t("submitFile", { name: file.name.length > 40 ? `${file.name.slice(0, 37)}…` : file.name })
            : t("submit")}
      </Button>
    </form>
  );
}
