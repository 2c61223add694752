import type { Failure } from "@/components/failure";
import type { Role } from "@/lib/auth/roles";
import type { FieldErrors } from "@/lib/input";

/** One line of the list of people. `lastSeenAt`: null when no session is left to tell. */
export interface PersonRow {
  id: string;
  name: string;
  email: string;
  role: Role;
  disabledAt: Date | null;
  lastSeenAt: Date | null;
}

/** What a server action answers. */
export type Answer<T> = { ok: true; data: T } | ({ ok: false; fields?: FieldErrors } & Failure);

export interface PeopleActions {
  create: (input: FormData) => Promise<Answer<{ id: string; password: string }>>;
  changeRole: (input: FormData) => Promise<Answer<unknown>>;
  setDisabled: (input: { id: string; disabled: boolean }) => Promise<Answer<unknown>>;
  resetPassword: (input: { id: string }) => Promise<Answer<{ password: string }>>;
  confirmPassword: (input: FormData) => Promise<Answer<unknown>>;
}

/** Key of a role's name in the catalogue; with "Hint" after it, of what the role may do. */
export const ROLE_KEY = { viewer: "roleViewer", staff: "roleStaff", admin: "roleAdmin" } as const;
