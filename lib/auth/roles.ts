/** Roles, weakest first. A person may do whatever any weaker role may. */
export const ROLES = ["viewer", "staff", "admin"] as const;
export type Role = (typeof ROLES)[number];

export function roleAtLeast(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}
