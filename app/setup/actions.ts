"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "@/lib/action";
import { email, newPassword, personName } from "@/lib/auth/input";
import { clientAddress } from "@/lib/auth/lockout";
import { redeemSetupLink } from "@/lib/auth/setup";
import { signIn } from "@/lib/auth/sign-in";
import { log } from "@/lib/log";

/** Makes the first admin with the one-time link, and signs them in. */
export const setUp = action(
  {
    name: "setUp",
    role: "none",
    input: z.object({ token: z.string().min(1).max(200), name: personName, email, password: newPassword }),
  },
  async (input, { headers }) => {
    const personId = await redeemSetupLink(input);
    log.info("first_admin_made", { person: personId });
    const userAgent = headers.get("user-agent") ?? "";
    await signIn({ email: input.email, password: input.password, address: clientAddress(headers), userAgent });
    redirect("/");
  },
);
