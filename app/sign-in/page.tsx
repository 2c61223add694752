import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SignInForm } from "@/app/sign-in/sign-in-form";
import { localPath } from "@/lib/auth/input";
import { currentPerson } from "@/lib/auth/session";

type SearchParams = Record<string, string | string[] | undefined>;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn"))("title") };
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { next } = await searchParams;
  const path = localPath(typeof next === "string" ? next : undefined);
  if (await currentPerson()) redirect(path);
  const t = await getTranslations("signIn");
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-8 px-6 py-12">
      <header className="space-y-2">
        <p className="text-sm">{t("product")}</p>
        <h1 className="text-2xl font-semibold tracking-tight">{t("title")}</h1>
        <p className="text-sm">{t("intro")}</p>
      </header>
      <SignInForm next={path} />
    </main>
  );
}
