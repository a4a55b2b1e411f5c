import { AppError } from "#app/platform/errors.ts";
import type { GoneReport } from "../../gone-brake/gone-brake.ts";

/** Shopify did not run the bulk query, or not to its end, as often as it was asked. */
export class BulkQueryFailedError extends AppError {
  constructor(because: string) {
    super({
      code: "reconciliation.bulk-query-failed",
      publicMessage: `Shopify could not list the shop's products: ${because}. Start the reconciliation again later.`,
    });
  }
}

/** The file of the answer broke off, or is another one than Shopify announced. What was read of it stays. */
export class SnapshotCutError extends AppError {
  constructor(staged: bigint, total: bigint) {
    super({
      code: "reconciliation.snapshot-cut",
      publicMessage: `Shopify's list of the shop's products broke off after ${staged} of ${total} lines.`,
      remedy: { kind: "retry" },
    });
  }
}

/** So much is not in the shop's list that the list, or the shop, may be the mistake. Nothing was changed. */
export class TooManyGoneError extends AppError {
  constructor({ products, liveProducts, variants, liveVariants }: GoneReport) {
    super({
      code: "reconciliation.too-many-gone",
      publicMessage:
        `The shop does not have ${products} of ${liveProducts} linked products, and of the others ${variants} of ${liveVariants} ` +
        "variants. Nothing was changed. Look at the shop; when they are gone indeed, let the brake on what is gone go.",
    });
  }
}

/** What had been read was lost with a crash of the database: nothing may be compared with what is left. */
export class SnapshotLostError extends Error {
  override readonly name = "SnapshotLostError";
}
