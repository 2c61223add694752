import { databaseReady } from "@/lib/db/health";
import { route } from "@/lib/route";

/** 200 when the portal can work with its database now, else 503. */
export const GET = route({ name: "healthReady", role: "none" }, async () =>
  (await databaseReady())
    ? Response.json({ status: "ready" })
    : Response.json({ status: "unavailable", code: "DATABASE_UNAVAILABLE" }, { status: 503 }),
);
