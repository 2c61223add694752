import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { FailureNotice } from "@/components/failure";
import { ImportResult } from "@/components/imports/import-result";
import { attempt } from "@/lib/attempt";
import { requirePerson } from "@/lib/auth/session";
import { countFindings, readFindings, readImport } from "@/lib/imports/history";
import { FINDING_CODES } from "@/lib/imports/types";

/** Findings on the page; the csv holds all of them. */
const SHOWN_FINDINGS = 200;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("imports"))("resultTitle") };
}

/** One import: its progress while it runs, then its ledger and every row that somebody should look at. */
export default async function ImportPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ finding?: string | string[] }>;
}) {
  await requirePerson();
  const { id: text } = await params;
  const id = /^[1-9][0-9]{0,8}$/.test(text) ? Number(text) : notFound();
  const wanted = (await searchParams).finding;
  const code = FINDING_CODES.find((one) => one === wanted);
  const answer = await attempt("import page", async () => ({
    found: await readImport(id),
    counts: await countFindings(id),
    findings: await readFindings(id, { ...(code ? { code } : {}), limit: SHOWN_FINDINGS }),
  }));
  if (!answer.ok)
    return (
      <div className="p-4 sm:p-8">
        <FailureNotice failure={answer.failure} />
      </div>
    );
  const { found, counts, findings } = answer.data;
  if (!found) notFound();
  return <ImportResult item={found} counts={counts} findings={findings} code={code ?? null} />;
}
