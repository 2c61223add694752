import { route } from "@/lib/route";

/** 200 as long as the process answers, whatever the database does. */
export const GET = route({ name: "healthLive", role: "none" }, async () => Response.json({ status: "live" }));
