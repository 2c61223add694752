import { useTranslations } from "next-intl";
import type { Encoding } from "@/lib/imports/choices";
import type { EncodingSample } from "@/lib/imports/session";

/** Lines of the file with letters beyond ASCII, as they are in the encoding that is chosen; in each that it can be while none is. */
export function EncodingSamples({ encodings, chosen }: { encodings: EncodingSample[]; chosen: Encoding | null }) {
  const t = useTranslations("columns");
  const shown = chosen ? encodings.filter(({ encoding }) => encoding === chosen) : encodings;
  return (
    <section aria-live="polite" data-testid="encodings" className="max-w-5xl space-y-3">
      <h3 className="font-medium">{t("letters.title")}</h3>
      {chosen && shown.length === 0 ? (
        <p className="text-bad">{t("letters.impossible", { encoding: t(`encodings.${chosen}`) })}</p>
      ) : null}
      {shown.map(({ encoding, lines }) => (
        <figure key={encoding} className="space-y-1">
          <figcaption className="text-soft text-xs">
            {t(chosen ? "letters.as" : "letters.wouldBe", { encoding: t(`encodings.${encoding}`) })}
          </figcaption>
          <ol className="divide-y divide-line overflow-hidden rounded-md border border-line bg-sunken font-mono text-[0.8125rem] leading-5">
            {lines.map(({ baris, text }) => (
              <li key={baris} className="flex gap-3 px-3 py-1.5">
                <span className="w-10 shrink-0 text-right text-soft tabular-nums">{baris}</span>
                <span className="wrap-anywhere min-w-0">{text}</span>
              </li>
            ))}
          </ol>
        </figure>
      ))}
    </section>
  );
}
