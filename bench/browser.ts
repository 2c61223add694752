import { type Browser, chromium } from "@playwright/test";
import { median } from "@/bench/measure";
import type { Portal } from "@/bench/portal";
import { ensureChromium, launchOptions } from "@/e2e/browser";

/** /ahsp in a real browser that was never there before. Medians of several visits. */
export interface BrowserFigures {
  /** from navigation start to the moment when the largest thing on the screen was painted */
  largestPaintMs: number;
  /** the slowest answer to a click or key of a visit, until the next frame was painted */
  interactionMs: number;
  /** as they were sent, compressed */
  scriptBytes: number;
}

const VISITS = 5;

/** @returns null where there is no Chromium and none can be installed; progress says so */
export async function measureBrowser(
  { url, cookie }: Portal,
  progress: (line: string) => void,
): Promise<BrowserFigures | null> {
  try {
    ensureChromium(progress);
  } catch (error) {
    progress((error as Error).message);
    return null;
  }
  const browser = await chromium.launch(launchOptions());
  try {
    // The first visit warms the portal and is not counted.
    await visit(browser, url, cookie);
    const visits: BrowserFigures[] = [];
    for (let n = 0; n < VISITS; n++) visits.push(await visit(browser, url, cookie));
    const middle = (name: keyof BrowserFigures) => median(visits.map((one) => one[name]));
    return {
      largestPaintMs: middle("largestPaintMs"),
      interactionMs: middle("interactionMs"),
      scriptBytes: middle("scriptBytes"),
    };
  } finally {
    await browser.close();
  }
}

async function visit(browser: Browser, url: string, cookie: string): Promise<BrowserFigures> {
  const context = await browser.newContext({ locale: "id-ID", viewport: { width: 1440, height: 900 } });
  await context.addCookies(
    cookie.split("; ").map((pair) => {
      const at = pair.indexOf("=");
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
    }),
  );
  const page = await context.newPage();
  await page.addInitScript(() => {
    const seen = { paint: 0, interaction: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.paint = entry.startTime;
    }).observe({ type: "largest-contentful-paint", buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        // Of an event that is no interaction the id is 0.
        if ((entry as PerformanceEventTiming & { interactionId?: number }).interactionId)
          seen.interaction = Math.max(seen.interaction, entry.duration);
      }
    }).observe({ type: "event", durationThreshold: 16, buffered: true } as PerformanceObserverInit);
  });
  await page.goto(`${url}/ahsp`, { waitUntil: "networkidle" });
  const scriptBytes = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .filter((entry) => (entry as PerformanceResourceTiming).initiatorType === "script" || entry.name.includes(".js"))
      .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
  );
  // As somebody works: a filter, the next page, another order.
  const filters = page.getByRole("region", { name: "Filter" });
  await filters.locator("summary", { hasText: "Sumber" }).click();
  await filters.getByRole("checkbox").first().click();
  await page.waitForURL(/sumber=/);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Berikutnya" }).click();
  await page.waitForURL(/after=/);
  await page.getByRole("button", { name: "Kode" }).click();
  await page.waitForURL(/sort=/);
  await page.waitForTimeout(300);
  const seen = await page.evaluate(() => (window as unknown as { seen: { paint: number; interaction: number } }).seen);
  await context.close();
  return { largestPaintMs: seen.paint, interactionMs: seen.interaction, scriptBytes };
}
