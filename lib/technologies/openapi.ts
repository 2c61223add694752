import "server-only";
import { z } from "zod";
import type { ErrorCode } from "@/lib/errors";
import { parameterErrors } from "@/lib/parameters";
import { failureBody, STATUS } from "@/lib/route";
import { dataSource, entryPage, TECHNOLOGIES_PATH, technologiesParameters, technologyPage } from "./api";

/** Everything that a program with a valid token, or without one, may be refused with. */
const CODES = [
  "INVALID_INPUT",
  "UNAUTHENTICATED",
  "INTERNAL",
  "DATABASE_UNAVAILABLE",
  "DATABASE_TIMEOUT",
  "VIEW_NOT_POPULATED",
] as const satisfies ErrorCode[];

const REASONS: Record<number, string> = {
  400: "Parameter salah; fields menyebut setiap parameter dan sebabnya. / Wrong parameters; fields names each and why.",
  401: "Tanpa sesi atau token, atau token tidak berlaku. / No session or token, or the token is not valid.",
  500: "Kesalahan tak terduga; errorId tercatat di log. / Unexpected failure; errorId stands in the log.",
  503: "Basis data atau snapshot belum siap; coba lagi nanti. / Database or snapshot not ready; try again later.",
};

/** The OpenAPI 3.1 document of the API, made from the schemas that the route checks and answers with. */
export function openApiDocument() {
  return {
    openapi: "3.1.1",
    info: {
      title: "Portal AHSP",
      version: "1",
      description:
        "Buat token di halaman Pengguna (administrator). Orang yang sudah masuk di portal dapat memanggilnya dengan " +
        "sesinya. / Make a token on the page Users (administrators). People signed in to the portal may call it " +
        "with their session.",
    },
    servers: [{ url: "/" }],
    security: [{ token: [] }],
    paths: {
      [TECHNOLOGIES_PATH]: {
        get: {
          operationId: "listTechnologies",
          summary: "Teknologi yang dipakai perusahaan / Technologies that companies use",
          parameters: parameters(),
          responses: { 200: found(), ...failures() },
        },
      },
    },
    components: {
      schemas: {
        TechnologyPage: jsonSchema(technologyPage),
        EntryPage: jsonSchema(entryPage),
      },
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "Authorization: Bearer ahsp_…" },
      },
    },
  };
}

function parameters() {
  const { properties = {} } = jsonSchema(technologiesParameters);
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...schema } = property as z.core.JSONSchema.JSONSchema;
    return { name, in: "query", description, schema };
  });
}

function found() {
  const pages = ["TechnologyPage", "EntryPage"].map((name) => ({ $ref: `#/components/schemas/${name}` }));
  return {
    description:
      "Satu halaman: TechnologyPage, atau EntryPage untuk distinct=false. / One page: TechnologyPage, or EntryPage for distinct=false.",
    headers: { "X-Data-Source": { schema: jsonSchema(dataSource) } },
    content: { "application/json": { schema: { anyOf: pages } } },
  };
}

function failures() {
  const statuses = [...new Set(CODES.map((code) => STATUS[code] as number))];
  return Object.fromEntries(
    statuses.map((status) => {
      const codes = CODES.filter((code) => STATUS[code] === status);
      const body = bodyOf(status).extend({ code: z.enum(codes) });
      return [status, { description: REASONS[status], content: { "application/json": { schema: jsonSchema(body) } } }];
    }),
  );
}

/** What a failure of this API tells besides its code. */
function bodyOf(status: number) {
  if (status === 400) return failureBody.pick({ fields: true }).extend({ fields: parameterErrors });
  return status >= 500 ? failureBody.pick({ errorId: true }).required() : z.object({});
}

/** What a schema makes of its input, as JSON Schema 2020-12, which OpenAPI 3.1 takes as it is. */
function jsonSchema(schema: z.ZodType): z.core.JSONSchema.JSONSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "output" });
  return rest;
}
