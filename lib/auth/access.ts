import "server-only";
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
