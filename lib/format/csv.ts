// A spreadsheet takes what begins with one of these for a formula. A ' before it belongs to the text as well: without a
// second one it would be taken for the guard.
const GUARDED = /^'*[=+\-@\t\r]/;
const NEGATIVE_NUMBER = /^-(?:[0-9]+(?:[.,][0-9]+)*|[.,][0-9]+)(?:[eE][+-]?[0-9]{1,4})?$/;

/**
 * Text that a spreadsheet will not run as a formula: what begins with = + - @, tab or return gets a ' in front.
 * Real negative numbers stay numbers. `originalText` gives any text back unchanged.
 */
export function inertText(text: string): string {
  return GUARDED.test(text) && !NEGATIVE_NUMBER.test(text) ? `'${text}` : text;
}

/** The text that `inertText` was given: without the one ' that it put in front. */
export function originalText(text: string): string {
  return text.startsWith("'") && GUARDED.test(text) ? text.slice(1) : text;
}
