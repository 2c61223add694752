import { defineConfig } from "prisma/config";

// `prisma generate` only checks that a schema engine file exists and never runs it; naming Node itself
// keeps the command from downloading an engine that this project does not use.
if (process.argv.includes("generate")) process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "" },
});
