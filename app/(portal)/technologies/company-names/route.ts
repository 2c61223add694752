import { z } from "zod";
import { route } from "@/lib/route";
import { suggestCompanyNames } from "@/lib/technologies/companies";
import { MAX_SEARCH } from "@/lib/technologies/types";

const search = z
  .string()
  .max(MAX_SEARCH)
  .refine((text) => !text.includes("\0"))
  .default("");

/** Names of companies to choose from while somebody types. */
export const GET = route(
  { name: "technologies.companyNames", role: "viewer", query: z.object({ search }) },
  async ({ query }) => Response.json({ names: await suggestCompanyNames(query.search) }),
);
