import { defineConfig } from "@playwright/test";
import { launchOptions } from "@/e2e/browser";

/** Browser tests: one after the other against one portal, which e2e/setup/portal.ts starts. */
export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/setup/portal.ts",
  outputDir: "test-results",
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    browserName: "chromium",
    // Workers read this file again, when the portal runs.
    baseURL: process.env.PORTAL_TEST_URL,
    locale: "id-ID",
    timezoneId: "Asia/Jakarta",
    viewport: { width: 1440, height: 900 },
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: launchOptions(),
  },
});
