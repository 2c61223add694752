import { expect, pageOf, test } from "@/e2e/people";

const LIMIT_BYTES = 180_000;

/** What a browser that was never here before has to fetch for the page that is opened most. */
test("the statistics send little script", async ({ browser, people, baseURL }) => {
  const page = await pageOf(browser, people.viewer, baseURL);
  const network = await page.context().newCDPSession(page);
  await network.send("Network.enable");
  await network.send("Network.setCacheDisabled", { cacheDisabled: true });
  const scripts = new Set<string>();
  let bytes = 0;
  network.on("Network.responseReceived", ({ requestId, type }) => {
    if (type === "Script") scripts.add(requestId);
  });
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto("/ahsp", { waitUntil: "networkidle" });
  expect(scripts.size).toBeGreaterThan(0);
  expect(bytes).toBeGreaterThan(0);
  expect(bytes, `${scripts.size} scripts, compressed`).toBeLessThanOrEqual(LIMIT_BYTES);
  await page.context().close();
});
