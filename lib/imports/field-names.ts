/** Params of an error sentence, with fields by the names that people know them by. */

import type { ErrorParams } from "@/lib/errors";
import { FIELDS, type Field } from "./types";

/** Params that may hold a field, or several joined by ", ". Elsewhere they hold letters or numbers, which no field is. */
const NAMES = ["field", "columns", "first", "second"] as const;

/** @param nameOf name of a field in the reader's language */
export function withFieldNames(params: ErrorParams, nameOf: (field: Field) => string): ErrorParams {
  const named = { ...params };
  for (const name of NAMES) {
    const value = params[name];
    if (typeof value !== "string") continue;
    named[name] = value
      .split(", ")
      .map((text) => {
        const field = FIELDS.find((one) => one === text);
        return field ? nameOf(field) : text;
      })
      .join(", ");
  }
  return named;
}
