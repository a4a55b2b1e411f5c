import type { FaultScript } from "../faults/script.ts";
import type { AdminRequest } from "../graphql/request.ts";
import { onlyOperation } from "../rules/bulk-operations/check-document.ts";
import type { BulkOperationRecord, BulkRunner } from "../state/bulk-operations.ts";
import { gid } from "../state/gids.ts";
import type { ShopState } from "../state/shop.ts";
import { meetOperationFaults } from "./bulk-faults.ts";
import { BulkRun } from "./bulk-run.ts";
import type { BulkWork } from "./bulk-work.ts";
import { MutationWork } from "./mutation-work.ts";
import { QueryWork } from "./query-work.ts";

/** Runs the bulk operations of all shops; between their turns there is nothing but a call scheduled on the clock. */
export class ClockedBulkRunner implements BulkRunner {
  readonly #shops: ReadonlyMap<string, ShopState>;
  readonly #faults: FaultScript;
  readonly #runs = new Map<number, BulkRun>();

  constructor(shops: ReadonlyMap<string, ShopState>, faults: FaultScript) {
    this.#shops = shops;
    this.#faults = faults;
  }

  start(shopDomain: string, operation: BulkOperationRecord): void {
    const shop = this.#shops.get(shopDomain);
    if (!shop) throw new Error(`There is no shop ${shopDomain} to run a bulk operation in.`);
    const run = new BulkRun({
      shop,
      operation,
      faults: meetOperationFaults(this.#faults, shopDomain),
      openWork: () => this.#openWork(shop, operation),
      onEnd: () => void this.#runs.delete(operation.id),
    });
    this.#runs.set(operation.id, run);
  }

  cancel(operation: BulkOperationRecord): void {
    this.#runs.get(operation.id)?.cancel();
  }

  close(): void {
    for (const run of this.#runs.values()) run.stop();
    this.#runs.clear();
    for (const shop of this.#shops.values()) for (const { result } of shop.bulkOperations.all()) result.close();
  }

  #openWork(shop: ShopState, operation: BulkOperationRecord): BulkWork {
    const compiled = onlyOperation(operation.document);
    if (typeof compiled === "string") throw new Error(`A bulk operation was started that is not valid: ${compiled}`);
    const request: AdminRequest = {
      shop,
      requestId: `bulk-${operation.id}`,
      scopes: operation.scopes,
      costPoints: 0,
      busyKeys: new Set(),
      forcedUserError: null,
      bulkOperationGid: gid("BulkOperation", operation.id),
    };
    if (operation.upload === null) return new QueryWork(operation, compiled, request);
    return new MutationWork({ operation, upload: operation.upload, compiled, request, faults: this.#faults });
  }
}
