import type { Browser, Frame } from "playwright-core";
import { openContext } from "#tests/rig/chromium.ts";
import type { AppPage } from "#tests/support/matrix/list-pages.ts";
import { FILLED_SHOP, NEW_SHOP } from "../filled/filled-shop.ts";
import { median, round } from "../statistics.ts";

const addressOf = ({ path, isForNewcomers }: AppPage): string =>
  `https://admin.shopify.com/store/${(isForNewcomers ? NEW_SHOP : FILLED_SHOP).domain.split(".")[0]}/apps/catalog-relay${path}`;

export interface BrowserTimes {
  readonly lcpMs: number;
  readonly cls: number;
  readonly inpMs: number;
  readonly scriptKb: number;
}

interface Vitals {
  lcpMs: number | null;
  cls: number;
  /** The browser tells of interactions of 16 ms and more alone. */
  inpMs: number;
}

declare global {
  interface Window {
    vitals: Vitals;
  }
}

/**
 * Opens a page in the simulated admin with an empty cache, once for each visit, clicks on its heading and moves on by
 * keyboard. Medians; times from the moment at which the app's frame was asked for.
 */
export async function measureBrowser(browser: Browser, page: AppPage, visits: number): Promise<BrowserTimes> {
  const seen: BrowserTimes[] = [];
  for (let visit = 0; visit < visits; visit += 1) seen.push(await visitPage(browser, page));
  const of = (name: keyof BrowserTimes) => round(median(seen.map((times) => times[name])));
  return { lcpMs: of("lcpMs"), cls: of("cls"), inpMs: of("inpMs"), scriptKb: of("scriptKb") };
}

async function visitPage(browser: Browser, page: AppPage): Promise<BrowserTimes> {
  const context = await openContext(browser);
  try {
    await context.addInitScript(watchVitals);
    const admin = await context.newPage();
    await admin.goto(addressOf(page));
    const heading = admin.frameLocator("#app-frame").getByRole("heading", { level: 1 }).first();
    await heading.waitFor();
    const frame = admin.frame({ name: "app" });
    if (frame === null) throw new Error(`${page.name} shows no app.`);
    await frame.waitForLoadState("load");
    await frame.waitForFunction(isPainted);
    const { lcpMs, cls } = await readVitals(frame);
    await heading.click();
    for (let press = 0; press < 3; press += 1) await admin.keyboard.press("Tab");
    const { inpMs } = await readVitals(frame);
    if (lcpMs === null) throw new Error(`${page.name} painted nothing.`);
    return { lcpMs, cls, inpMs, scriptKb: (await frame.evaluate(scriptBytes)) / 1_000 };
  } finally {
    await context.close();
  }
}

/** In the browser, before anything else of a page. */
function watchVitals(): void {
  const vitals: Vitals = { lcpMs: null, cls: 0, inpMs: 16 };
  window.vitals = vitals;
  const watch = (type: string, take: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({
      type,
      buffered: true,
      durationThreshold: 16,
    } as PerformanceObserverInit);
  watch("largest-contentful-paint", ({ startTime }) => (vitals.lcpMs = startTime));
  watch("layout-shift", (entry) => {
    const shift = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    if (!shift.hadRecentInput) vitals.cls += shift.value;
  });
  watch("event", (entry) => {
    const { interactionId } = entry as PerformanceEntry & { interactionId?: number };
    if (interactionId) vitals.inpMs = Math.max(vitals.inpMs, entry.duration);
  });
}

/** In the browser: React has taken over, and what came with it is drawn. */
const isPainted = () =>
  window.vitals.lcpMs !== null &&
  Object.keys(document.querySelector("h1") ?? {}).some((key) => key.startsWith("__react")) &&
  !document.getAnimations().some((animation) => animation instanceof CSSTransition);

/** After the browser has drawn what happened last, and told its observers. */
const readVitals = (frame: Frame): Promise<Vitals> =>
  frame.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => setTimeout(() => resolve(window.vitals), 100));
      }),
  );

/** In the browser: scripts of the app as they came over the network, Shopify's own left out. */
const scriptBytes = () =>
  performance
    .getEntriesByType("resource")
    .filter((entry) => entry.name.startsWith(location.origin) && /\.js(\?|$)/.test(entry.name))
    .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0);
