/** A cell that lists technologies → the list, or why not. */

import { NO_PARAMS, type Refusal, refusalOf } from "@/lib/imports/parse";

/** Longest name of a technology, in characters. */
const MAX_CHARS = 200;

export interface TechnologyList {
  /** Trimmed, in order, each once, none blank. */
  values: string[];
  /** Empty places that were left out, and values that had been named before. */
  blanks: number;
  repeated: number;
}

/**
 * Reads "a; b", "a, b" or a JSON array of texts. Semicolons separate where one occurs, else commas. One separator at the
 * end is no empty place. An empty text is an empty list.
 */
export function readTechnologies(text: string): { list: TechnologyList } | { refused: Refusal } {
  const pieces = text.startsWith("[") ? jsonTexts(text) : separated(text);
  if (!pieces) return { refused: { code: "TECHNOLOGIES_NOT_A_LIST", params: NO_PARAMS } };
  const seen = new Set<string>();
  const list: TechnologyList = { values: [], blanks: 0, repeated: 0 };
  for (const piece of pieces) {
    const value = piece?.trim() ?? "";
    // Again for each value: JSON can spell what the cell itself does not hold, such as NUL.
    const refused = refusalOf(value, MAX_CHARS);
    if (refused) return { refused };
    if (value === "") list.blanks++;
    else if (seen.has(value)) list.repeated++;
    else list.values.push(value);
    seen.add(value);
  }
  return { list };
}

function separated(text: string): string[] {
  if (text === "") return [];
  const pieces = text.split(text.includes(";") ? ";" : ",");
  if (pieces.length > 1 && pieces.at(-1)?.trim() === "") pieces.pop();
  return pieces;
}

/** null for what is no array of texts and nulls. */
function jsonTexts(text: string): (string | null)[] | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return Array.isArray(value) && value.every((one) => one === null || typeof one === "string") ? value : null;
}
