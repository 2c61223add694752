import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { refreshStats } from "@/app/(portal)/actions";
import { importSample } from "@/app/(portal)/imports/actions";
import { DifferenceBanner } from "@/components/difference-banner";
import { FailureNotice } from "@/components/failure";
import { EmptyOverview } from "@/components/overview/empty-overview";
import { OverviewGrid } from "@/components/overview/overview-grid";
import { SnapshotPanel } from "@/components/overview/snapshot-panel";
import { RefreshPanel } from "@/components/refresh-panel";
import { SourceBanner } from "@/components/source-banner";
import { Empty } from "@/components/ui/empty";
import { attempt } from "@/lib/attempt";
import { roleAtLeast } from "@/lib/auth/roles";
import { requirePerson } from "@/lib/auth/session";
import { readOverview } from "@/lib/stats/overview";
import { readViewState } from "@/lib/views/state";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("overview"))("title") };
}

/** All data at a glance: totals, sumber × klasifikasi, and how fresh it is. */
export default async function OverviewPage() {
  const person = await requirePerson();
  const staff = roleAtLeast(person.role, "staff");
  const t = await getTranslations("overview");
  const [overview, state] = await Promise.all([
    attempt("overview", readOverview),
    attempt("overview freshness", () => readViewState("referensi_ahsp_stats")),
  ]);
  return (
    <div className="flex flex-col gap-8 px-4 py-6 sm:px-8">
      <h1>{t("title")}</h1>
      {overview.ok ? <SourceBanner source={overview.data.source} view="referensi_ahsp_stats" /> : null}
      {state.ok ? <DifferenceBanner differing={state.data.differing} view="referensi_ahsp_stats" /> : null}
      {overview.ok && overview.data.totals.ahsp > 0 ? (
        <OverviewGrid overview={overview.data} />
      ) : overview.ok ? (
        <EmptyOverview importSample={staff ? importSample : null} />
      ) : overview.failure.code === "VIEW_NOT_POPULATED" ? (
        <Empty title={t("notPopulated")} action={staff ? <RefreshPanel refresh={refreshStats} /> : null}>
          {t("notPopulatedHint")}
        </Empty>
      ) : (
        <FailureNotice failure={overview.failure} />
      )}
      {state.ok ? <SnapshotPanel state={state.data} refresh={staff ? refreshStats : null} /> : null}
    </div>
  );
}
