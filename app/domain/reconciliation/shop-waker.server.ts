import type { Runtime } from "#app/domain/context.ts";
import { wakeShops } from "./record-webhook.server.ts";

/** A shop is woken no more often: what comes meanwhile is found by the handling that goes on, or by the next. */
const AT_MOST_EVERY_MS = 1_000;

/** Wakes the shops of which something was kept, seldom enough that a flood costs no more than a trickle. */
export interface ShopWaker {
  /**
   * Of what was committed before. Who was not woken lately has been woken when this returns; the others are woken when
   * their second is over. What a crash leaves unwoken is found by the sweep.
   */
  wake(shopDomains: Iterable<string>): Promise<void>;
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
    async wake(shopDomains) {
      const now = new Set<string>();
      for (const shopDomain of shopDomains) (lately.has(shopDomain) ? owed : now).add(shopDomain);
      for (const shopDomain of now) lately.add(shopDomain);
      payLater();
      await send(now);
    },
    async close() {
      isClosed = true;
      if (next) clearTimeout(next);
      await send(owed);
    },
  };
}
