import { z } from "zod";
import { PortalError } from "@/lib/errors";

/**
 * What can be wrong with a parameter of a URL. REPEATED: given more than once where once is meant. TOO_MANY: more
 * values than it takes.
 */
export const PARAMETER_CODES = [
  "REQUIRED",
  "UNKNOWN",
  "REPEATED",
  "INVALID",
  "OUT_OF_RANGE",
  "TOO_LONG",
  "TOO_MANY",
] as const;

/** Name of a parameter → what is wrong with it. */
export const parameterErrors = z.record(z.string(), z.enum(PARAMETER_CODES));
type ParameterCode = (typeof PARAMETER_CODES)[number];
type ParameterErrors = z.output<typeof parameterErrors>;

/** INVALID_INPUT, with every parameter that is wrong and why. */
export class InvalidParameters extends PortalError {
  constructor(readonly fields: ParameterErrors) {
    super("INVALID_INPUT");
  }
}

/**
 * Checks the parameters of a URL.
 * @param values a name that occurs more than once has a list
 * @throws InvalidParameters
 */
export async function readParameters<S extends z.ZodType>(
  schema: S,
  values: Record<string, unknown>,
): Promise<z.output<S>> {
  const parsed = await schema.safeParseAsync(values, { reportInput: true });
  if (parsed.success) return parsed.data;
  // The first of several complaints about a parameter is the one to tell.
  const fields = parsed.error.issues.flatMap(complaints).reverse();
  throw new InvalidParameters(Object.fromEntries(fields));
}

function complaints(issue: z.core.$ZodIssue): [string, ParameterCode][] {
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => [key, "UNKNOWN"]);
  return [[String(issue.path[0] ?? ""), complaint(issue)]];
}

function complaint(issue: z.core.$ZodIssue): ParameterCode {
  const own = PARAMETER_CODES.find((code) => code === issue.message);
  if (own) return own;
  if (issue.code === "too_big" || issue.code === "too_small") {
    if (issue.origin === "string") return issue.code === "too_big" ? "TOO_LONG" : "REQUIRED";
    return issue.origin === "array" ? "TOO_MANY" : "OUT_OF_RANGE";
  }
  if (Array.isArray(issue.input)) return "REPEATED";
  return issue.code === "invalid_type" && issue.input === undefined ? "REQUIRED" : "INVALID";
}
