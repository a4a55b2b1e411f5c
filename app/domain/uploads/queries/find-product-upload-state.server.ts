import type {
  ProductType,
  UploadAttemptOutcome,
  UploadErrorCategory,
  UploadSkipReason,
  UploadStep,
} from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { can } from "#app/domain/organizations/permissions.ts";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import { categoriesRoutedTo } from "#app/domain/stores/resolved-routes-sql.server.ts";
import { explainError } from "../failures/failure-catalog.ts";
import { decideUploadAgain, type UploadAgainRefusal } from "../decide-upload-again.ts";
import type { RowStatus } from "../transitions.ts";

/** Why something failed, in plain words. */
export interface ExplainedFailure {
  category: UploadErrorCategory;
  code: string | null;
  /** As it was told at the time. */
  message: string | null;
  explanation: string;
  whatToDo: string;
}

/** The newest batch that had the product for this store. */
export interface LatestUpload {
  batchId: string;
  batchName: string;
  status: RowStatus;
  skipReason: UploadSkipReason | null;
  createdAt: Date;
  endedAt: Date | null;
  /** Variants by how they stand; a product that was skipped as a whole has none. */
  variants: Partial<Record<RowStatus, number>>;
  /** Of the first variant that failed. */
  failure: ExplainedFailure | null;
}

/** The newest call that was made for the product in this store. */
export interface LatestAttempt {
  step: UploadStep;
  outcome: UploadAttemptOutcome;
  startedAt: Date;
  endedAt: Date | null;
  failure: ExplainedFailure | null;
}

/** How a product of a shop stands: what it is in the catalog, how it is tied to it, and what became of its uploads. */
export interface ProductUploadState {
  productId: string;
  title: string;
  externalId: string;
  link: { linkedAt: Date; isCreatedByApp: boolean; isGone: boolean; lacksIdentity: boolean };
  latestUpload: LatestUpload | null;
  latestAttempt: LatestAttempt | null;
  /** Null when it may be uploaded again. */
  uploadAgainRefusal: UploadAgainRefusal | null;
}

interface Asked {
  storeId: string;
  shopifyProductId: string;
}

/**
 * Null for a product of the shop that is no product of the catalog, as far as is known.
 * @throws {ForbiddenError} for a store that is not the actor's to see.
 */
export async function findProductUploadState(ctx: Context, asked: Asked): Promise<ProductUploadState | null> {
  const { storeId, shopifyProductId } = asked;
  requirePermission(ctx.actor, "view", storeId);
  const { organizationId } = ctx;
  const link = await ctx.db.productLink.findFirst({
    where: { organizationId, storeId, shopifyProductId },
    select: { productId: true, createdAt: true, isCreatedByApp: true, goneAt: true, lacksIdentity: true },
  });
  if (!link) return null;
  const [product, latestUpload, latestAttempt] = await Promise.all([
    findRoutedProduct(ctx, storeId, link.productId),
    findLatestUpload(ctx, storeId, link.productId),
    findLatestAttempt(ctx, storeId, link.productId),
  ]);
  if (!product) return null;
  return {
    productId: link.productId,
    title: product.title,
    externalId: product.externalId,
    link: {
      linkedAt: link.createdAt,
      isCreatedByApp: link.isCreatedByApp,
      isGone: link.goneAt !== null,
      lacksIdentity: link.lacksIdentity,
    },
    latestUpload,
    latestAttempt,
    uploadAgainRefusal: decideUploadAgain({
      mayUpload: can(ctx.actor, "upload", storeId),
      isEligible: product.type === "NORMAL",
      isRouted: product.isRouted,
    }),
  };
}

interface RoutedProduct {
  title: string;
  externalId: string;
  type: ProductType;
  isRouted: boolean;
}

async function findRoutedProduct(ctx: Context, storeId: string, productId: string): Promise<RoutedProduct | null> {
  const [product] = await ctx.db.$queryRaw<RoutedProduct[]>`
    SELECT coalesce(nullif(product.title, ''), product.external_id) AS title, product.external_id AS "externalId",
      product.type, product.category_id IN (${categoriesRoutedTo(storeId)}) AS "isRouted"
    FROM products product
    WHERE product.organization_id = ${ctx.organizationId}::uuid AND product.id = ${productId}::uuid`;
  return product ?? null;
}

async function findLatestUpload(ctx: Context, storeId: string, productId: string): Promise<LatestUpload | null> {
  const group = await ctx.db.uploadGroup.findFirst({
    where: { organizationId: ctx.organizationId, storeId, productId },
    orderBy: { id: "desc" },
    select: {
      id: true,
      batchId: true,
      status: true,
      skipReason: true,
      createdAt: true,
      endedAt: true,
      batch: { select: { name: true } },
    },
  });
  if (!group) return null;
  const [counts, failed] = await Promise.all([
    ctx.db.shopifyUploadProduct.groupBy({ by: ["status"], where: { groupId: group.id }, _count: true }),
    ctx.db.shopifyUploadProduct.findFirst({
      where: { groupId: group.id, status: "FAILED" },
      orderBy: { id: "asc" },
      select: { errorCategory: true, errorCode: true, errorMessage: true },
    }),
  ]);
  return {
    batchId: group.batchId,
    batchName: group.batch.name,
    status: group.status,
    skipReason: group.skipReason,
    createdAt: group.createdAt,
    endedAt: group.endedAt,
    variants: Object.fromEntries(counts.map(({ status, _count }) => [status, _count])),
    failure: explain(failed),
  };
}

interface ToldFailure {
  errorCategory: UploadErrorCategory | null;
  errorCode: string | null;
  errorMessage: string | null;
}

async function findLatestAttempt(ctx: Context, storeId: string, productId: string): Promise<LatestAttempt | null> {
  // Group by group from the newest on, so that the calls of one group alone are read.
  const [attempt] = await ctx.db.$queryRaw<(Omit<LatestAttempt, "failure"> & ToldFailure)[]>`
    SELECT newest.step, newest.outcome, newest.started_at AS "startedAt", newest.ended_at AS "endedAt",
      newest.error_category AS "errorCategory", newest.error_code AS "errorCode", newest.error_message AS "errorMessage"
    FROM upload_groups own
    CROSS JOIN LATERAL (
      SELECT * FROM upload_attempts attempt WHERE attempt.group_id = own.id ORDER BY attempt.id DESC LIMIT 1
    ) AS newest
    WHERE own.organization_id = ${ctx.organizationId}::uuid AND own.store_id = ${storeId}::uuid
      AND own.product_id = ${productId}::uuid
    ORDER BY own.id DESC
    LIMIT 1`;
  if (!attempt) return null;
  const { step, outcome, startedAt, endedAt } = attempt;
  return { step, outcome, startedAt, endedAt, failure: explain(attempt) };
}

function explain(told: ToldFailure | null): ExplainedFailure | null {
  if (!told?.errorCategory) return null;
  const { errorCategory: category, errorCode: code, errorMessage: message } = told;
  return { category, code, message, ...explainError(code, category) };
}
