import "server-only";
import { randomBytes } from "node:crypto";
import { type ErrorCode, PortalError } from "@/lib/errors";
import { log } from "@/lib/log";

/**
 * What is told of something that was thrown. An expected failure says its code and params; an unexpected one is
 * logged whole under `errorId`, and only the id leaves the server.
 */
export type Failure = { code: ErrorCode; params?: PortalError["params"]; errorId?: string };

/** @param place what was being done, for the log: the name of an action, a route or a page's query */
export function failureOf(error: unknown, place: string): Failure {
  if (error instanceof PortalError) {
    return { code: error.code, ...(Object.keys(error.params).length > 0 ? { params: error.params } : {}) };
  }
  const code = databaseFailure(error) ?? "INTERNAL";
  const errorId = randomBytes(5).toString("hex");
  log.error("failed", { place, code, errorId, error });
  return { code, errorId };
}

/** SQLSTATE of a statement that took too long or waited too long for a lock. */
const TIMEOUT_STATES = new Set(["57014", "55P03"]);
/** SQLSTATE of reading a materialized view that holds no snapshot. */
const NOT_POPULATED_STATE = "55000";
/** SQLSTATE classes and states of a database that is not there: connection, resources, shutting down, starting up. */
const UNAVAILABLE_STATE = /^(08...|53300|57P0[1-5])$/;
/** Codes of Prisma (P1… connection, P2024 and P2028 no connection in time), of the operating system, of drivers. */
const UNAVAILABLE_CODE =
  /^(P10(00|01|02|03|08|10|11|17)|P2024|P2028|ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|ETIMEDOUT|EAI_AGAIN|DatabaseNotReachable|ConnectionClosed|SocketTimeout)$/;
const UNAVAILABLE_MESSAGE =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Can't reach database server)/;

/** DATABASE_TIMEOUT, DATABASE_UNAVAILABLE or VIEW_NOT_POPULATED when that is what the error, or one it wraps, means. */
export function databaseFailure(error: unknown): ErrorCode | null {
  for (const code of errorCodes(error)) {
    if (TIMEOUT_STATES.has(code)) return "DATABASE_TIMEOUT";
    if (code === NOT_POPULATED_STATE) return "VIEW_NOT_POPULATED";
    if (UNAVAILABLE_STATE.test(code) || UNAVAILABLE_CODE.test(code) || UNAVAILABLE_MESSAGE.test(code)) {
      return "DATABASE_UNAVAILABLE";
    }
  }
  return null;
}

/**
 * The codes that an error carries, outermost first: SQLSTATE, codes of Prisma and of the operating system, kinds of
 * Prisma's drivers; and its message, because some errors of a pool have nothing else.
 */
export function* errorCodes(error: unknown, depth = 0): Generator<string> {
  if (typeof error !== "object" || error === null || depth > 6) return;
  for (const key of ["code", "originalCode", "kind", "message"]) {
    const code: unknown = Reflect.get(error, key);
    if (typeof code === "string") yield code;
  }
  // Prisma keeps the driver's error in `cause` or in `meta`, a pool keeps several tries in `errors`.
  for (const key of ["cause", "meta", "driverAdapterError"]) yield* errorCodes(Reflect.get(error, key), depth + 1);
  const errors: unknown = Reflect.get(error, "errors");
  if (Array.isArray(errors)) yield* errorCodes(errors[0], depth + 1);
}
