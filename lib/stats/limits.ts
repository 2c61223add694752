/** Most rows that a sort by another column than the code, which no index supports, may have to sort. */
export const SORT_LIMIT = 10_000;

/** Most AHSP that a search finds: the first in the order of the codes. */
export const SEARCH_LIMIT = 1_000;

/** Words too short for an index are looked for in the names of so many AHSP only, the first in the order of the codes. */
export const SHORT_WORD_LIMIT = 10_000;
