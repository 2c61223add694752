import "server-only";
import { unstable_rethrow } from "next/navigation";
import { type Failure, failureOf } from "@/lib/failure";

/** For pages: the value, or what is told of the failure, so that an outage never looks like an empty table. */
export async function attempt<T>(
  place: string,
  work: () => Promise<T>,
): Promise<{ ok: true; data: T } | { ok: false; failure: Failure }> {
  try {
    return { ok: true, data: await work() };
  } catch (error) {
    unstable_rethrow(error);
    return { ok: false, failure: failureOf(error, place) };
  }
}
