import { expect, pageOf, test } from "@/e2e/people";

const LIMIT_BYTES = 180_000;

/** What a browser that was never here before has to fetch for the page that is opened most. */
test("the statistics send little script", async ({ browser, people, baseURL }) => {
  const page = await pageOf(browser, people.viewer, baseURL);
  await page.goto("/ahsp", { waitUntil: "networkidle" });
  const sizes = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .filter((entry) => new URL(entry.name).pathname.endsWith(".js"))
      .map((entry) => (entry as PerformanceResourceTiming).encodedBodySize),
  );
  expect(sizes.length).toBeGreaterThan(0);
  expect(Math.min(...sizes)).toBeGreaterThan(0);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  expect(bytes, `${sizes.length} scripts, compressed`).toBeLessThanOrEqual(LIMIT_BYTES);
  await page.context().close();
});
