import { useTranslations } from "next-intl";
import type { Failure } from "@/components/failure";
import { withFieldNames } from "@/lib/imports/field-names";

/** Makes the sentence of a failure, with the columns of files by the names that people know. */
export function useErrorSentence(): (failure: Failure) => string {
  const errors = useTranslations("errors");
  const columns = useTranslations("columns");
  return ({ code, params = {}, errorId }) =>
    errors(code, { errorId: errorId ?? "–", ...withFieldNames(params, (field) => columns(`fields.${field}`)) });
}
