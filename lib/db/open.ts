import path from "node:path";
import { readEnv } from "@/lib/env";
import { openEmbedded } from "./embedded";

export interface OpenDatabase {
  url: string;
  /** What a person is told about it. */
  description: string;
  close(): Promise<void>;
}

/** The database that the settings name: DATABASE_URL as it is, else the embedded one, started or joined. */
export async function openDatabase(): Promise<OpenDatabase> {
  const env = readEnv();
  if (env.DATABASE_URL) {
    return { url: env.DATABASE_URL, description: "PostgreSQL of DATABASE_URL", close: async () => {} };
  }
  const database = await openEmbedded(path.join(env.dataDir, "db"));
  return { ...database, description: database.joined ? "embedded PostgreSQL (joined)" : "embedded PostgreSQL" };
}
