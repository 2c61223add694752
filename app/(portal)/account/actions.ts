"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "@/lib/action";
import { auth } from "@/lib/auth/auth";
import { knownPassword, newPassword } from "@/lib/auth/input";
import * as signIn from "@/lib/auth/sign-in";
import * as users from "@/lib/auth/users";
import { log } from "@/lib/log";

export const changePassword = action(
  { name: "account.changePassword", role: "viewer", input: z.object({ current: knownPassword, next: newPassword }) },
  async (input, { person }) => {
    await users.changePassword(person, input);
    log.info("password_changed", { person: person.id });
  },
);

/** After REAUTHENTICATION_REQUIRED: with the right password the refused action may be called again. */
export const confirmPassword = action(
  { name: "account.confirmPassword", role: "viewer", input: z.object({ password: knownPassword }) },
  async ({ password }, { person }) => signIn.confirmPassword(person, password),
);

export const signOut = action(
  { name: "account.signOut", role: "viewer", input: z.object({}).optional() },
  async (_, { person, headers }) => {
    // By id, so that the session surely ends; better-auth then takes the cookie away.
    await signIn.endSession(person.sessionId);
    await auth().api.signOut({ headers });
    log.info("signed_out", { person: person.id });
    redirect("/sign-in");
  },
);
