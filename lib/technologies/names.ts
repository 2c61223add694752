/**
 * Names of companies in a parameter. It may be repeated, and each holds names with commas between; a comma or a
 * backslash that belongs to a name has a backslash before it: `PT Maju\, Tbk`. A backslash before anything else is
 * itself. Nothing is trimmed: names are exact.
 */
export function splitNames(parameter: string): string[] {
  const names = [""];
  for (const [piece] of parameter.matchAll(/\\[\\,]|[\s\S]/gu)) {
    if (piece === ",") names.push("");
    else names[names.length - 1] += piece.length === 2 && piece.startsWith("\\") ? piece.slice(1) : piece;
  }
  return names;
}

/** A name so that splitNames gives it back as one. */
export function escapeName(name: string): string {
  return name.replace(/[\\,]/g, "\\$&");
}
