import path from "node:path";
import { defineConfig } from "vitest/config";

const rooms = "{app,bench,bin,components,e2e,lib}";

export default defineConfig({
  resolve: {
    alias: {
      "@": import.meta.dirname,
      // Marks modules that must not reach a browser; here it means nothing.
      "server-only": path.join(import.meta.dirname, "lib/db/testing/empty.ts"),
    },
  },
  test: {
    // On a small machine more files at a time would only wait for each other.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: [`${rooms}/**/*.test.{ts,tsx}`],
          exclude: ["**/*.db.test.ts"],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: [`${rooms}/**/*.db.test.ts`],
          globalSetup: "lib/db/testing/cluster.ts",
          setupFiles: "lib/db/testing/database.ts",
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
