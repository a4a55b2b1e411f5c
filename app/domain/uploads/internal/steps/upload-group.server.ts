import { ShopifyError } from "#app/shopify/errors.ts";
import { addVariants } from "./add-variants.server.ts";
import { adoptProduct } from "./adopt-product.server.ts";
import { createProduct } from "./create-product.server.ts";
import { ensureIdentity } from "#app/domain/stores/calls/ensure-identity.server.ts";
import { endTryAfterRead } from "./end-try.server.ts";
import type { GroupWork } from "./group-work.ts";
import { publishProduct } from "./publish-product.server.ts";
import type { ReadBack } from "./read-back.server.ts";
import type { StoreSession } from "../store/store-session.server.ts";
import { updateProductFields, type StepOutcome } from "./update-product.server.ts";
import { updateVariants } from "./update-variants.server.ts";

/** A product that vanishes from the shop while it is being updated is made again at most this often in one go. */
const MAX_ROUNDS = 3;

/**
 * Carries one group into its store: looks up what an earlier try left unclear, creates the product or brings it up to
 * date, and leaves rows whose ids are still unknown to `readBack`.
 * @throws {StoreClosedError} when the store refuses the app. @throws {CallsEndedError} when the claim is gone.
 */
export async function uploadGroup(session: StoreSession, work: GroupWork, readBack: ReadBack): Promise<void> {
  try {
    await runSteps(session, work, readBack);
  } catch (error) {
    if (!(error instanceof ShopifyError) || work.isDone) throw error;
    await endTryAfterRead(session, work, error);
  }
}

async function runSteps(session: StoreSession, work: GroupWork, readBack: ReadBack): Promise<void> {
  if (work.isDone) return session.settle({ groupId: work.group.id, rows: [] });
  if (work.group.acceptedProductId !== null && work.link && work.rows.every((row) => !row.link)) {
    if ((await finishCreated(session, work, readBack)) === "ended") return;
  }
  let mustLookUp = work.group.isUnclear && !work.link;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    if (!work.link) {
      // What was deleted after its rows were planned is asked about like what was deleted before.
      if (!mustLookUp && work.group.isDeletedInShop && (await asksBeforeMakingAnew(session))) {
        return failDeleted(session, work);
      }
      await ensureIdentity(session);
      const outcome = mustLookUp ? await adoptProduct(session, work) : await create(session, work, readBack);
      if (outcome === "ended") return;
      mustLookUp = outcome === "identity-taken";
      if (!work.link) continue;
    }
    const outcome = await update(session, work);
    if (outcome === "ended") return;
    if (outcome === "gone" && (await asksBeforeMakingAnew(session))) return failDeleted(session, work);
  }
  if (!work.isDone) await session.settle({ groupId: work.group.id, rows: work.failAll(VANISHING) });
}

async function create(
  session: StoreSession,
  work: GroupWork,
  readBack: ReadBack,
): Promise<"ended" | "gone" | "identity-taken"> {
  const outcome = await createProduct(session, work, readBack);
  if (outcome.kind === "identity-taken") return "identity-taken";
  if (outcome.kind === "ended") return "ended";
  work.link = {
    shopifyProductId: outcome.productId,
    acceptedHash: work.group.productHash,
    accepted: work.group.product,
    publishedTo: [],
  };
  return finishCreated(session, work, readBack);
}

/** What is left of a product that this group has created: its publishing, and then the ids of its variants. */
async function finishCreated(session: StoreSession, work: GroupWork, readBack: ReadBack): Promise<"ended" | "gone"> {
  const outcome = await publishProduct(session, work);
  if (outcome !== "done") return outcome;
  await settleTied(session, work);
  if (!work.isDone) readBack.add(work);
  return "ended";
}

/** Rows whose ids came with the create. That the product is accepted was stored with its last publication. */
async function settleTied(session: StoreSession, work: GroupWork): Promise<void> {
  const rows = work.rows.flatMap((row) => (row.link ? [work.succeed(row, row.link)] : []));
  if (rows.length === 0 || !work.link) return;
  const { shopifyProductId } = work.link;
  await session.settle({
    groupId: work.group.id,
    product: { shopifyProductId, handle: null, isAccepted: false },
    rows,
  });
}

/** Publishing goes first: rows that succeed end the group, and what is unchanged afterwards is never looked at again. */
async function update(session: StoreSession, work: GroupWork): Promise<StepOutcome> {
  const steps = [publishProduct, updateProductFields, updateVariants, addVariants, updateVariants] as const;
  for (const step of steps) {
    const outcome = await step(session, work);
    if (outcome !== "done") return outcome;
  }
  return work.isDone ? "ended" : "done";
}

const failDeleted = (session: StoreSession, work: GroupWork): Promise<void> =>
  session.settle({
    groupId: work.group.id,
    rows: work.failAll(DELETED_IN_SHOP),
    errorCode: DELETED_IN_SHOP.code,
  });

/**
 * Whether a product that somebody deleted in the shop stays deleted until a person says otherwise: because the store asks
 * each time, or because so many were deleted that a person has to look first.
 */
async function asksBeforeMakingAnew({ runtime, storeId }: StoreSession): Promise<boolean> {
  const { deletedProductRule, goneBrake } = await runtime.db.store.findUniqueOrThrow({
    where: { id: storeId },
    select: { deletedProductRule: true, goneBrake: { select: { stoppedAt: true } } },
  });
  return deletedProductRule === "ASK" || (goneBrake?.stoppedAt ?? null) !== null;
}

const DELETED_IN_SHOP = {
  category: "VALIDATION",
  code: "upload.product-deleted-in-shop",
  message: "The product was deleted in the shop, and the store asks before it is made anew.",
  field: null,
} as const;

const VANISHING = {
  category: "UNKNOWN",
  code: "upload.product-vanished",
  message: "The product disappeared from the shop again and again while it was being uploaded.",
  field: null,
} as const;
