import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "@/lib/db/generated/client";
import { planName } from "@/lib/db/kept-plan";
import { databaseUrl } from "@/lib/db/pool";

/** No page may make the database work longer than this. Long jobs use pool(). */
const PAGE_STATEMENT_TIMEOUT_MS = 10_000;

/**
 * The Prisma client, made at first use: importing this connects to nothing and needs no setting, so `next build` can.
 * Up to 10 connections; a statement may take 10 s, a connection must come within 5 s. After a restart of the database
 * the next query connects again.
 */
export const prisma: PrismaClient = new Proxy({} as PrismaClient, {
  get(_, property) {
    const made = client();
    const value: unknown = Reflect.get(made, property, made);
    return typeof value === "function" ? value.bind(made) : value;
  },
  has: (_, property) => Reflect.has(client(), property),
});

// Development reloads modules; the connections stay.
const global = globalThis as { portalPrisma?: PrismaClient | undefined };

function client(): PrismaClient {
  global.portalPrisma ??= new PrismaClient({
    adapter: new PrismaPg(
      {
        connectionString: databaseUrl(),
        max: 10,
        statement_timeout: PAGE_STATEMENT_TIMEOUT_MS,
        connectionTimeoutMillis: 5000,
        keepAlive: true,
        // What a connection has prepared goes with it.
        idleTimeoutMillis: 600_000,
        // A server's own default may be to compile: that costs more than it saves on queries of milliseconds.
        options: "-c jit=off",
      },
      { statementNameGenerator: ({ sql }) => planName(sql) },
    ),
  });
  return global.portalPrisma;
}

/** Ends the client's connections, if any were made. It may be used again afterwards. */
export async function closePrisma(): Promise<void> {
  const made = global.portalPrisma;
  global.portalPrisma = undefined;
  await made?.$disconnect();
}
