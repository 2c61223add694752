import { route } from "@/lib/route";
import { answerTechnologies } from "@/lib/technologies/answer";
import { technologiesParameters } from "@/lib/technologies/api";

/** The technologies that companies use, for people and programs. Described in /api/v1/openapi.json. */
export const GET = route(
  { name: "api.technologies", role: "viewer", apiTokens: true, query: technologiesParameters },
  async ({ query, request }) => answerTechnologies(new URL(request.url), query),
);
