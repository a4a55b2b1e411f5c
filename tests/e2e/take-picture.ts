import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";

const IMAGES = path.resolve(import.meta.dirname, "../../docs/images");
const WIDTH = 1280;
const LEAST_HEIGHT = 600;
export const MOST_HEIGHT = 1100;
const MARGIN = 24;

/**
 * Saves what a page of the admin shows as `docs/images/<name>.png`, as high as its content is; of a window as narrow as a
 * phone the app's part alone. The window comes with
 * MOST_HEIGHT and gets it back: a window that shrinks has nothing to paint anew, one that grows is pictured half painted.
 */
export async function takePicture(page: Page, name: string, width = WIDTH): Promise<void> {
  const file = path.join(IMAGES, `${name}.png`);
  mkdirSync(path.dirname(file), { recursive: true });
  await page.frame({ name: "app" })?.waitForFunction(hasNoTransition);
  const bottom = await bottomOfContent(page);
  const height = Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, Math.ceil(bottom) + MARGIN));
  await page.setViewportSize({ width, height });
  // What measures itself, as tabs do, draws once more for the new size.
  await page.frame({ name: "app" })?.evaluate(drawnAgain);
  const top = width < WIDTH ? await topOfApp(page) : 0;
  const clip = { x: 0, y: top, width, height: height - top };
  await page.screenshot({ path: file, animations: "disabled", clip });
  await page.setViewportSize({ width, height: MOST_HEIGHT });
}

/** Where the content ends, from the top of the admin: that of the app's frame and a dialog in it, or of the admin's own page. */
async function bottomOfContent(page: Page): Promise<number> {
  const app = page.frame({ name: "app" });
  if (app === null)
    return page
      .locator("main > *")
      .last()
      .evaluate((element) => element.getBoundingClientRect().bottom);
  const top = await topOfApp(page);
  const bottoms = await app
    .locator(".Polaris-Page, [role=dialog], main")
    .evaluateAll((elements) => elements.map((element) => element.getBoundingClientRect().bottom));
  return top + Math.max(...bottoms);
}

const topOfApp = (page: Page): Promise<number> =>
  page.locator("#app-frame").evaluate((element) => element.getBoundingClientRect().top);

/** In the browser. */
const drawnAgain = () =>
  new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

/** In the browser: nothing is on its way from one look to another. */
const hasNoTransition = () => !document.getAnimations().some((animation) => animation instanceof CSSTransition);
