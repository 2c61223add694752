import { pageOf } from "@/components/imports/check/check-place";
import { COMPARE_OUTCOMES, type CompareOutcome } from "@/lib/imports/session";

export const COMPARED_A_PAGE = 50;

/** Which AHSP the page of the comparison lists, and which of them it shows in detail; it is its query. */
export interface ComparePlace {
  outcome: CompareOutcome | null;
  page: number;
  ahsp: { sumber: string; kode: string } | null;
}

/** The place that a query names; what it names wrongly is as if it were not there. */
export function comparePlace(query: Record<string, string | string[] | undefined>): ComparePlace {
  const { sumber, kode } = query;
  return {
    outcome: COMPARE_OUTCOMES.find((one) => one === query.outcome) ?? null,
    page: pageOf(query.page),
    ahsp: typeof sumber === "string" && typeof kode === "string" ? { sumber, kode } : null,
  };
}

/** Path of the same page at another place. */
export function compareHref(path: string, { outcome, page, ahsp }: ComparePlace): string {
  const query = new URLSearchParams();
  if (outcome) query.set("outcome", outcome);
  if (page > 1) query.set("page", String(page));
  if (ahsp) {
    query.set("sumber", ahsp.sumber);
    query.set("kode", ahsp.kode);
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** What of the comparison is asked for. */
export function comparisonOptions({ outcome, page }: ComparePlace): {
  outcome?: CompareOutcome;
  limit: number;
  offset: number;
} {
  return { ...(outcome ? { outcome } : {}), limit: COMPARED_A_PAGE, offset: (page - 1) * COMPARED_A_PAGE };
}
