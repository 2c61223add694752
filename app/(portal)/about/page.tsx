import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requirePerson } from "@/lib/auth/session";
import packageJson from "@/package.json";

const TERMS = ["ahsp", "rincian", "koefisien", "satuan", "sumber", "klasifikasi", "snapshot"] as const;
const KATEGORI = ["TK", "BHN", "ALT", "LAIN"] as const;
const ANOMALIES = ["zeroCoef", "missingUnit"] as const;
type Word = (typeof TERMS | typeof KATEGORI | typeof ANOMALIES)[number];
const ORIGIN = ["originFile", "originView", "originStale", "originExact"] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("about"))("title") };
}

/** What the portal is and what its words mean: no data. */
export default async function AboutPage() {
  await requirePerson();
  const t = await getTranslations("about");
  const words = (keys: readonly Word[]) => (
    <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-[12rem_1fr]">
      {keys.map((key) => (
        <div key={key} className="contents">
          <dt className="font-medium">{t(`${key}.name`)}</dt>
          <dd className="-mt-3 text-pretty text-soft sm:mt-0">{t(`${key}.meaning`)}</dd>
        </div>
      ))}
    </dl>
  );
  const section = (key: "terms" | "kategori" | "anomalies" | "origin", content: React.ReactNode) => (
    <section aria-labelledby={key} className="space-y-4 border-line border-t pt-6">
      <h2 id={key}>{t(key)}</h2>
      {content}
    </section>
  );
  return (
    <div className="flex flex-col gap-6 px-4 py-6 sm:px-8">
      <div className="flex max-w-3xl flex-col gap-6">
        <header className="space-y-2">
          <h1>{t("title")}</h1>
          <p className="text-pretty text-soft">{t("intro")}</p>
        </header>
        {section("terms", words(TERMS))}
        {section("kategori", words(KATEGORI))}
        {section("anomalies", words(ANOMALIES))}
        {section(
          "origin",
          ORIGIN.map((key) => (
            <p key={key} className="text-pretty text-soft">
              {t(key)}
            </p>
          )),
        )}
        <p className="border-line border-t pt-6 text-soft tabular-nums">
          {t("version", { version: packageJson.version })}
        </p>
      </div>
    </div>
  );
}
