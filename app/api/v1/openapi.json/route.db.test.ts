import Ajv2020 from "ajv/dist/2020";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { GET } from "@/app/api/v1/openapi.json/route";
import { PARAMETER_CODES } from "@/lib/parameters";
import { technologiesParameters } from "@/lib/technologies/api";

/** The parts of OpenAPI 3.1 that the document uses, and nothing beside them. */
const schema = z.looseObject({});
const media = z.strictObject({ "application/json": z.strictObject({ schema }) });
const response = z.strictObject({
  description: z.string().min(1),
  headers: z.record(z.string(), z.strictObject({ schema })).optional(),
  content: media,
});
const operation = z.strictObject({
  operationId: z.string(),
  summary: z.string(),
  parameters: z.array(
    z.strictObject({
      name: z.string(),
      in: z.literal("query"),
      description: z.string().min(1),
      schema,
      style: z.literal("form").optional(),
      explode: z.boolean().optional(),
    }),
  ),
  responses: z.record(z.string().regex(/^[1-5][0-9][0-9]$/), response),
});
const openApi = z.strictObject({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  info: z.strictObject({ title: z.string(), version: z.string(), description: z.string() }),
  servers: z.array(z.strictObject({ url: z.string() })),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  paths: z.record(z.string().startsWith("/"), z.strictObject({ get: operation })),
  components: z.strictObject({
    schemas: z.record(z.string().regex(/^[a-zA-Z0-9._-]+$/), schema),
    securitySchemes: z.record(
      z.string(),
      z.strictObject({ type: z.literal("http"), scheme: z.literal("bearer"), description: z.string() }),
    ),
  }),
});

let document: z.output<typeof openApi>;

beforeAll(async () => {
  // Nobody is signed in: there is no request to tell of.
  const answer = await GET(new Request("http://portal.test/api/v1/openapi.json"), { params: Promise.resolve({}) });
  expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
  document = openApi.parse(await answer.json());
});

const get = () => document.paths["/api/v1/technologies"]?.get as z.output<typeof operation>;

describe("the OpenAPI document", () => {
  test("is OpenAPI 3.1 whose schemas compile and whose references lead somewhere", () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const schemas = [
      ...Object.values(document.components.schemas),
      ...get().parameters.map((one) => one.schema),
      ...Object.values(get().responses).map((one) => one.content["application/json"].schema),
    ];
    for (const one of schemas) ajv.compile({ ...one, components: document.components });
    for (const one of document.security)
      for (const name of Object.keys(one)) expect(document.components.securitySchemes).toHaveProperty(name);
  });

  test("names every parameter of the route, with its bounds and defaults, and every kind of answer", () => {
    const parameters = Object.fromEntries(get().parameters.map((one) => [one.name, one.schema]));
    expect(Object.keys(parameters)).toEqual(Object.keys(technologiesParameters.shape));
    expect(parameters.limit).toEqual({ type: "integer", minimum: 1, maximum: 200, default: 25 });
    expect(parameters.offset).toEqual({ type: "integer", minimum: 0, maximum: 1_000_000, default: 0 });
    expect(parameters.distinct).toEqual({ type: "boolean", default: true });
    expect(parameters.ordering).toEqual({ type: "string", enum: ["value", "-value"], default: "value" });
    expect(parameters.company).toMatchObject({ type: "array", maxItems: 100, items: { type: "string", minLength: 1 } });
    expect(Object.keys(get().responses)).toEqual(["200", "400", "401", "500", "503"]);
    expect(JSON.stringify(get().responses["400"])).toContain(JSON.stringify(PARAMETER_CODES));
  });
});
