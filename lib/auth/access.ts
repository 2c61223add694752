import "server-only";
import { programOfToken } from "@/lib/auth/api-tokens";
import { type Role, roleAtLeast } from "@/lib/auth/roles";
import { currentPerson, type Person } from "@/lib/auth/session";
import { PortalError } from "@/lib/errors";
import { log } from "@/lib/log";

/** Who may: "none" is anyone, signed in or not. */
export type Needed = Role | "none";

/** What a handler is told of who asks. Where no role is needed nobody is looked up; currentPerson() tells if need be. */
export type PersonFor<N extends Needed> = N extends "none" ? null : Person;

/**
 * The person who asks, when they may.
 * @param fresh the session must not have lain idle for 30 minutes since its password was last given
 * @throws PortalError UNAUTHENTICATED, FORBIDDEN or REAUTHENTICATION_REQUIRED
 */
export async function authorise<N extends Needed>(needed: N, { fresh = false } = {}): Promise<PersonFor<N>> {
  if (needed === "none") return null as PersonFor<N>;
  const person = await currentPerson();
  if (!person) throw new PortalError("UNAUTHENTICATED");
  if (!roleAtLeast(person.role, needed)) {
    log.warn("forbidden", { person: person.id, role: person.role, needed });
    throw new PortalError("FORBIDDEN");
  }
  if (fresh && person.needsPassword) throw new PortalError("REAUTHENTICATION_REQUIRED");
  return person as PersonFor<N>;
}

/**
 * Whether a program asks, and may: true when the request carries a valid API token, false when it carries none, so
 * that a person may be asking. A token is never a second try beside a cookie: a wrong one ends the request.
 * @throws PortalError UNAUTHENTICATED for an unknown or revoked token, FORBIDDEN where a viewer may not
 */
export async function authoriseProgram(needed: Needed, headers: Headers): Promise<boolean> {
  // Other schemes are not ours: a proxy in front may have asked for a password of its own.
  const [, token] = /^bearer(?: +(.*))?$/i.exec(headers.get("authorization")?.trim() ?? "") ?? [null, null];
  if (token === null) return false;
  const program = await programOfToken(token ?? "");
  if (!program) throw new PortalError("UNAUTHENTICATED");
  if (needed !== "none" && !roleAtLeast("viewer", needed)) {
    log.warn("forbidden", { apiToken: program.tokenId, needed });
    throw new PortalError("FORBIDDEN");
  }
  return true;
}
