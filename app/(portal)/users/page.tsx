import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { confirmPassword } from "@/app/(portal)/account/actions";
import {
  changeRole,
  createApiToken,
  createUser,
  resetPassword,
  revokeApiToken,
  setDisabled,
} from "@/app/(portal)/users/actions";
import { FailureNotice } from "@/components/failure";
import { ApiTokens } from "@/components/users/api-tokens";
import { People } from "@/components/users/people";
import { attempt } from "@/lib/attempt";
import { listApiTokens } from "@/lib/auth/api-tokens";
import { requirePerson } from "@/lib/auth/session";
import { listUsers } from "@/lib/auth/users";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("users"))("title") };
}

/** Who may sign in, and what they may do. */
export default async function UsersPage() {
  const person = await requirePerson("admin");
  const t = await getTranslations("users");
  const [people, tokens] = await Promise.all([attempt("users page", listUsers), attempt("API tokens", listApiTokens)]);
  return (
    <div className="flex flex-col gap-6 px-4 py-6 sm:px-8">
      <header className="space-y-1">
        <h1>{t("title")}</h1>
        <p className="text-soft">{t("intro")}</p>
      </header>
      {people.ok ? (
        <People
          people={people.data}
          selfId={person.id}
          actions={{ create: createUser, changeRole, setDisabled, resetPassword, confirmPassword }}
        />
      ) : (
        <FailureNotice failure={people.failure} />
      )}
      {tokens.ok ? (
        <ApiTokens tokens={tokens.data} actions={{ create: createApiToken, revoke: revokeApiToken, confirmPassword }} />
      ) : people.ok ? (
        <FailureNotice failure={tokens.failure} />
      ) : null}
    </div>
  );
}
