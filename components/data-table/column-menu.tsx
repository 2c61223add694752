"use client";

import { ArrowDown, ArrowUp, Columns3 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import type { TablePreferences } from "@/components/data-table/preferences";
import { buttonClass } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { areUsual, moveColumn, toggleColumn, withHidden } from "@/lib/table/columns";
import type { TableSpec } from "@/lib/table/spec";

const DENSITIES = ["comfortable", "compact"] as const;

/** Which columns are shown and in which order, and how close the rows stand. */
export function ColumnMenu({
  spec,
  columns,
  onColumns,
  preferences,
}: {
  spec: TableSpec;
  columns: readonly string[];
  onColumns(columns: readonly string[]): void;
  preferences: TablePreferences;
}) {
  const t = useTranslations("columnMenu");
  const [pending, start] = useTransition();
  const usual = areUsual(spec, columns);
  return (
    <Menu
      align="end"
      className={buttonClass("plain", usual ? "" : "border-accent text-accent")}
      label={
        <>
          <Columns3 aria-hidden className="size-4" />
          {t("label")}
          {usual ? null : (
            <span className="tabular-nums">
              ({columns.length}/{Object.keys(spec.columns).length})
            </span>
          )}
        </>
      }
    >
      <fieldset className="sm:w-72">
        <legend className="sr-only">{t("columns")}</legend>
        {withHidden(spec, columns).map((name) => (
          <ColumnLine key={name} spec={spec} name={name} columns={columns} onColumns={onColumns} />
        ))}
        <button
          type="button"
          aria-disabled={usual}
          className="link my-1 min-h-8 px-2 text-xs aria-disabled:cursor-default aria-disabled:text-soft aria-disabled:no-underline"
          onClick={() => (usual ? undefined : onColumns(Object.keys(spec.columns)))}
        >
          {t("reset")}
        </button>
      </fieldset>
      <fieldset className="border-line border-t pt-2" aria-busy={pending || undefined}>
        <legend className="sr-only">{t("density")}</legend>
        <p aria-hidden className="px-2 text-soft text-xs">
          {t("density")}
        </p>
        {DENSITIES.map((density) => (
          <label
            key={density}
            className="flex min-h-8 cursor-pointer items-center gap-2 rounded px-2 hover:bg-sunken pointer-coarse:min-h-10"
          >
            <input
              type="radio"
              name="density"
              className="accent-accent"
              defaultChecked={density === preferences.density}
              onChange={() => start(async () => void (await preferences.set({ density })))}
            />
            {t(`densities.${density}`)}
          </label>
        ))}
      </fieldset>
    </Menu>
  );
}

function ColumnLine({
  spec,
  name,
  columns,
  onColumns,
}: {
  spec: TableSpec;
  name: string;
  columns: readonly string[];
  onColumns(columns: readonly string[]): void;
}) {
  const t = useTranslations();
  const label = t(`tables.${spec.name}.columns.${name}` as "tables.stats.columns.kode_ahsp");
  const always = name === columns[0];
  const shown = columns.includes(name);
  // Never `disabled`: a button that has just been pressed would lose the focus at the end of its way.
  const move = (way: "up" | "down", by: 1 | -1) => (
    <button
      type="button"
      aria-label={t(`columnMenu.${way}`, { column: label })}
      aria-disabled={moveColumn(columns, name, by) === columns}
      onClick={() => onColumns(moveColumn(columns, name, by))}
      className="inline-flex size-8 items-center justify-center rounded text-soft hover:bg-page hover:text-ink aria-disabled:opacity-30 pointer-coarse:size-10"
    >
      {way === "up" ? <ArrowUp aria-hidden className="size-4" /> : <ArrowDown aria-hidden className="size-4" />}
    </button>
  );
  return (
    <div className="flex items-center rounded hover:bg-sunken">
      <label
        className={`flex min-h-8 min-w-0 flex-1 items-center gap-2 px-2 pointer-coarse:min-h-10 ${always ? "" : "cursor-pointer"}`}
      >
        <input
          type="checkbox"
          className="accent-accent"
          checked={shown}
          disabled={always}
          onChange={() => onColumns(toggleColumn(spec, columns, name))}
        />
        <span className={`truncate ${shown ? "" : "text-soft"}`}>{label}</span>
        {always ? <span className="ml-auto text-soft text-xs">{t("columnMenu.always")}</span> : null}
      </label>
      {shown && !always ? (
        <>
          {move("up", -1)}
          {move("down", 1)}
        </>
      ) : null}
    </div>
  );
}
