"use client";

import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";

export function SignOut({ signOut }: { signOut: (input: Record<string, never>) => Promise<unknown> }) {
  const t = useTranslations("account");
  const [pending, start] = useTransition();
  return (
    <Button look="plain" pending={pending} onClick={() => start(async () => void (await signOut({})))}>
      {t("signOut")}
    </Button>
  );
}
