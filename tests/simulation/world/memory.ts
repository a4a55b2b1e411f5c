import type pg from "pg";
import type { WireCall } from "./shop-wire.ts";
import type { Sales } from "./stock-memory.ts";

/** What a run knows beside the product. */
export class Memory {
  /** Products and variants that a merchant has deleted: ids that nobody can hold any more. */
  readonly deletedGids = new Set<string>();
  /** Products that merchants made themselves. */
  readonly merchantGids = new Set<string>();
  /** Titles that a merchant gave while nothing of the product was on its way, by product: they have to stay. */
  readonly keptTitles = new Map<string, string>();
  /** Products whose title, and variants whose price, a merchant has ever changed: whose they are is no longer sure. */
  readonly editedTitles = new Set<string>();
  readonly editedPrices = new Set<string>();
  readonly #merchantVariants = new Map<string, string[]>();
  readonly happened = new Map<string, number>();
  /** When a merchant removed the app last, by shop. */
  readonly leftAtMs = new Map<string, number>();
  readonly #sales = new Map<string, Sales>();

  salesOf(storeId: string, variantId: string): Sales {
    const known = this.#sales.get(`${storeId} ${variantId}`);
    return known ?? this.countAnew(storeId, variantId, false);
  }

  countAnew(storeId: string, variantId: string, isUnsure: boolean): Sales {
    const sales = { items: [], isUnsure };
    this.#sales.set(`${storeId} ${variantId}`, sales);
    return sales;
  }

  noteMerchantVariant(productGid: string, variantGid: string): void {
    this.#merchantVariants.set(productGid, [...this.merchantVariantsOf(productGid), variantGid]);
  }

  forgetMerchantVariant(productGid: string, variantGid: string): void {
    const left = this.merchantVariantsOf(productGid).filter((gid) => gid !== variantGid);
    this.#merchantVariants.set(productGid, left);
  }

  /** They have to stay as long as the product does. */
  merchantVariantsOf(productGid: string): readonly string[] {
    return this.#merchantVariants.get(productGid) ?? [];
  }

  note(event: string): void {
    this.happened.set(event, (this.happened.get(event) ?? 0) + 1);
  }

  /** The engine's first rule: what is about to be written at a shop is on record before. */
  async noteDeparture(call: WireCall, observer: pg.Client, report: (what: string) => void): Promise<void> {
    if (!call.isWrite) return;
    const { rows } = await observer.query("SELECT 1 FROM upload_attempts WHERE request_hash = $1 LIMIT 1", [
      call.requestHash,
    ]);
    if (rows.length === 0)
      report(`${call.process.name} sent ${call.operation} to ${call.shopDomain} without an intent on record`);
  }
}
