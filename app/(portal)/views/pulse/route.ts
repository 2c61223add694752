import { route } from "@/lib/route";
import { readPulse } from "@/lib/views/console";

/** Text that changes whenever anything about any view does; components/follow.tsx asks for it. */
export const GET = route({ name: "views.pulse", role: "viewer" }, async () => new Response(await readPulse()));
