import { z } from "zod";
import { ROLES } from "@/lib/auth/roles";

/** What people may type about themselves and others. Messages are codes of the `fieldErrors` sentences. */

export const PASSWORD_MIN_LENGTH = 12;
export const PASSWORD_MAX_LENGTH = 128;

/** Trimmed and in lower case, as it is stored and looked up. */
export const email = z.string().trim().toLowerCase().max(254, "TOO_LONG").pipe(z.email("EMAIL"));

export const personName = z.string().trim().min(1, "REQUIRED").max(100, "TOO_LONG");

export const role = z.enum(ROLES);

export const newPassword = z.string().min(PASSWORD_MIN_LENGTH, "PASSWORD_SHORT").max(PASSWORD_MAX_LENGTH, "TOO_LONG");

/** A password that exists already: an older rule may have allowed it, so only its size is bounded. */
export const knownPassword = z.string().min(1, "REQUIRED").max(PASSWORD_MAX_LENGTH, "TOO_LONG");

export const userId = z.string().min(1).max(64);

/** A path of this site to go to after signing in. Anything else (another host, a scheme, `//`) becomes "/". */
export const nextPath = z
  .string()
  .max(2000)
  .optional()
  .transform((path) => localPath(path));

/** The path if it stays on this site, else "/". Browsers read a backslash as a slash and drop control characters. */
export function localPath(path: string | undefined): string {
  if (!path || !/^\/(?![/\\])/.test(path)) return "/";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be refused
  if (/[\\\u0000-\u0020\u007f]/.test(path)) return "/";
  return path;
}
