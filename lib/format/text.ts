/** The beginning of a text that came from outside. Halves of surrogate pairs and NUL cannot be stored, as JSON neither. */
export function storableText(text: string, limit: number): string {
  return text.slice(0, limit).replace(/\p{Surrogate}|\0/gu, "\ufffd");
}
