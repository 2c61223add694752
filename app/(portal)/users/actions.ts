"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/lib/action";
import * as apiTokens from "@/lib/auth/api-tokens";
import { email, personName, role, userId } from "@/lib/auth/input";
import * as users from "@/lib/auth/users";
import { log } from "@/lib/log";

/** Answers the first password: shown once, kept nowhere. */
export const createUser = action(
  { name: "users.create", role: "admin", fresh: true, input: z.object({ name: personName, email, role }) },
  async (input, { person }) => {
    const created = await users.createUser(input);
    log.info("user_created", { person: created.id, role: input.role, by: person.id });
    revalidatePath("/users");
    return created;
  },
);

export const changeRole = action(
  { name: "users.changeRole", role: "admin", fresh: true, input: z.object({ id: userId, role }) },
  async (input, { person }) => {
    await users.changeRole(input);
    log.info("user_role_changed", { person: input.id, role: input.role, by: person.id });
    revalidatePath("/users");
  },
);

/** A form says "true" or "false"; code may hand over a boolean. */
const flag = z.union([z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")]);

export const setDisabled = action(
  { name: "users.setDisabled", role: "admin", fresh: true, input: z.object({ id: userId, disabled: flag }) },
  async (input, { person }) => {
    await users.setDisabled(input);
    log.info(input.disabled ? "user_disabled" : "user_enabled", { person: input.id, by: person.id });
    revalidatePath("/users");
  },
);

/** Answers the new password: shown once, kept nowhere. */
export const resetPassword = action(
  { name: "users.resetPassword", role: "admin", fresh: true, input: z.object({ id: userId }) },
  async (input, { person }) => {
    const reset = await users.resetPassword(input);
    log.info("user_password_reset", { person: input.id, by: person.id });
    revalidatePath("/users");
    return reset;
  },
);

/** Answers the token: shown once, kept nowhere. */
export const createApiToken = action(
  { name: "apiTokens.create", role: "admin", fresh: true, input: z.object({ name: apiTokens.tokenName }) },
  async ({ name }, { person }) => {
    const created = await apiTokens.createApiToken({ name, by: person.id });
    log.info("api_token_created", { apiToken: created.id, by: person.id });
    revalidatePath("/users");
    return created;
  },
);

export const revokeApiToken = action(
  { name: "apiTokens.revoke", role: "admin", fresh: true, input: z.object({ id: apiTokens.tokenId }) },
  async (input, { person }) => {
    await apiTokens.revokeApiToken(input);
    log.info("api_token_revoked", { apiToken: input.id, by: person.id });
    revalidatePath("/users");
  },
);
