import {
  chooseColumns,
  commitImport,
  decideSuspects,
  discardImport,
  leaveProfile,
  planImport,
  revertImport,
  uploadCorrected,
} from "@/app/(portal)/imports/actions";
import type { ImportActions } from "@/components/imports/types";

/** What the pages of an import hand to their components. */
export const importActions: ImportActions = {
  chooseColumns,
  commitImport,
  decideSuspects,
  discardImport,
  leaveProfile,
  planImport,
  revertImport,
  uploadCorrected,
};
