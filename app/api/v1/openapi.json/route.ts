import { route } from "@/lib/route";
import { openApiDocument } from "@/lib/technologies/openapi";

/** What the API takes and answers, as OpenAPI 3.1. Public: it holds no data. */
export const GET = route({ name: "api.openapi", role: "none" }, async () => Response.json(openApiDocument()));
