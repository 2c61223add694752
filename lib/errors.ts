/**
 * Errors that people can act on. Every one has a stable code; its sentence, in both languages, stands in
 * messages/*.json under `errors.<CODE>` and may use the params.
 */

export const ERROR_CODES = [
  // who and how
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "REAUTHENTICATION_REQUIRED",
  "CROSS_SITE",
  "INVALID_INPUT",
  "NOT_FOUND",
  "CONFLICT",
  "INVALID_CREDENTIALS",
  "TOO_MANY_ATTEMPTS",
  "SETUP_LINK_INVALID",
  "EMAIL_TAKEN",
  "LAST_ADMIN",
  // the machine
  "DATABASE_UNAVAILABLE",
  "DATABASE_TIMEOUT",
  "VIEW_NOT_POPULATED",
  "REFRESH_FAILED",
  "REFRESH_BLOCKED",
  "REFRESH_CANCELLED",
  "VIEW_MISSING",
  "VIEW_IN_USE",
  "CRON_INVALID",
  "INTERNAL",
  // a file as a whole
  "FILE_EMPTY",
  "FILE_TOO_LARGE",
  "FILE_INCOMPLETE",
  "FILE_TYPE_UNKNOWN",
  "FILE_IS_OLD_XLS",
  "FILE_IS_HTML",
  "FILE_ENCRYPTED",
  "FILE_DAMAGED",
  "FILE_EXPANDS_TOO_MUCH",
  "FILE_TOO_COMPLEX",
  "FILE_ENCODING",
  "FILE_TIMEOUT",
  "FILE_OUT_OF_MEMORY",
  "CSV_QUOTE",
  "CSV_LINE_TOO_LONG",
  "SHEET_MISSING",
  "HEADER_MISSING",
  "COLUMN_MISSING",
  "COLUMN_TWICE",
  "COLUMN_SHARED",
  "CHOICE_INVALID",
  "NUMBER_FORMAT_AMBIGUOUS",
  "NUMBER_FORMAT_MIXED",
  "NO_ROWS",
  "LEDGER_MISMATCH",
  "IMPORT_INTERRUPTED",
  // an import on its way
  "ROWS_REJECTED",
  "REMOVE_NEEDS_WHOLE_FILE",
  "PLAN_STALE",
  "IMPORT_NOT_OPEN",
  "NOTHING_TO_REVERT",
  "ROWS_TO_CORRECT",
  "CORRECTION_COLUMNS",
  "CORRECTION_ROW_UNKNOWN",
  "CORRECTION_ROW_TWICE",
  "CORRECTION_SAME",
  // an export
  "EXPORT_BUSY",
  "EXPORT_TOO_LARGE",
  // a value changed by hand
  "KATEGORI_UNKNOWN",
  "KOEFISIEN_MISSING",
  "KOEFISIEN_NOT_A_NUMBER",
  "KOEFISIEN_NEGATIVE",
  "KOEFISIEN_TOO_LARGE",
  "TEXT_TOO_LONG",
  "TEXT_HAS_CONTROL_CHARACTER",
  // a saved view
  "SAVED_VIEW_NAME_TAKEN",
  "SAVED_VIEW_LIMIT",
  "SAVED_VIEW_TOO_LONG",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];
export type ErrorParams = Record<string, string | number>;

/** An expected failure: a code to look up its sentence, and the values that the sentence names. */
export class PortalError extends Error {
  override readonly name = "PortalError";
  constructor(
    readonly code: ErrorCode,
    readonly params: ErrorParams = {},
    options?: ErrorOptions,
  ) {
    super(`${code}${Object.keys(params).length ? ` ${JSON.stringify(params)}` : ""}`, options);
  }
}
