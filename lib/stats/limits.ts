/** Most rows that a sort by another column than the code, which no index supports, may have to sort. */
export const SORT_LIMIT = 10_000;

/** Most AHSP that a search for words or for the beginning of a code looks at. */
export const SEARCH_LIMIT = 1_000;
