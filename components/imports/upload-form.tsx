"use client";

import { FileUp } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type DragEvent, useRef, useState, useTransition } from "react";
import type { Failure } from "@/components/failure";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { formatBytes, type Locale } from "@/lib/format/locale";

const MAX_BYTES = 50 * 2 ** 20;
const FORMATS = ["", "comma", "point"] as const;

type UploadAction = (form: FormData) => Promise<({ ok: false } & Failure) | { ok: true }>;

/** Drop a file or pick one, say how its numbers are written if the file itself does not show it, and import it. */
export function UploadForm({ upload }: { upload: UploadAction }) {
  const t = useTranslations("upload");
  const errors = useTranslations("errors");
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
      form.set("file", file);
      form.set("uploadKey", newKey());
      form.set("sizeBytes", String(file.size));
      form.set("sha256", await sha256(file));
      const answer = await upload(form).catch((): { ok: false } & Failure => ({ ok: false, code: "INTERNAL" }));
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
      <fieldset className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <legend className="mb-1 font-medium">{t("numberFormat")}</legend>
        {FORMATS.map((format) => (
          <label key={format} className="flex items-center gap-2">
            <input
              type="radio"
              name="numberFormat"
              value={format}
              defaultChecked={format === ""}
              className="accent-accent"
            />
            {t(`formats.${format || "auto"}`)}
          </label>
        ))}
      </fieldset>
      <div aria-live="assertive">
        {failure ? (
          <Notice kind="bad">{errors(failure.code, { ...failure.params, errorId: failure.errorId ?? "–" })}</Notice>
        ) : null}
      </div>
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

/** randomUUID and subtle exist on https and localhost only. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = hexOf(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

async function sha256(file: File): Promise<string> {
  if (!crypto.subtle) return "";
  return hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer())));
}

const hexOf = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
