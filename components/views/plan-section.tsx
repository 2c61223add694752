import { CircleCheck, Info, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Folded } from "@/components/views/folded";
import { ScrollBox } from "@/components/views/scroll-box";
import { scanOf } from "@/components/views/view-words";
import type { PlanVerdict } from "@/lib/views/types";

const LOOK = {
  expected: { icon: CircleCheck, className: "text-accent" },
  small: { icon: Info, className: "text-accent" },
  unexpected: { icon: TriangleAlert, className: "text-warn" },
};

/** How PostgreSQL answers what is asked of the view most: the verdict in words, the plan folded away. */
export function PlanSection({ plan }: { plan: PlanVerdict | null }) {
  const t = useTranslations("views");
  return (
    <section aria-labelledby="plan" className="space-y-3 border-line border-t pt-6">
      <h2 id="plan">{t("plan.title")}</h2>
      {plan ? <Verdict plan={plan} /> : <p className="text-soft">{t("plan.none")}</p>}
    </section>
  );
}

function Verdict({ plan: { verdict, expectedIndex, used, query, plan } }: { plan: PlanVerdict }) {
  const t = useTranslations("views");
  const { icon: Icon, className } = LOOK[verdict];
  const words = {
    index: expectedIndex,
    scan: scanOf(plan, expectedIndex) ?? "Index Scan",
    used: used.length > 0 ? used.join(", ") : t("plan.noIndex"),
  };
  return (
    <>
      <p className="flex items-start gap-2" data-verdict={verdict}>
        <Icon aria-hidden className={`mt-1 size-4 shrink-0 ${className}`} />
        <span className="min-w-0 break-words">{t(`plan.${verdict}`, words)}</span>
      </p>
      <Folded title={t("plan.lines")}>
        <ScrollBox label={t("plan.lines")}>
          <pre className="font-mono text-xs leading-5">{[query, "", ...plan].join("\n")}</pre>
        </ScrollBox>
      </Folded>
    </>
  );
}
