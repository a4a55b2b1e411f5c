import { noteStockDue } from "#app/domain/inventory/note-stock-due.server.ts";
import type { Tx } from "#app/platform/db.server.ts";
import type { JobSender } from "#app/platform/queue.server.ts";
import type { ProductDraft } from "../imports/product-draft.ts";
import { ensureCategories } from "../ensure-categories.server.ts";
import { lockPlanning } from "#app/domain/uploads/plan-rows.server.ts";
import { planProductWrite, type ProductWrite } from "./plan-product-write.ts";
import { lockStoredProducts } from "./stored-products.server.ts";
import {
  insertProducts,
  insertVariants,
  setStockLevels,
  updateProducts,
  updateVariants,
} from "./product-rows-sql.server.ts";

export interface WriteProductsInput {
  organizationId: string;
  warehouseId: string;
  /** When the source counted the stock: an older count never overwrites a newer one. */
  countedAt: Date;
  writtenAt: Date;
  /** Each external id at most once. */
  drafts: readonly ProductDraft[];
  newId: () => string;
  /** Wakes the stores whose stock changes; without it the next sweep does. */
  queue?: JobSender;
}

export interface WriteCounts {
  created: number;
  updated: number;
  unchanged: number;
}

export interface WrittenProducts {
  products: WriteCounts;
  variants: WriteCounts;
  /** Products of which nothing was written, with the reason. */
  conflicts: { draft: ProductDraft; reason: string }[];
  /** What became of each of the others, by its external id. */
  outcomes: ReadonlyMap<string, WrittenProduct>;
}

export interface WrittenProduct {
  id: string;
  outcome: keyof WriteCounts;
}

type PlannedWrite = Exclude<ProductWrite, { kind: "conflict" }> & { draft: ProductDraft; categoryId: string };

/**
 * Brings products, their variants and their stock into the catalog, set-based, in the caller's transaction. What is as
 * it was is not touched, and stock that changes is compared with that of the shops soon. A change of what is uploaded
 * takes back the approval of the product and of the changed variants. Nothing is deleted. Writers of one organization
 * follow each other, and none writes under an approval that is being planned.
 */
export async function writeProducts(tx: Tx, input: WriteProductsInput): Promise<WrittenProducts> {
  const { organizationId, drafts } = input;
  await lockCatalogWriting(tx, organizationId);
  const externalIds = drafts.map(({ externalId }) => externalId);
  const isAnyStored = (await tx.product.count({ where: { organizationId, externalId: { in: externalIds } } })) > 0;
  if (isAnyStored) await lockPlanning(tx, organizationId);
  const stored = isAnyStored ? await lockStoredProducts(tx, organizationId, externalIds) : new Map<string, never>();
  const paths = drafts.map(({ categoryPath }) => categoryPath.join(" > "));
  const categories = await ensureCategories(tx, organizationId, [...new Set(paths)]);

  const writes: PlannedWrite[] = [];
  const conflicts: WrittenProducts["conflicts"] = [];
  for (const draft of drafts) {
    const categoryId = categories.get(draft.categoryPath.join(" > "));
    if (categoryId === undefined) throw new Error(`The category of ${draft.externalId} was not made.`);
    const write = planProductWrite(draft, categoryId, stored.get(draft.externalId) ?? null, input.newId);
    if (write.kind === "conflict") conflicts.push({ draft, reason: write.reason });
    else writes.push({ ...write, draft, categoryId });
  }
  await writeRows(tx, input, writes);
  const variants = writes.flatMap((write) => write.variants);
  const outcomes = new Map(writes.map(({ draft, id, kind }) => [draft.externalId, { id, outcome: OUTCOMES[kind] }]));
  return { products: countKinds(writes), variants: countKinds(variants), conflicts, outcomes };
}

/** Held to the end of the transaction: writers of one organization's catalog follow each other. */
export async function lockCatalogWriting(tx: Tx, organizationId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`catalog.write:${organizationId}`}, 0))`;
}

async function writeRows(tx: Tx, input: WriteProductsInput, writes: readonly PlannedWrite[]): Promise<void> {
  const { organizationId, writtenAt } = input;
  const productRows = (kind: PlannedWrite["kind"]) =>
    writes
      .filter((write) => write.kind === kind)
      .map(({ id, draft, categoryId, content, isContentChanged }) => {
        return { id, externalId: draft.externalId, categoryId, isContentChanged, ...content };
      });
  const variantRows = (kind: PlannedWrite["kind"]) =>
    writes.flatMap(({ id: productId, variants }) =>
      variants
        .filter((variant) => variant.kind === kind)
        .map(({ id, externalId, content }) => ({ id, productId, externalId, ...content })),
    );
  const levels = writes.flatMap(({ variants }) =>
    variants.flatMap(({ id, stockOnHand }) => (stockOnHand === null ? [] : [{ id, onHand: stockOnHand }])),
  );
  await insertProducts(tx, organizationId, writtenAt, productRows("create"));
  await updateProducts(tx, organizationId, writtenAt, productRows("update"));
  await insertVariants(tx, organizationId, writtenAt, variantRows("create"));
  await updateVariants(tx, organizationId, writtenAt, variantRows("update"));
  const variantIds = await setStockLevels(tx, { ...input, levels });
  await noteStockDue(tx, input, { organizationId, variantIds });
}

const OUTCOMES = { create: "created", update: "updated", keep: "unchanged" } as const;

function countKinds(writes: readonly { kind: PlannedWrite["kind"] }[]): WriteCounts {
  const counts: WriteCounts = { created: 0, updated: 0, unchanged: 0 };
  for (const { kind } of writes) counts[OUTCOMES[kind]] += 1;
  return counts;
}
