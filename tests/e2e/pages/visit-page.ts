import type { Page } from "playwright-core";

/** Opens a page of the app in the admin and waits until it is alive and drawn. */
export async function visitPage(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.frameLocator("#app-frame").getByRole("heading", { level: 1 }).first().waitFor();
  const frame = page.frame({ name: "app" });
  await frame?.waitForLoadState("load");
  await frame?.waitForFunction(isAlive);
}

/** In the browser: React has taken over, and nothing is on its way from one look to another. */
const isAlive = () =>
  Object.keys(document.querySelector("h1") ?? {}).some((key) => key.startsWith("__react")) &&
  document.querySelector(".Polaris-SkeletonBodyText") === null &&
  !document.getAnimations().some((animation) => animation instanceof CSSTransition);
