"use client";

import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { type RefreshAction, RefreshPanel } from "@/components/refresh-panel";
import { triggerKey } from "@/components/refresh-trigger";
import { buttonClass } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { formatDateTime, formatTime, type Locale } from "@/lib/format/locale";
import { formatInteger } from "@/lib/format/number";
import type { ViewState } from "@/lib/views/types";

/** "Snapshot 14.05 WIB · 17 AHSP berubah", and behind it the details and the refresh. */
export function Freshness({ state, refresh }: { state: ViewState; refresh: RefreshAction | null }) {
  const t = useTranslations("freshness");
  const locale = useLocale() as Locale;
  const changed =
    state.changed === null
      ? t("everythingChanged")
      : t("changed", { count: state.changed, number: formatInteger(state.changed, locale) });
  const live = !state.exists ? "missing" : state.off ? "off" : null;
  const stale = live !== null || state.changed !== 0;
  return (
    <Menu
      align="end"
      className={buttonClass("quiet", "tabular-nums")}
      label={
        <>
          <span aria-hidden className={`size-2 rounded-full ${stale ? "bg-warn" : "bg-accent"}`} />
          {live ? (
            <span>{t(`${live}Short`)}</span>
          ) : (
            <span>
              {state.snapshotAt ? t("short", { time: formatTime(state.snapshotAt, locale) }) : t("never")}
              <span className={stale ? "" : "max-md:sr-only"}> · {changed}</span>
            </span>
          )}
        </>
      }
    >
      <div className="w-80 max-w-full space-y-4 p-2">
        {live ? <p>{t(`${live}Long`)}</p> : null}
        <p>
          {state.snapshotAt
            ? t("long", {
                time: formatDateTime(state.snapshotAt, locale),
                by: state.by ?? t(`trigger.${triggerKey(state.trigger)}`),
              })
            : t("neverLong")}
        </p>
        <p className="text-soft">{changed}</p>
        {refresh && state.exists ? <RefreshPanel refresh={refresh} /> : null}
        <p>
          <Link prefetch={false} href="/views" className="link">
            {t("console")}
          </Link>
        </p>
      </div>
    </Menu>
  );
}
