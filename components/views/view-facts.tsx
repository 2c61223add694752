import { useLocale, useTranslations } from "next-intl";
import { triggerKey } from "@/components/refresh-trigger";
import { VerifiedWords } from "@/components/views/verified-words";
import { NextRun } from "@/components/views/view-table";
import { formatBytes, formatDateTime, formatDuration, type Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import { VIEWS } from "@/lib/views/registry";
import type { ViewDetails } from "@/lib/views/types";

/** The numbers of a view, and how each is known. */
export function ViewFacts({ view }: { view: ViewDetails }) {
  const t = useTranslations("views");
  const triggers = useTranslations("freshness.trigger");
  const locale = useLocale() as Locale;
  const { sizes, changed } = view;
  return (
    <div className="space-y-6">
      <dl className="grid grid-cols-2 gap-x-8 gap-y-6 lg:grid-cols-4">
        <Hero name={t("columns.rows")} testId="rows">
          {view.exists && view.rows !== null ? formatInteger(view.rows, locale) : "–"}
        </Hero>
        <Hero
          name={t("columns.changed")}
          testId="changed"
          note={changed === null || !view.exists ? null : VIEWS[view.name].counts[locale]}
        >
          {!view.exists ? (
            "–"
          ) : changed === null ? (
            <span className="text-warn text-xl">{t("everything")}</span>
          ) : (
            formatInteger(changed, locale)
          )}
        </Hero>
        <Hero
          name={t("columns.size")}
          testId="size"
          note={
            view.exists
              ? t("sizes", { table: formatBytes(sizes.table, locale), indexes: formatBytes(sizes.indexes, locale) })
              : null
          }
        >
          {view.exists ? formatBytes(sizes.total, locale) : "–"}
        </Hero>
        <Hero name={t("columns.duration")} testId="duration" note={view.mode ? t(`modes.${view.mode}`) : null}>
          {view.durationMs === null ? "–" : formatDuration(view.durationMs, locale)}
        </Hero>
      </dl>
      <dl className="grid gap-x-8 gap-y-4 border-line border-t pt-4 sm:grid-cols-2 lg:grid-cols-4">
        <Fact name={t("columns.snapshot")}>
          {view.snapshotAt ? formatDateTime(view.snapshotAt, locale) : t("noSnapshot")}
          <Note>
            {view.snapshotAt ? t("snapshotBy", { who: view.by ?? triggers(triggerKey(view.trigger)) }) : null}
          </Note>
          <Note>{view.snapshotKnownBy ? t(`knownBy.${view.snapshotKnownBy}`) : t("knownBy.unknown")}</Note>
        </Fact>
        <Fact name={t("columns.verified")}>
          <VerifiedWords verified={view.verified} />
          <Note>{view.verified?.by ? t("verifiedBy", { who: view.verified.by }) : null}</Note>
        </Fact>
        <Fact name={t("columns.analysed")}>
          {view.analysedAt
            ? formatDateTime(view.analysedAt, locale)
            : t(view.analysed ? "analysedSometime" : "neverAnalysed")}
        </Fact>
        <Fact name={t("columns.next")}>
          <NextRun view={view} now={new Date()} />
        </Fact>
      </dl>
    </div>
  );
}

function Hero({
  name,
  testId,
  note,
  children,
}: {
  name: string;
  testId: string;
  note?: string | null;
  children: React.ReactNode;
}) {
  return (
    <div>
      <dt className="text-soft text-xs">{name}</dt>
      <dd className="font-semibold text-3xl tabular-nums leading-10 tracking-tight" data-fact={testId}>
        {children}
      </dd>
      {note ? <dd className="text-soft text-xs leading-4">{note}</dd> : null}
    </div>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-soft text-xs">{name}</dt>
      <dd className="tabular-nums">{children}</dd>
    </div>
  );
}

function Note({ children }: { children: React.ReactNode }) {
  return children ? <span className="block text-pretty text-soft text-xs leading-4">{children}</span> : null;
}
