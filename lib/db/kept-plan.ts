import { createHash } from "node:crypto";
import sql, { type Sql } from "sql-template-tag";

/**
 * Begins a statement that each connection prepares once: understanding and planning a long one takes as long as running
 * it. For statements of few different texts whose best plan does not depend on the values: each takes some 0.7 MB of
 * each connection. Without parameters the first plan is kept, with some PostgreSQL first looks at five.
 */
export const keptPlan: Sql = sql`/* kept plan */`;

/** The name under which a connection keeps a statement prepared; empty: it does not. */
export function planName(text: string): string {
  return text.startsWith(keptPlan.text) ? createHash("md5").update(text).digest("base64url") : "";
}
