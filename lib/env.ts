import path from "node:path";
import { z } from "zod";

/** Every setting of the portal, read once and checked. The README lists them for people. */
const schema = z.object({
  /** Any PostgreSQL >= 15. Unset: the embedded one. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** Folder of what the portal keeps on disk: embedded database, secrets. */
  PORTAL_DATA: z.string().min(1).default(".portal"),
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  /** Address that people type, when it differs from http://HOST:PORT (behind a proxy with TLS). */
  PORTAL_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Signs session cookies. Unset: made once and kept in PORTAL_DATA. */
  PORTAL_SECRET: z.string().min(32).optional(),
  /** Instead of the set-up link: the first admin, made at start while there is none. */
  ADMIN_EMAIL: z.email().optional(),
  ADMIN_PASSWORD: z.string().min(12).optional(),
});

export type Env = z.infer<typeof schema>;

/** Settings as they are now. Throws an error that names each wrong variable. Empty variables count as unset. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env & { dataDir: string } {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`Settings that cannot be used:\n${lines.join("\n")}`);
  }
  return { ...parsed.data, dataDir: path.resolve(parsed.data.PORTAL_DATA) };
}
