"use server";

import { cookies } from "next/headers";
import { z } from "zod";
import { action } from "@/lib/action";
import { readEnv } from "@/lib/env";

const ONE_YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Language and look of this browser, and how its tables are read. What is not named stays as it is. */
export const setPreferences = action(
  {
    name: "preferences.set",
    role: "none",
    input: z.object({
      locale: z.enum(["id", "en"]).optional(),
      theme: z.enum(["system", "light", "dark"]).optional(),
      density: z.enum(["comfortable", "compact"]).optional(),
      shortcuts: z.enum(["on", "off"]).optional(),
    }),
  },
  async (chosen) => {
    const jar = await cookies();
    for (const [name, value] of Object.entries(chosen)) {
      if (value === undefined) continue;
      jar.set(name, value, {
        path: "/",
        httpOnly: true,
        sameSite: "lax",
        secure: readEnv().PORTAL_URL?.startsWith("https://") ?? false,
        maxAge: ONE_YEAR_SECONDS,
      });
    }
  },
);
