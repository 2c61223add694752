import path from "node:path";
import { defineConfig } from "vitest/config";

const alias = {
  "@": import.meta.dirname,
  // Marks modules that must not reach a browser; here it means nothing.
  "server-only": path.join(import.meta.dirname, "lib/db/testing/nothing.ts"),
};
const exclude = ["node_modules/**", ".next/**", "e2e/**"];

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: { name: "unit", include: ["**/*.test.ts"], exclude: [...exclude, "**/*.db.test.ts"], testTimeout: 30_000 },
      },
      {
        resolve: { alias },
        test: {
          name: "db",
          include: ["**/*.db.test.ts"],
          exclude,
          globalSetup: "lib/db/testing/cluster.ts",
          setupFiles: "lib/db/testing/database.ts",
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Each file has a process and a database of its own.
          pool: "forks",
          maxWorkers: 2,
        },
      },
    ],
  },
});
