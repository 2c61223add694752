import "server-only";
import { unstable_rethrow } from "next/navigation";
import { z } from "zod";
import { authorise, authoriseProgram, type Needed, type PersonFor } from "@/lib/auth/access";
import { ERROR_CODES, type ErrorCode } from "@/lib/errors";
import { failureOf } from "@/lib/failure";
import { FIELD_CODES, InvalidInput, parseInput } from "@/lib/input";
import { InvalidParameters, parameterErrors, readParameters } from "@/lib/parameters";

type RouteDefinition<N extends Needed, P extends z.ZodType, Q extends z.ZodType, A extends boolean> = {
  /** Unique; stands in the log. */
  name: string;
  role: N;
  /** The path's [segments]. */
  params?: P;
  /** The query; a name that occurs more than once is a list. */
  query?: Q;
  /** Also programs with an API token may, as viewers. */
  apiTokens?: A;
};

type RouteContext<N extends Needed, P extends z.ZodType, Q extends z.ZodType, A extends boolean> = {
  params: z.output<P>;
  query: z.output<Q>;
  /** Null also when a program asks. */
  person: A extends true ? PersonFor<N> | null : PersonFor<N>;
  request: Request;
};

/** What a code answers with; any other code with 422. */
export const STATUS: Partial<Record<ErrorCode, number>> = {
  INVALID_INPUT: 400,
  UNAUTHENTICATED: 401,
  REAUTHENTICATION_REQUIRED: 401,
  FORBIDDEN: 403,
  CROSS_SITE: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  TOO_MANY_ATTEMPTS: 429,
  INTERNAL: 500,
  DATABASE_UNAVAILABLE: 503,
  DATABASE_TIMEOUT: 503,
  VIEW_NOT_POPULATED: 503,
  EXPORT_BUSY: 503,
};

/** What stands in a failure's answer: `params` belong to the code's sentence, `errorId` finds a surprise in the log. */
export const failureBody = z.object({
  code: z.enum(ERROR_CODES),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  errorId: z.string().optional(),
  /** INVALID_INPUT: every parameter that is wrong, and why. */
  fields: z.union([parameterErrors, z.record(z.string(), z.enum(FIELD_CODES))]).optional(),
});

/**
 * The one way to define a GET route handler. It refuses strangers (401), people without the role (403) and wrong
 * input (400), then runs; failures become `{ code, … }` as JSON. Nothing it answers is kept in a cache. A handler
 * that streams must have done what can fail before it returns: later the status is out already.
 */
export function route<
  N extends Needed,
  P extends z.ZodType = z.ZodUnknown,
  Q extends z.ZodType = z.ZodUnknown,
  A extends boolean = false,
>(
  { name, role, params, query, apiTokens }: RouteDefinition<N, P, Q, A>,
  run: (context: RouteContext<N, P, Q, A>) => Promise<Response>,
): (request: Request, context: { params: Promise<unknown> }) => Promise<Response> {
  return async (request, context) => {
    try {
      const isProgram = apiTokens === true && (await authoriseProgram(role, request.headers));
      const person = isProgram ? null : await authorise(role);
      const parsedParams = await parseInput(params ?? z.unknown(), await context.params);
      const parsedQuery = await readParameters(query ?? z.unknown(), queryObject(new URL(request.url).searchParams));
      const response = await run({
        params: parsedParams as z.output<P>,
        query: parsedQuery as z.output<Q>,
        person: person as RouteContext<N, P, Q, A>["person"],
        request,
      });
      // Next answers HEAD by the same handler and lets the body lie: whoever makes it would wait for a reader.
      if (request.method === "HEAD") await response.body?.cancel();
      return uncached(request.method === "HEAD" ? new Response(null, response) : response);
    } catch (error) {
      unstable_rethrow(error);
      const failure = failureOf(error, name);
      const wrong = error instanceof InvalidInput || error instanceof InvalidParameters;
      const body: z.output<typeof failureBody> = { ...failure, ...(wrong ? { fields: error.fields } : {}) };
      const status = STATUS[failure.code] ?? 422;
      const headers = apiTokens && status === 401 ? { "www-authenticate": "Bearer" } : undefined;
      return uncached(Response.json(body, { status, ...(headers ? { headers } : {}) }));
    }
  };
}

function queryObject(search: URLSearchParams): Record<string, unknown> {
  return Object.fromEntries(
    [...new Set(search.keys())].map((key) => {
      const values = search.getAll(key);
      return [key, values.length === 1 ? values[0] : values];
    }),
  );
}

/** A copy, because the headers of some responses cannot be changed. */
function uncached(response: Response): Response {
  const copy = new Response(response.body, response);
  copy.headers.set("cache-control", "no-store");
  return copy;
}
