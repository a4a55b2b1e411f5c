import { existsSync } from "node:fs";
import { chromium, type Browser, type BrowserContext } from "playwright-core";

const EXECUTABLES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const HOSTS = ["admin.shopify.com", "cdn.shopify.com", "app.test", "*.myshopify.com"];

export interface ChromiumOptions {
  /** Port of the TLS front that answers for the hosts of Shopify and of the app. */
  readonly tlsPort: number;
}

/**
 * Starts a headless Chromium for which the hosts of Shopify are on this machine, so that origins, CSP and addresses stay
 * the real ones. CHROMIUM names another executable than the usual ones.
 *
 * @throws Error when there is no Chromium.
 */
export async function launchChromium(options: ChromiumOptions): Promise<Browser> {
  const executablePath = process.env["CHROMIUM"] ?? EXECUTABLES.find((file) => existsSync(file));
  if (executablePath === undefined) {
    throw new Error("There is no Chromium. Install it (Debian: apt-get install chromium) or name it in CHROMIUM.");
  }
  return chromium.launch({
    executablePath,
    args: [
      // The last list counts. Playwright's own switches the partitioning of third-party storage off, and then the frame
      // has no storage at all.
      "--disable-features=Translate",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--site-per-process",
      `--host-resolver-rules=${HOSTS.map((host) => `MAP ${host}:443 127.0.0.1:${options.tlsPort}`).join(", ")}`,
    ],
  });
}

export interface ContextOptions {
  readonly width?: number;
  readonly height?: number;
  /** BCP 47, of the browser and so of the simulated admin. */
  readonly locale?: string;
}

/** A fresh browser profile that accepts the certificate of this run. */
export async function openContext(browser: Browser, options: ContextOptions = {}): Promise<BrowserContext> {
  return browser.newContext({
    viewport: { width: options.width ?? 1280, height: options.height ?? 960 },
    ignoreHTTPSErrors: true,
    locale: options.locale ?? "en-US",
    timezoneId: "UTC",
    // Shopify's library answers 410 to what it takes for a bot, and a headless browser says that it is one.
    userAgent: `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${browser.version()} Safari/537.36`,
  });
}
