"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "@/lib/action";
import { email, knownPassword, nextPath } from "@/lib/auth/input";
import { clientAddress } from "@/lib/auth/lockout";
import { currentPerson } from "@/lib/auth/session";
import { endSession, signIn as signInWith } from "@/lib/auth/sign-in";

/** Begins a session and goes to `next`. A session that this browser had before ends. */
export const signIn = action(
  { name: "signIn", role: "none", input: z.object({ email, password: knownPassword, next: nextPath }) },
  async (input, { headers }) => {
    const before = await currentPerson();
    const userAgent = headers.get("user-agent") ?? "";
    await signInWith({ email: input.email, password: input.password, address: clientAddress(headers), userAgent });
    if (before) await endSession(before.sessionId);
    redirect(input.next);
  },
);
