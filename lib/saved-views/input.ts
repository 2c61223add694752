import { z } from "zod";
import { NAME_LIMIT } from "./types";

/** Control and format characters (the marks that turn the direction of writing among them), and what shows as nothing. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}]|(?!\ufe0f)\p{Default_Ignorable_Code_Point}/u;

/** A name as it is stored: composed, white space as single spaces, nothing in it that cannot be seen. */
export const savedViewName = z
  .string()
  .transform((text) => text.normalize("NFC").replace(/\s+/gu, " ").trim())
  .pipe(
    z
      .string()
      .min(1, "REQUIRED")
      .max(NAME_LIMIT, "TOO_LONG")
      .refine((text) => !INVISIBLE.test(text), "INVISIBLE"),
  );

export const savedViewId = z.int().min(1).max(2_147_483_647);

/** Search part of a URL, as the browser has it: longer than any that is stored, so that its length can be told. */
export const searchText = z.string().max(50_000);
