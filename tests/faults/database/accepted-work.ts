import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { isBatchTerminal } from "#app/domain/uploads/transitions.ts";
import { waitUntil } from "#tests/bench/wait-until.ts";
import { compareWithLedger } from "#tests/rig/compare-with-ledger.ts";
import { addProducts } from "#tests/support/worlds/upload-world.ts";
import { countByStatus, expectEqual } from "../check-upload.ts";
import { VARIANTS_PER_PRODUCT, type StageStore, type UploadStage } from "../upload-stage.ts";
import type { ApiAnswer, ApiCaller } from "./api-watch.ts";

const PRODUCTS_AT_ONCE = 10;
const APPROVE_EVERY_MS = 700;
const ASK_AGAIN_MS = 500;
const ENDS_WITHIN_SECONDS = 240;

const accepted = z.object({ batchId: z.uuid() });

/** What the API has said it takes care of. */
export interface AcceptedWork {
  readonly batchIds: readonly string[];
  readonly products: number;
  readonly answers: readonly ApiAnswer[];
}

export interface Approving {
  /** Sends no further approvals. Answers what was accepted, once the last one is. */
  stop(): Promise<AcceptedWork>;
}

/** Approves ten more new products again and again over the API; what is not accepted is sent again until it is. */
export function keepApproving(store: StageStore, call: ApiCaller): Approving {
  const stopping = new AbortController();
  const batchIds: string[] = [];
  const answers: ApiAnswer[] = [];
  let products = 0;
  const approving = (async () => {
    while (!stopping.signal.aborted) {
      const productIds = await addProducts(store, PRODUCTS_AT_ONCE);
      products += productIds.length;
      for (;;) {
        const answer = await call("/api/v1/approvals", { productIds });
        answers.push(answer.status === 202 ? { ...answer, status: 200 } : answer);
        if (answer.status === 202) {
          batchIds.push(accepted.parse(answer.body).batchId);
          break;
        }
        await pause(ASK_AGAIN_MS);
      }
      await pause(APPROVE_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await approving;
      return { batchIds, products, answers };
    },
  };
}

/** Waits until every batch of the store has ended; also those whose approval was committed while its caller was told 503. */
export async function untilAllEnded({ ctx: { db, organizationId } }: StageStore): Promise<void> {
  const haveEnded = async () => {
    const batches = await db.shopifyUploadBatch.findMany({ where: { organizationId }, select: { status: true } });
    return batches.every(({ status }) => isBatchTerminal(status));
  };
  await waitUntil(haveEnded, {
    what: "all batches of the store have ended",
    lookEveryMs: 200,
    deadlineSeconds: ENDS_WITHIN_SECONDS,
  });
}

/**
 * Counts what is lost of accepted work, batches and products, and what happened twice in the shop. An approval whose caller
 * was told 503 may have been committed and is sent again: of two rows for one variant one is SKIPPED.
 */
export async function countDamage(
  { rig }: UploadStage,
  store: StageStore,
  { batchIds, products }: Pick<AcceptedWork, "batchIds" | "products">,
): Promise<{ lost: number; doubled: number; problems: string[] }> {
  const { db } = store.ctx;
  const known = await db.shopifyUploadBatch.count({ where: { id: { in: [...batchIds] } } });
  const rows = await Promise.all(batchIds.map((batchId) => countByStatus(store, batchId, "rows")));
  const unsent = rows.flatMap((counts) => Object.keys(counts)).filter((status) => !/^(SUCCESS|SKIPPED)$/.test(status));
  const variants = await db.variantLink.count({ where: { storeId: store.storeId, goneAt: null } });
  const { ledger, productCount } = store.shop;
  const { productsCreated } = ledger.summary();
  return {
    lost: batchIds.length - known + Math.max(0, products - ledger.createdIdentities),
    doubled: productsCreated - ledger.createdIdentities,
    problems: [
      ...unsent.map((status) => `rows of a batch ended as ${status}`),
      ...expectEqual("products in the shop", productCount, products),
      ...expectEqual("variants with a link", variants, products * VARIANTS_PER_PRODUCT),
      ...(await compareWithLedger(db, rig.simulator, store.storeId)),
    ],
  };
}
