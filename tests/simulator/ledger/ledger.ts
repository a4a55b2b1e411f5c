import type { LedgerMode } from "../options.ts";

export type LedgerEffect =
  | "product-created"
  | "product-updated"
  | "product-deleted"
  | "variants-created"
  | "variants-updated"
  | "variants-deleted"
  | "metafields-set"
  | "definition-created"
  | "stock-set"
  | "published";

/** One mutation that was really applied. Refused ones (userErrors, THROTTLED, dropped before) never get here. */
export interface LedgerEntry {
  sequence: number;
  /** Root field of the mutation, or `merchant` for the merchant's hand. */
  operation: string;
  effect: LedgerEffect;
  /** Value of the product's first metafield of type `id`. */
  identity: string | null;
  productGid: string | null;
  variantCount: number;
  /** Requested cost of the whole request; 0 inside a bulk operation. */
  costPoints: number;
  atMs: number;
  requestId: string;
  /** The bulk operation that applied it. */
  bulkOperationGid?: string;
}

export interface LedgerSummary {
  productsCreated: number;
  productsUpdated: number;
  productsDeleted: number;
  variantsCreated: number;
  variantsUpdated: number;
  stockWrites: number;
  publications: number;
  duplicateIdentities: number;
  appliedByOperation: Record<string, number>;
}

/** What really happened in a shop, for tests to compare with what the app believes. */
export class Ledger {
  readonly mode: LedgerMode;
  #sequence = 0;
  #entries: LedgerEntry[] = [];
  #createsByIdentity = new Map<string | number, number>();
  #appliedByOperation = new Map<string, number>();
  #countByEffect = new Map<LedgerEffect, number>();
  #variantsByEffect = new Map<LedgerEffect, number>();

  constructor(mode: LedgerMode) {
    this.mode = mode;
  }

  record(entry: Omit<LedgerEntry, "sequence">): void {
    this.#sequence += 1;
    increase(this.#appliedByOperation, entry.operation, 1);
    increase(this.#countByEffect, entry.effect, 1);
    increase(this.#variantsByEffect, entry.effect, entry.variantCount);
    if (entry.effect === "product-created" && entry.identity !== null) {
      increase(this.#createsByIdentity, this.mode === "full" ? entry.identity : hashOf(entry.identity), 1);
    }
    if (this.mode === "full") this.#entries.push({ sequence: this.#sequence, ...entry });
  }

  /** @throws Error in `hashes` mode, which keeps no entries. */
  entries(): readonly LedgerEntry[] {
    if (this.mode === "hashes") {
      throw new Error('This ledger keeps hashes only. Create the simulator with ledger: "full" to read entries.');
    }
    return this.#entries;
  }

  /** At most `limit` entries behind the one with the sequence `after`. @throws Error in `hashes` mode. */
  entriesAfter(after: number, limit: number): readonly LedgerEntry[] {
    // Sequences count from 1 without gaps.
    return this.entries().slice(after, after + limit);
  }

  /** Creations of products, oldest first. */
  productCreates(): readonly LedgerEntry[] {
    return this.entries().filter((entry) => entry.effect === "product-created");
  }

  /** Identities for which more than one product was created, with how many; in `hashes` mode named by their hash. */
  duplicatesByIdentity(): { identity: string; creates: number }[] {
    const duplicates: { identity: string; creates: number }[] = [];
    for (const [identity, creates] of this.#createsByIdentity) {
      if (creates > 1) duplicates.push({ identity: String(identity), creates });
    }
    return duplicates;
  }

  /** How many distinct identities products were created for. */
  get createdIdentities(): number {
    return this.#createsByIdentity.size;
  }

  count(effect: LedgerEffect): number {
    return this.#countByEffect.get(effect) ?? 0;
  }

  variantCount(effect: LedgerEffect): number {
    return this.#variantsByEffect.get(effect) ?? 0;
  }

  summary(): LedgerSummary {
    return {
      productsCreated: this.count("product-created"),
      productsUpdated: this.count("product-updated"),
      productsDeleted: this.count("product-deleted"),
      variantsCreated: this.variantCount("product-created") + this.variantCount("variants-created"),
      variantsUpdated: this.variantCount("variants-updated"),
      stockWrites: this.count("stock-set"),
      publications: this.count("published"),
      duplicateIdentities: this.duplicatesByIdentity().length,
      appliedByOperation: Object.fromEntries(this.#appliedByOperation),
    };
  }
}

function increase<Key>(counters: Map<Key, number>, key: Key, by: number): void {
  counters.set(key, (counters.get(key) ?? 0) + by);
}

/** 53 bits of two FNV-1a runs: a million identities collide about once in ten thousand runs. */
function hashOf(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b);
  }
  return (high & 0x1fffff) * 0x100000000 + (low >>> 0);
}
