import "server-only";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { authorise, type Needed, type PersonFor } from "@/lib/auth/access";
import { isSameOrigin } from "@/lib/auth/same-origin";
import { readEnv } from "@/lib/env";
import { PortalError } from "@/lib/errors";
import { type Failure, failureOf } from "@/lib/failure";
import { type FieldErrors, formObject, InvalidInput, parseInput } from "@/lib/input";
import { log } from "@/lib/log";

/**
 * What an action answers. `code` and `params` name the sentence `errors.<code>`; `fields` (INVALID_INPUT only) one
 * sentence `fieldErrors.<code>` per field; `errorId` finds an unexpected failure in the log.
 */
export type ActionResult<T> = { ok: true; data: T } | ({ ok: false; fields?: FieldErrors } & Failure);

/** Call it with an object or a form, or hand it to useActionState. */
export type Action<I, T> = {
  (...input: undefined extends I ? [input?: I | FormData] : [input: I | FormData]): Promise<ActionResult<T>>;
  (previous: ActionResult<T> | null, input: I | FormData): Promise<ActionResult<T>>;
};

type ActionDefinition<N extends Needed, S extends z.ZodType> = {
  /** Unique; stands in the log and in lib/auth/matrix.ts. */
  name: string;
  role: N;
  /** Keys that it does not name are dropped. */
  input: S;
  /** Dangerous: asks for the password again when the session lay idle for 30 minutes. */
  fresh?: true;
};

/**
 * The one way to define a server action. An action is a public POST endpoint, so in this order it refuses requests of
 * other sites (CROSS_SITE), strangers (UNAUTHENTICATED), people without the role (FORBIDDEN), idle sessions
 * (REAUTHENTICATION_REQUIRED) and wrong input (INVALID_INPUT), and only then runs. Whatever is thrown becomes a typed
 * answer, except for Next's own redirect and notFound, which pass through.
 */
export function action<N extends Needed, S extends z.ZodType, T>(
  { name, role, input, fresh }: ActionDefinition<N, S>,
  run: (input: z.output<S>, context: { person: PersonFor<N>; headers: Headers }) => Promise<T>,
): Action<z.input<S>, T> {
  return async (...args: unknown[]): Promise<ActionResult<T>> => {
    const started = performance.now();
    let actor: string | undefined;
    const report = (outcome: string) =>
      log.info("action", { name, actor, outcome, ms: Math.round(performance.now() - started) });
    try {
      const requestHeaders = new Headers(await headers());
      if (!isSameOrigin(requestHeaders, readEnv().PORTAL_URL)) throw new PortalError("CROSS_SITE");
      const person = await authorise(role, { fresh });
      actor = person?.id;
      // useActionState puts the previous result first.
      const given = args.length > 1 ? args[1] : args[0];
      const parsed = await parseInput(input, given instanceof FormData ? formObject(given) : given);
      const data = await run(parsed, { person, headers: requestHeaders });
      report("ok");
      return { ok: true, data };
    } catch (error) {
      passNextSignals(error, () => report("ok"));
      const failure = failureOf(error, name);
      report(failure.code);
      return { ok: false, ...failure, ...(error instanceof InvalidInput ? { fields: error.fields } : {}) };
    }
  };
}

/** Next tells itself of redirect() and notFound() by throwing: those go on to it, as the end of an action that ran. */
function passNextSignals(error: unknown, before: () => void): void {
  try {
    unstable_rethrow(error);
  } catch (signal) {
    before();
    throw signal;
  }
}
