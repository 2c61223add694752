/** White space that does not show: the same text would seem to be another. */

// One after another, or one that is no plain space and no line break.
const REMARKABLE = /\s\s|[^\S \n]/;

/** Whether a text, whose ends are trimmed already, holds white space that should be one plain space. */
export function hasOddSpace(text: string): boolean {
  return REMARKABLE.test(text);
}

/** The text with one plain space, or one line break, where there is white space. */
export function withPlainSpaces(text: string): string {
  return text.replace(/\s+/g, (space) => (/[\n\r\u2028\u2029]/.test(space) ? "\n" : " ")).trim();
}
