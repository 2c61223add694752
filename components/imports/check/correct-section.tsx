import { useTranslations } from "next-intl";
import { CorrectedForm } from "@/components/imports/corrected-form";
import type { FindingCount } from "@/components/imports/finding-list";
import { GivenBack, MarkedFileLink } from "@/components/imports/given-back";
import type { UploadAction } from "@/components/imports/types";
import type { ImportView } from "@/lib/imports/history";

/** The file goes back to the person with what was found in it, and comes in again corrected: the same import goes on. */
export function CorrectSection({
  item,
  counts,
  upload,
}: {
  item: ImportView;
  counts: FindingCount[];
  upload: UploadAction;
}) {
  const t = useTranslations("wizard");
  return (
    <section aria-labelledby="correct" className="space-y-4 border-line border-t pt-6">
      <div className="space-y-1">
        <h2 id="correct">{t("check.correct")}</h2>
        <p className="max-w-prose text-pretty text-soft">{t("check.correctHint")}</p>
      </div>
      <div className="grid gap-x-12 gap-y-6 lg:grid-cols-2">
        {counts.length > 0 ? (
          <div className="space-y-4">
            <h3 className="font-medium">{t("check.download")}</h3>
            <MarkedFileLink importId={item.id} format={item.reading?.format ?? "xlsx"} />
            {counts.some(({ kind, code }) => kind === "rejected" && code !== "AHSP_HELD_BACK") ? (
              <GivenBack href={`/imports/${item.id}/rejected`} hint={t("check.rejectedHint")}>
                {t("check.rejected")}
              </GivenBack>
            ) : null}
          </div>
        ) : null}
        <div className="space-y-4">
          <h3 className="font-medium">{t("check.upload")}</h3>
          <CorrectedForm importId={item.id} upload={upload} />
          {item.patchedRows > 0 ? (
            <p className="max-w-prose text-pretty text-soft">{t("check.patched", { count: item.patchedRows })}</p>
          ) : null}
        </div>
      </div>
    </section>
  );
}
