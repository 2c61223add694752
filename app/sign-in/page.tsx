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
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-6 px-6 py-12">
      <header className="space-y-2 border-line border-b pb-6">
        <p className="font-medium text-accent">{t("product")}</p>
        <h1>{t("title")}</h1>
        <p className="text-pretty text-soft">{t("intro")}</p>
      </header>
      <SignInForm next={path} />
    </main>
  );
}
