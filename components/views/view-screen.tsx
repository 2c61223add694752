import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";
import { HistorySection } from "@/components/views/history-section";
import { IndexSection } from "@/components/views/index-section";
import { OriginSection } from "@/components/views/origin-section";
import { PlanSection } from "@/components/views/plan-section";
import { RunningRefresh } from "@/components/views/running-refresh";
import { ScheduleEditor } from "@/components/views/schedule-editor";
import { ScheduleSection } from "@/components/views/schedule-section";
import { BreakableName } from "@/components/views/scroll-box";
import { StateBadge } from "@/components/views/state-badge";
import type { ViewActions } from "@/components/views/types";
import { ViewControls } from "@/components/views/view-controls";
import { ViewFacts } from "@/components/views/view-facts";
import { type Role, roleAtLeast } from "@/lib/auth/roles";
import { formatDateTime, type Locale } from "@/lib/format/locale";
import { VIEWS, type ViewName } from "@/lib/views/registry";
import type { ViewDetails } from "@/lib/views/types";

/** Everything about one view, and what the person may do to it. */
export function ViewScreen({ view, role, actions }: { view: ViewDetails; role: Role; actions: ViewActions }) {
  const admin = roleAtLeast(role, "admin");
  return (
    <>
      <Notices view={view} />
      <RunningRefresh view={view.name} refresh={view.runningRefresh} role={role} actions={actions} />
      <ViewFacts view={view} />
      <ViewControls
        view={{ name: view.name, exists: view.exists, populated: view.populated, off: view.off }}
        role={role}
        actions={actions}
      />
      <ScheduleSection
        view={view}
        editor={admin ? <ScheduleEditor view={view.name} schedule={view.schedule} actions={actions} /> : null}
      />
      <HistorySection history={view.history} />
      <IndexSection view={view.name} indexes={view.indexes} actions={admin && view.exists ? actions : null} />
      <PlanSection plan={view.plan} />
      <OriginSection view={view} />
    </>
  );
}

/** Which view this is. @param props.view null: its state could not be read */
export function ViewHeader({ name, view }: { name: ViewName; view: ViewDetails | null }) {
  const t = useTranslations("views");
  const locale = useLocale() as Locale;
  const { label, about } = VIEWS[name];
  return (
    <header className="space-y-1">
      <p>
        <Link prefetch={false} href="/views" className="link">
          {t("back")}
        </Link>
      </p>
      <div className="flex flex-wrap items-baseline gap-x-6 gap-y-1">
        <h1>{label[locale]}</h1>
        {view ? <StateBadge view={view} /> : null}
      </div>
      <p className="font-mono text-[0.8125rem] text-soft">
        <BreakableName name={name} />
      </p>
      <p className="max-w-prose text-pretty text-soft">{about[locale]}</p>
    </header>
  );
}

function Notices({ view }: { view: ViewDetails }) {
  const t = useTranslations("views");
  const locale = useLocale() as Locale;
  return (
    <>
      {view.off ? (
        <Notice kind="warn" title={t("offTitle")}>
          {t(view.off.by ? "offSinceBy" : "offSince", {
            time: formatDateTime(view.off.since, locale),
            by: view.off.by ?? "",
          })}
        </Notice>
      ) : null}
      {view.exists ? null : (
        <Notice kind="warn" title={t("missingTitle")}>
          {t("missingHint")}
        </Notice>
      )}
      {view.exists && !view.populated ? (
        <Notice kind="warn" title={t("emptyTitle")}>
          {t("emptyHint")}
        </Notice>
      ) : null}
    </>
  );
}
