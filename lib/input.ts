import type { z } from "zod";
import { PortalError } from "@/lib/errors";

/** What can be wrong with a field; the sentences stand in messages/*.json under `fieldErrors.<CODE>`. */
export const FIELD_CODES = [
  "REQUIRED",
  "TOO_SHORT",
  "TOO_LONG",
  "INVALID",
  "INVISIBLE",
  "EMAIL",
  "PASSWORD_SHORT",
] as const;
export type FieldCode = (typeof FIELD_CODES)[number];

/** Name of a field (`rows.3.name` inside lists) → what is wrong with it. What concerns no field stands under "". */
export type FieldErrors = Record<string, FieldCode>;

/** INVALID_INPUT, with the fields that are wrong. */
export class InvalidInput extends PortalError {
  constructor(readonly fields: FieldErrors) {
    super("INVALID_INPUT");
  }
}

/** @throws InvalidInput */
export async function parseInput<S extends z.ZodType>(schema: S, value: unknown): Promise<z.output<S>> {
  const parsed = await schema.safeParseAsync(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  const fields: FieldErrors = {};
  for (const issue of parsed.error.issues) fields[issue.path.join(".")] ??= fieldCode(issue);
  throw new InvalidInput(fields);
}

/** A schema's own message, when it is such a code; else what the kind of issue says. */
function fieldCode(issue: z.core.$ZodIssue): FieldCode {
  const own = FIELD_CODES.find((code) => code === issue.message);
  if (own) return own;
  if (issue.code === "invalid_type" && issue.input === undefined) return "REQUIRED";
  if (issue.code === "too_small" && issue.origin === "string") return issue.minimum === 1 ? "REQUIRED" : "TOO_SHORT";
  if (issue.code === "too_big" && issue.origin === "string") return "TOO_LONG";
  return "INVALID";
}

/**
 * A form's fields as an object. A name that occurs more than once becomes a list. React's own fields (`$ACTION_…`)
 * are left out.
 */
export function formObject(form: FormData): Record<string, unknown> {
  const names = [...new Set(form.keys())].filter((name) => !name.startsWith("$ACTION_"));
  return Object.fromEntries(
    names.map((name) => {
      const values = form.getAll(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}
