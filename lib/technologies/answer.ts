import "server-only";
import { entryPage, pageLinks, type TechnologiesParameters, technologyPage } from "./api";
import { readTechnologies, readTechnologyEntries } from "./list";

/** Answers GET /api/v1/technologies. @param url as it was asked for; the links to other pages keep its parameters */
export async function answerTechnologies(url: URL, parameters: TechnologiesParameters): Promise<Response> {
  const query = { ...parameters, companies: parameters.company ?? [] };
  if (!parameters.distinct) {
    const { results, hasMore } = await readTechnologyEntries(query);
    const answer = entryPage.parse({ ...pageLinks(url, query, hasMore), has_more: hasMore, results });
    return Response.json(answer, { headers: { "x-data-source": "live" } });
  }
  const { results, hasMore, source } = await readTechnologies(query);
  const answer = technologyPage.parse({ ...pageLinks(url, query, hasMore), has_more: hasMore, results });
  return Response.json(answer, { headers: { "x-data-source": source === "view" ? "view" : "live" } });
}
