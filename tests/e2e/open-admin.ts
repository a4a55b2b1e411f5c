import type { FrameLocator, Page } from "playwright-core";
import { inject, onTestFinished } from "vitest";
import { launchChromium, openContext, type ContextOptions } from "#tests/rig/chromium.ts";
import { journeyStores, type JourneyStore } from "./journey-stores.ts";

export interface AdminPage {
  /** The admin around the app: navigation, title bar, toasts. */
  readonly page: Page;
  /** The app's own page. */
  readonly app: FrameLocator;
  /** Errors and warnings of the console, failed scripts, and answers of 500 and more. A journey ends with none. */
  readonly complaints: readonly string[];
}

export interface AdminPageOptions extends ContextOptions {
  /** Path within the app, e.g. `/app/batches`. */
  readonly path?: string;
}

/** Opens the app in the simulated admin of a journey's store, as a person would. The browser ends with the test. */
export async function openAdmin(store: JourneyStore, options: AdminPageOptions = {}): Promise<AdminPage> {
  const browser = await launchChromium({ tlsPort: inject("tlsPort") });
  onTestFinished(() => browser.close());
  const page = await (await openContext(browser, options)).newPage();
  const complaints: string[] = [];
  page.on("console", (line) => {
    if (["error", "warning"].includes(line.type())) complaints.push(line.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("response", (answer) => {
    if (answer.status() >= 500) complaints.push(`${answer.status()} ${new URL(answer.url()).pathname}`);
  });
  const name = journeyStores[store].domain.replace(".myshopify.com", "");
  await page.goto(`https://admin.shopify.com/store/${name}/apps/catalog-relay${options.path ?? ""}`);
  return { page, app: page.frameLocator("#app-frame"), complaints };
}
