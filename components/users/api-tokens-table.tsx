import { Ban, CircleCheck } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import type { TokenRow } from "@/components/users/types";
import { formatDateTime, type Locale } from "@/lib/format/locale";

/** Every token ever made, a line each; one that is revoked stays, so that its use can be explained later. */
export function ApiTokensTable({ tokens, onRevoke }: { tokens: TokenRow[]; onRevoke: (token: TokenRow) => void }) {
  const t = useTranslations("apiTokens");
  const locale = useLocale() as Locale;
  const head = "border-line-strong border-b py-2 pr-6 font-medium text-soft text-xs";
  const cell = "border-line border-b py-2 pr-6";
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section aria-label={t("title")} tabIndex={0} className="relative overflow-x-auto">
      <table className="w-full min-w-3xl border-separate border-spacing-0 text-left">
        <caption className="sr-only">{t("title")}</caption>
        <thead>
          <tr>
            {(["name", "createdBy", "createdAt", "lastUsed", "state"] as const).map((column) => (
              <th key={column} scope="col" className={head}>
                {t(column)}
              </th>
            ))}
            <th scope="col" className={head}>
              <span className="sr-only">{t("actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.id} className={token.revokedAt ? "text-soft" : undefined}>
              <th scope="row" className={`${cell} max-w-64 break-words font-medium`}>
                {token.name}
              </th>
              <td className={`${cell} max-w-64 break-words`}>{token.createdBy ?? "–"}</td>
              <td className={`${cell} whitespace-nowrap tabular-nums`}>{formatDateTime(token.createdAt, locale)}</td>
              <td className={`${cell} whitespace-nowrap tabular-nums`}>
                {token.lastUsedAt ? formatDateTime(token.lastUsedAt, locale) : "–"}
              </td>
              <td className={`${cell} min-w-40`}>
                <span className="inline-flex items-center gap-2">
                  {token.revokedAt ? (
                    <Ban aria-hidden className="size-4 shrink-0 text-warn" />
                  ) : (
                    <CircleCheck aria-hidden className="size-4 shrink-0 text-accent" />
                  )}
                  {token.revokedAt ? t("revokedSince", { time: formatDateTime(token.revokedAt, locale) }) : t("active")}
                </span>
              </td>
              <td className="border-line border-b py-2 text-right">
                {token.revokedAt ? null : (
                  <Button look="quiet" aria-label={`${t("revoke")}: ${token.name}`} onClick={() => onRevoke(token)}>
                    {t("revoke")}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
