"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { choicesOf, columnsOf, draftOf, fieldsOf, isOtherTable } from "@/components/imports/columns/column-draft";
import { ConstantFields } from "@/components/imports/columns/constant-fields";
import { MappingTable } from "@/components/imports/columns/mapping-table";
import { ReadingChoices } from "@/components/imports/columns/reading-choices";
import { RuleRows } from "@/components/imports/columns/rule-rows";
import type { ImportActions } from "@/components/imports/types";
import { ActFailure, useAct } from "@/components/imports/use-act";
import { Button } from "@/components/ui/button";
import type { ColumnsView } from "@/lib/imports/session";
import { FIELDS, type ImportKind } from "@/lib/imports/types";

/** What a person says about how the file is to be read. Saving reads it again. */
export function ColumnsForm({
  importId,
  kind,
  csv,
  view,
  chooseColumns,
}: {
  importId: number;
  kind: ImportKind;
  csv: boolean;
  view: ColumnsView;
  chooseColumns: ImportActions["chooseColumns"];
}) {
  const t = useTranslations("columns");
  const router = useRouter();
  const [draft, setDraft] = useState(() => draftOf(view));
  const { act, running, failure } = useAct();
  const choices = choicesOf(draft, view);
  const other = isOtherTable(draft, view);
  const columns = columnsOf(view);
  const save = async () => {
    if (!choices) return;
    if (await act("read", () => chooseColumns({ importId, choices }))) router.refresh();
  };
  return (
    <form
      noValidate
      className="space-y-8"
      onSubmit={(event) => {
        event.preventDefault();
        if (choices) void save();
        else event.currentTarget.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
      }}
    >
      <fieldset disabled={running !== null} className="min-w-0 space-y-8">
        <ReadingChoices
          view={view}
          draft={draft}
          change={(part) => setDraft({ ...draft, ...part })}
          kind={kind}
          csv={csv}
          rowFault={choices === null}
        />
        {other ? (
          <p role="status" className="text-soft">
            {t("otherTable")}
          </p>
        ) : columns.length === 0 ? null : (
          <MappingTable
            columns={columns}
            mapping={draft.mapping}
            // Before it can be read, nobody knows what the file holds.
            fields={view.reading ? fieldsOf(kind) : FIELDS}
            change={(mapping) => setDraft({ ...draft, mapping })}
          />
        )}
        {kind === "ahsp" ? (
          <>
            <ConstantFields
              missing={view.missing}
              mapped={Object.values(draft.mapping)}
              constants={draft.constants}
              change={(constants) => setDraft({ ...draft, constants })}
            />
            <RuleRows saved={view.savedRules} rules={draft.rules} change={(rules) => setDraft({ ...draft, rules })} />
          </>
        ) : null}
      </fieldset>
      <ActFailure failure={failure} />
      <Button type="submit" look={view.reading ? "plain" : "primary"} pending={running !== null}>
        {t("save")}
      </Button>
    </form>
  );
}
