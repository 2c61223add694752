import "server-only";
import { prisma } from "@/lib/db/prisma";
import { PortalError } from "@/lib/errors";

/** Who asks, as far as it matters here. */
interface Asking {
  id: string;
  role: string;
}

/**
 * Whether somebody may act on an import: who brought it in, and every admin. One that came in by a command is anyone's
 * who may import.
 * @throws NOT_FOUND, so that a stranger does not learn that it is there
 */
export async function ownImport(importId: number, person: Asking): Promise<void> {
  const found = await prisma.import.findUnique({ where: { id: importId }, select: { actor: true } });
  if (!found || !mayAct(found.actor, person)) throw new PortalError("NOT_FOUND");
}

export function mayAct(actor: string | null, person: Asking): boolean {
  return person.role === "admin" || actor === null || actor === person.id;
}
