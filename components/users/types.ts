import type { Answer } from "@/components/failure";
import type { Role } from "@/lib/auth/roles";

/** One line of the list of people. `lastSeenAt`: null when no session is left to tell. */
export interface PersonRow {
  id: string;
  name: string;
  email: string;
  role: Role;
  disabledAt: Date | null;
  lastSeenAt: Date | null;
}

export interface PeopleActions {
  create: (input: FormData) => Promise<Answer<{ id: string; password: string }>>;
  changeRole: (input: FormData) => Promise<Answer<unknown>>;
  setDisabled: (input: { id: string; disabled: boolean }) => Promise<Answer<unknown>>;
  resetPassword: (input: { id: string }) => Promise<Answer<{ password: string }>>;
  confirmPassword: (input: FormData) => Promise<Answer<unknown>>;
}

/** Key of a role's name in the catalogue; with "Hint" after it, of what the role may do. */
export const ROLE_KEY = { viewer: "roleViewer", staff: "roleStaff", admin: "roleAdmin" } as const;

/** One line of the list of API tokens. Null times: never; `createdBy`: null when that person was deleted. */
export interface TokenRow {
  id: number;
  name: string;
  createdBy: string | null;
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

export interface TokenActions {
  create: (input: FormData) => Promise<Answer<{ id: number; token: string }>>;
  revoke: (input: { id: number }) => Promise<Answer<unknown>>;
  confirmPassword: PeopleActions["confirmPassword"];
}
