-- levenshtein(): how many letters a mistyped word of a search is away from one that exists.
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;
