"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import type { ViewActions } from "@/components/views/types";
import { CommandSaid, useCommand } from "@/components/views/use-command";
import type { ViewName } from "@/lib/views/registry";

/** Makes an index that is missing or invalid. */
export function IndexButton({ view, index, actions }: { view: ViewName; index: string; actions: ViewActions }) {
  const t = useTranslations("views");
  const { run, running, said, dialog } = useCommand(actions.confirmPassword);
  const make = () =>
    void run(
      "index",
      () => actions.createIndex({ view, index }),
      () => ({ kind: "good", text: t("said.indexed") }),
    );
  return (
    <div className="space-y-2 pt-1">
      <Button look="plain" pending={running !== null} aria-label={`${t("indexes.make")}: ${index}`} onClick={make}>
        {t("indexes.make")}
      </Button>
      <CommandSaid said={said} running={null} />
      {dialog}
    </div>
  );
}
