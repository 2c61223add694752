import "server-only";
import { unstable_rethrow } from "next/navigation";
import { z } from "zod";
import { authorise, type Needed, type PersonFor } from "@/lib/auth/access";
import type { ErrorCode } from "@/lib/errors";
import { failureOf } from "@/lib/failure";
import { InvalidInput, parseInput } from "@/lib/input";

type RouteDefinition<N extends Needed, P extends z.ZodType, Q extends z.ZodType> = {
  /** Unique; stands in the log. */
  name: string;
  role: N;
  /** The path's [segments]. */
  params?: P;
  /** The query; a name that occurs more than once is a list. */
  query?: Q;
};

type RouteContext<N extends Needed, P extends z.ZodType, Q extends z.ZodType> = {
  params: z.output<P>;
  query: z.output<Q>;
  person: PersonFor<N>;
  request: Request;
};

const STATUS: Partial<Record<ErrorCode, number>> = {
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
};

/**
 * The one way to define a GET route handler. It refuses strangers (401), people without the role (403) and wrong
 * input (400), then runs; failures become `{ code, … }` as JSON. Nothing it answers is kept in a cache. A handler
 * that streams must have done what can fail before it returns: later the status is out already.
 */
export function route<N extends Needed, P extends z.ZodType = z.ZodUnknown, Q extends z.ZodType = z.ZodUnknown>(
  { name, role, params, query }: RouteDefinition<N, P, Q>,
  run: (context: RouteContext<N, P, Q>) => Promise<Response>,
): (request: Request, context: { params: Promise<unknown> }) => Promise<Response> {
  return async (request, context) => {
    try {
      const person = await authorise(role);
      const parsedParams = await parseInput(params ?? z.unknown(), await context.params);
      const parsedQuery = await parseInput(query ?? z.unknown(), queryObject(new URL(request.url).searchParams));
      return uncached(
        await run({
          params: parsedParams as z.output<P>,
          query: parsedQuery as z.output<Q>,
          person,
          request,
        }),
      );
    } catch (error) {
      unstable_rethrow(error);
      const failure = failureOf(error, name);
      const fields = error instanceof InvalidInput ? { fields: error.fields } : {};
      return uncached(Response.json({ ...failure, ...fields }, { status: STATUS[failure.code] ?? 422 }));
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
