/** Runs once when the server starts: takes up imports that were cut off. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs" || !process.env.DATABASE_URL) return;
  const { resumeImports } = await import("@/lib/imports/run");
  const { log } = await import("@/lib/log");
  resumeImports().catch((error) => log.error("resume imports", { error }));
}
