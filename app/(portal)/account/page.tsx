import type { Metadata } from "next";
import { cookies } from "next/headers";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { changePassword, signOut } from "@/app/(portal)/account/actions";
import { setPreferences } from "@/app/actions/preferences";
import { ChangePassword } from "@/components/account/change-password";
import { Preferences } from "@/components/account/preferences";
import { SignOut } from "@/components/account/sign-out";
import { requirePerson } from "@/lib/auth/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("title") };
}

/** One's own password, language and look. */
export default async function AccountPage() {
  const { name, email } = await requirePerson();
  const t = await getTranslations("account");
  const theme = (await cookies()).get("theme")?.value;
  return (
    <div className="flex flex-col gap-6 px-4 py-6 sm:px-8">
      <header className="flex flex-wrap items-start justify-between gap-4">
        <div className="min-w-0 space-y-1">
          <h1>{t("title")}</h1>
          <p className="break-words text-soft">{t("signedInAs", { name, email })}</p>
        </div>
        <SignOut signOut={signOut} />
      </header>
      <section aria-labelledby="preferences" className="space-y-4 border-line border-t pt-6">
        <div className="space-y-1">
          <h2 id="preferences">{t("preferencesTitle")}</h2>
          <p className="text-soft">{t("preferencesHint")}</p>
        </div>
        <Preferences theme={theme === "light" || theme === "dark" ? theme : "system"} set={setPreferences} />
      </section>
      <section aria-labelledby="password" className="space-y-4 border-line border-t pt-6">
        <h2 id="password">{t("passwordTitle")}</h2>
        <ChangePassword email={email} change={changePassword} />
      </section>
      <p className="border-line border-t pt-6">
        <Link href="/about" className="link">
          {t("about")}
        </Link>
      </p>
    </div>
  );
}
