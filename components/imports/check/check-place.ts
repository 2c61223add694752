import { FINDING_CODES, type FindingCode, type FindingKind } from "@/lib/imports/types";

/** Findings by what they mean for their row, the gravest first. */
export const SEVERITIES = ["rejected", "flagged", "duplicate", "info"] as const;

/** Which suspects are shown: those nobody has decided about, of high or low confidence, or all. */
export const SUSPECT_FILTERS = ["undecided", "high", "low", "decided", "all"] as const;
export type SuspectFilter = (typeof SUSPECT_FILTERS)[number];

export const FINDINGS_A_PAGE = 50;
export const SUSPECTS_A_PAGE = 20;

/** Which findings and which suspects the page shows; it is its query. Pages count from 1. */
export interface CheckPlace {
  code: FindingCode | null;
  kind: FindingKind | null;
  /** Only findings of rows that the last correction changed. */
  changed: boolean;
  page: number;
  suspects: SuspectFilter;
  suspectPage: number;
}

type Query = Record<string, string | string[] | undefined>;

/** The place that a query names; what it names wrongly is as if it were not there. */
export function checkPlace(query: Query): CheckPlace {
  return {
    code: FINDING_CODES.find((code) => code === query.finding) ?? null,
    kind: (SEVERITIES.find((kind) => kind === query.kind) as FindingKind | undefined) ?? null,
    changed: query.changed === "1",
    page: pageOf(query.page),
    suspects: SUSPECT_FILTERS.find((one) => one === query.suspects) ?? "undecided",
    suspectPage: pageOf(query.spage),
  };
}

/** Page number of a query, from 1. */
export function pageOf(value: string | string[] | undefined): number {
  return typeof value === "string" && /^[1-9][0-9]{0,5}$/.test(value) ? Number(value) : 1;
}

/** Path of the same page at another place. */
export function checkHref(path: string, { code, kind, changed, page, suspects, suspectPage }: CheckPlace): string {
  const query = new URLSearchParams();
  if (code) query.set("finding", code);
  if (kind) query.set("kind", kind);
  if (changed) query.set("changed", "1");
  if (page > 1) query.set("page", String(page));
  if (suspects !== "undecided") query.set("suspects", suspects);
  if (suspectPage > 1) query.set("spage", String(suspectPage));
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** What of the suspects is asked for. */
export function suspectOptions({ suspects, suspectPage }: CheckPlace): {
  decided?: boolean;
  confidence?: "high" | "low";
  limit: number;
  offset: number;
} {
  const page = { limit: SUSPECTS_A_PAGE, offset: (suspectPage - 1) * SUSPECTS_A_PAGE };
  if (suspects === "all") return page;
  if (suspects === "decided") return { decided: true, ...page };
  return { decided: false, ...(suspects === "undecided" ? {} : { confidence: suspects }), ...page };
}

/** What of the findings is asked for. */
export function findingOptions({ code, kind, changed, page }: CheckPlace): {
  code?: FindingCode;
  kind?: FindingKind;
  changed: boolean;
  limit: number;
  offset: number;
} {
  return {
    ...(code ? { code } : {}),
    ...(kind ? { kind } : {}),
    changed,
    limit: FINDINGS_A_PAGE,
    offset: (page - 1) * FINDINGS_A_PAGE,
  };
}
