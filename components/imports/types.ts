import type { Answer, Failure } from "@/components/failure";
import type { Choices } from "@/lib/imports/choices";

/** Which suspects a person decides about, and how. `value` is one of the candidates; null takes a decision back. */
export type SuspectDecision = "recommended-high" | "keep-all" | { choices: { baris: number; value: string | null }[] };

/** A file on its way in. What went well leads to another page. */
export type UploadAction = (form: FormData) => Promise<({ ok: false } & Failure) | { ok: true }>;

/**
 * What the pages of an import can do. What takes a while goes on in the background: the page, asked for again, shows
 * its progress first.
 */
export interface ImportActions {
  uploadCorrected: UploadAction;
  chooseColumns: (input: { importId: number; choices: Choices }) => Promise<Answer<unknown>>;
  leaveProfile: (input: { importId: number; forget: boolean }) => Promise<Answer<unknown>>;
  decideSuspects: (input: { importId: number; decision: SuspectDecision }) => Promise<Answer<{ decided: number }>>;
  planImport: (input: { importId: number; onlyGoodRows: boolean; removeMissing: boolean }) => Promise<Answer<unknown>>;
  commitImport: (input: { importId: number; commitKey: string }) => Promise<Answer<unknown>>;
  discardImport: (input: { importId: number }) => Promise<Answer<unknown>>;
  revertImport: (input: { importId: number }) => Promise<Answer<{ importId: number }>>;
}
