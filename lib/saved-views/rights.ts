import { type Role, roleAtLeast } from "@/lib/auth/roles";
import type { SavedView } from "./types";

/** What somebody may do with a saved view that they see. */
export interface Rights {
  /** Give it another name or another query. */
  change: boolean;
  share: boolean;
  unshare: boolean;
  remove: boolean;
}

/** The one rule for screen and server. What everybody sees is changed by staff only, also by who owns it. */
export function rightsOn({ own, shared }: Pick<SavedView, "own" | "shared">, role: Role): Rights {
  const mayShare = roleAtLeast(role, "staff");
  const overrule = shared && role === "admin";
  return {
    change: own && (mayShare || !shared),
    share: own && mayShare,
    unshare: own || overrule,
    remove: own || overrule,
  };
}
