/**
 * Text that a spreadsheet will not run as a formula: what begins with = + - @, tab or return gets a ' in front.
 * Real negative numbers stay numbers.
 */
export function inertText(text: string): string {
  return /^[=+\-@\t\r]/.test(text) && !/^-[0-9]+([.,][0-9]+)*$/.test(text) ? `'${text}` : text;
}
