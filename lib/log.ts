import "server-only";

/** Values of a log line: plain data only. Keys that sound like a secret are left out, whatever they hold. */
export type LogFields = Record<string, unknown>;

const SECRET_KEY = /password|passwd|secret|token|cookie|authorization|credential/i;
const MAX_TEXT_LENGTH = 4000;

/**
 * Writes one event as one JSON line: errors to stderr, all else to stdout. Control characters are escaped, so no
 * value can begin a line of its own or move a terminal's cursor.
 */
export const log = {
  info: (event: string, fields: LogFields = {}) => write(infoStream(), "info", event, fields),
  warn: (event: string, fields: LogFields = {}) => write(process.stderr, "warn", event, fields),
  error: (event: string, fields: LogFields = {}) => write(process.stderr, "error", event, fields),
};

/** A command's stdout is for its result alone. */
function infoStream(): NodeJS.WriteStream {
  return process.env.PORTAL_LOG === "stderr" ? process.stderr : process.stdout;
}

function write(stream: NodeJS.WriteStream, level: string, event: string, fields: LogFields): void {
  stream.write(`${logLine(new Date(), level, event, fields)}\n`);
}

/** The line that log writes, without its line end. */
export function logLine(at: Date, level: string, event: string, fields: LogFields): string {
  const head = { at: at.toISOString(), level, event };
  // Twice: first in the line, and after the fields, so that none of them can take their place.
  const line = JSON.stringify({ ...head, ...plainObject(fields, 0), ...head });
  // JSON escapes U+0000 to U+001F only; terminals and log readers act on these too.
  return line.replace(/[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function plain(value: unknown, depth: number): unknown {
  if (typeof value === "string") return redacted(value);
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Error) return describeError(value, depth);
  if (Array.isArray(value)) return depth > 3 ? "[…]" : value.slice(0, 20).map((item) => plain(item, depth + 1));
  if (typeof value === "object" && value !== null) return depth > 3 ? "[…]" : plainObject(value, depth + 1);
  return value;
}

function plainObject(fields: object, depth: number): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, SECRET_KEY.test(key) ? "[hidden]" : plain(value, depth)]),
  );
}

function describeError(error: Error, depth: number): LogFields {
  return {
    name: error.name,
    message: redacted(error.message),
    ...("code" in error ? { code: plain(error.code, depth + 1) } : {}),
    stack: redacted(error.stack ?? ""),
    ...(error.cause !== undefined && depth < 3 ? { cause: plain(error.cause, depth + 1) } : {}),
  };
}

/** Hides the password of a connection URL and the token of a set-up link, and bounds the length. */
function redacted(text: string): string {
  return text
    .slice(0, MAX_TEXT_LENGTH)
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/]*:)[^\s@]+@/gi, "$1[hidden]@")
    .replace(/([?&]token=)[^&\s"']+/gi, "$1[hidden]");
}
