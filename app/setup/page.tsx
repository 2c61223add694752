import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { SetupForm } from "@/app/setup/setup-form";
import { isSetupLinkValid } from "@/lib/auth/setup";

type SearchParams = Record<string, string | string[] | undefined>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("setup"))("title"), referrer: "no-referrer" };
}

export default async function SetupPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { token } = await searchParams;
  const valid = typeof token === "string" && (await isSetupLinkValid(token));
  const t = await getTranslations("setup");
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-6 px-6 py-12">
      <header className="space-y-2 border-line border-b pb-6">
        <p className="font-medium text-accent">{t("product")}</p>
        <h1>{valid ? t("title") : t("invalidTitle")}</h1>
        <p className="text-pretty text-soft">{valid ? t("intro") : t("invalid")}</p>
      </header>
      {valid ? (
        <SetupForm token={token} />
      ) : (
        <Link href="/sign-in" className="link self-start">
          {t("toSignIn")}
        </Link>
      )}
    </main>
  );
}
