import "server-only";
import fs from "node:fs";
import path from "node:path";

/** Names of the migrations in prisma/migrations, in the order they are applied. */
export function migrationNames(folder = path.resolve("prisma/migrations")): string[] {
  // Read where the portal is started; the build need not bundle what lies there.
  const entries = fs.readdirSync(/* turbopackIgnore: true */ folder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory());
  return folders.map((entry) => entry.name).sort();
}
