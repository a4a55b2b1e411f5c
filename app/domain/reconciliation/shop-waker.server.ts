import type { Runtime } from "#app/domain/context.ts";
import { wakeAccessNews, wakeShops, type ReceivedWebhook } from "./record-webhook.server.ts";

/** A shop is woken no more often: what comes meanwhile is found by the handling that goes on, or by the next. */
const AT_MOST_EVERY_MS = 1_000;

/** Wakes the shops of which something was kept, seldom enough that a flood costs no more than a trickle. */
export interface ShopWaker {
  /**
   * Of what was committed before. Who was not woken lately has been woken when this returns; the others are woken when
   * their second is over. News of the app's access wake their handling always. What a crash leaves unwoken is found by the
   * sweep.
   */
  wake(webhooks: readonly ReceivedWebhook[]): Promise<void>;
  /** Wakes at once whom it still owes it. */
  close(): Promise<void>;
}

export function openShopWaker(runtime: Runtime): ShopWaker {
  let lately = new Set<string>();
  let owed = new Set<string>();
  let next: NodeJS.Timeout | null = null;
  let isClosed = false;

  async function send(shopDomains: ReadonlySet<string>): Promise<void> {
    try {
      await wakeShops(runtime, shopDomains);
    } catch (error) {
      // The deliveries are kept all the same.
      runtime.log.warn({ err: error }, "Shops could not be woken, and are woken later.");
      for (const shopDomain of shopDomains) owed.add(shopDomain);
    }
  }

  async function sendAccessNews(webhooks: readonly ReceivedWebhook[]): Promise<void> {
    try {
      await wakeAccessNews(runtime, webhooks);
    } catch (error) {
      runtime.log.warn({ err: error }, "News of access could not be handled at once, and are handled with the others.");
    }
  }

  async function payDebts(): Promise<void> {
    lately = owed;
    owed = new Set();
    await send(lately);
    next = null;
    if (lately.size > 0 || owed.size > 0) payLater();
  }

  function payLater(): void {
    if (!isClosed) next ??= setTimeout(() => void payDebts(), AT_MOST_EVERY_MS);
  }

  return {
    async wake(webhooks) {
      const now = new Set<string>();
      for (const { shopDomain } of webhooks) (lately.has(shopDomain) ? owed : now).add(shopDomain);
      for (const shopDomain of now) lately.add(shopDomain);
      payLater();
      await Promise.all([sendAccessNews(webhooks), send(now)]);
    },
    async close() {
      isClosed = true;
      if (next) clearTimeout(next);
      await send(owed);
    },
  };
}
