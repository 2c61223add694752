"use client";

import { createContext, useContext, useMemo, useRef, useState } from "react";
import type { Answer } from "@/components/failure";
import type { AhspField, EditField, LineField } from "@/lib/ahsp/edit-fields";

interface Change<F> {
  field: F;
  value: string;
  expected: string | null;
}
type Edited = Promise<Answer<{ value: string | null }>>;

/** Server actions that change a value. */
export interface EditActions {
  editLine(input: Change<LineField> & { lineId: number }): Edited;
  editAhsp(input: Change<AhspField> & { ahspId: number }): Edited;
}

/** One value: of a line, or of the AHSP itself. */
export type EditTarget = { lineId: number; field: LineField } | { ahspId: number; field: AhspField };

interface Area {
  /** `value`: as readValue gives it, "" for none. `expected`: what the person saw. */
  save(target: EditTarget, value: string, expected: string | null): Edited;
  /** Says it to those who hear the page. */
  say(sentence: string): void;
  /** Key of what was changed last: its button gets the focus back, also when the line has moved to another kategori. */
  last: { current: string | null };
}

const AreaContext = createContext<Area | null>(null);

/** What may be changed stands within; it holds the one live region for all of it. */
export function EditArea({ actions, children }: { actions: EditActions; children: React.ReactNode }) {
  const [said, setSaid] = useState("");
  const last = useRef<string | null>(null);
  const area = useMemo<Area>(
    () => ({
      save: (target, value, expected) =>
        "lineId" in target
          ? actions.editLine({ ...target, value, expected })
          : actions.editAhsp({ ...target, value, expected }),
      say: setSaid,
      last,
    }),
    [actions],
  );
  return (
    <AreaContext value={area}>
      {children}
      <p role="status" className="no-print sr-only">
        {said}
      </p>
    </AreaContext>
  );
}

export function useEditArea(): Area {
  const area = useContext(AreaContext);
  if (!area) throw new Error("outside of EditArea");
  return area;
}

/** Name of one value on this page. */
export function keyOf(target: EditTarget): string {
  const place = "lineId" in target ? `line-${target.lineId}` : "ahsp";
  return `${place}-${target.field satisfies EditField}`;
}
