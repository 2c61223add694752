import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Folded } from "@/components/views/folded";
import { ScrollBox } from "@/components/views/scroll-box";
import type { Locale } from "@/lib/format/locale";
import { VIEWS, viewNames } from "@/lib/views/registry";
import type { ViewDetails } from "@/lib/views/types";

/** What the view is derived from, and its definition folded away. */
export function OriginSection({ view }: { view: Pick<ViewDetails, "name" | "dependsOn" | "definition"> }) {
  const t = useTranslations("views");
  const locale = useLocale() as Locale;
  return (
    <section aria-labelledby="origin" className="space-y-3 border-line border-t pt-6">
      <h2 id="origin">{t("origin.title")}</h2>
      <ul className="flex flex-wrap gap-x-6 gap-y-1">
        {view.dependsOn.map((relation) => {
          const upstream = viewNames().find((name) => name === relation);
          return (
            <li key={relation} className="break-all font-mono text-[0.8125rem]">
              {upstream ? (
                <Link
                  prefetch={false}
                  href={`/views/${upstream}`}
                  className="link"
                  title={VIEWS[upstream].label[locale]}
                >
                  {relation}
                </Link>
              ) : (
                relation
              )}
            </li>
          );
        })}
      </ul>
      <Folded title={t("origin.definition", { file: `prisma/views/${view.name}.sql` })}>
        <ScrollBox label={t("origin.definition", { file: view.name })}>
          <pre className="font-mono text-xs leading-5">{view.definition}</pre>
        </ScrollBox>
      </Folded>
    </section>
  );
}
