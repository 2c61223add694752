import type { Source } from "@/lib/views/types";

export const ORDERINGS = ["value", "-value"] as const;
/** By the name of the technology, forwards or (with the minus) backwards. */
export type Ordering = (typeof ORDERINGS)[number];

export const MAX_LIMIT = 200;
export const MAX_OFFSET = 1_000_000;
export const MAX_SEARCH = 200;
/** Longest name of a company that can be asked for, in characters. */
export const MAX_NAME = 500;
export const MAX_COMPANIES = 100;

/** What is asked of the list. */
export interface TechnologyQuery {
  /** Text that the technology contains, whatever its case; "" = any. */
  search: string;
  /** Exact names: technologies of any of these companies. Empty = of all. */
  companies: readonly string[];
  ordering: Ordering;
  /** 1 to MAX_LIMIT. */
  limit: number;
  /** 0 to MAX_OFFSET. */
  offset: number;
}

export interface Technology {
  value: string;
  /** Companies that use it, each once: of all, or of those asked for. */
  company_count: number;
}

/** A technology of one company. */
export interface TechnologyEntry {
  value: string;
  company: { uuid: string; name: string };
}

/** Some rows of a list, and whether any follow. */
export interface Slice<T> {
  results: T[];
  hasMore: boolean;
}

export interface TechnologyList extends Slice<Technology> {
  /** Where it was read. Null: companies are named, which is always answered from the companies themselves. */
  source: Source | null;
}

/** A company that uses a technology, and where its row came from. */
export interface TechnologyCompany {
  id: number;
  name: string;
  domain: string | null;
  /** In the order of the file, each once. */
  technologies: string[];
  /** Null: no import wrote it, or the import was deleted. */
  importId: number | null;
  fileName: string | null;
  baris: number | null;
}
