import { Prisma } from "@prisma/client";
import type { Db } from "#app/platform/db.server.ts";
import {
  productFilterCondition,
  productOrder,
  productSelectionCondition,
  productsOf,
} from "../product-filter-sql.server.ts";
import type { ProductSelection } from "../product-selection.ts";

/** A slice also ends after so many products: each has its variants counted before it is known where the slice ends. */
const VARIANTS_PER_PRODUCT = 3;

/** An approval with its filter as it stood. */
export interface FrozenApproval {
  organizationId: string;
  selection: ProductSelection;
  storeId: string | null;
  plannedThrough: string | null;
  createdAt: Date;
}

export interface NextProduct {
  id: string;
  /** With all its variants. */
  is_approved: boolean;
}

export interface NextProducts {
  products: NextProduct[];
  isLast: boolean;
}

export const NO_PRODUCTS: NextProducts = { products: [], isLast: true };

/** Neither changed nor rejected since the approval was given. */
export const asItStood = ({ createdAt }: FrozenApproval): Prisma.Sql =>
  Prisma.sql`p.content_changed_at <= ${createdAt} AND (p.approval_status <> 'REJECTED' OR p.rejected_at <= ${createdAt})`;

/** The next products by id, as many as have about one slice of variants; at least one while there are any. */
export async function nextProducts(db: Db, approval: FrozenApproval, size: number): Promise<NextProducts> {
  const limit = Math.ceil(size / VARIANTS_PER_PRODUCT);
  const inStore =
    approval.storeId === null ? Prisma.empty : Prisma.sql`AND ${productFilterCondition({ storeId: approval.storeId })}`;
  const products = await db.$queryRaw<(NextProduct & { through: number })[]>`
    SELECT id, is_approved, through::int FROM (
      SELECT sized.id, sized.is_approved, sized.variants, sum(sized.variants) OVER (ORDER BY sized.id) AS through
      FROM (
        SELECT p.id, of_product.variants, p.approval_status = 'APPROVED' AND of_product.are_approved AS is_approved
        FROM products p JOIN categories c ON c.id = p.category_id
        CROSS JOIN LATERAL (
          SELECT count(*) AS variants, coalesce(bool_and(v.approval_status = 'APPROVED'), TRUE) AS are_approved
          FROM variants v WHERE v.product_id = p.id
        ) AS of_product
        WHERE ${productsOf(approval.organizationId, approval.plannedThrough)}
          AND ${productSelectionCondition(approval.selection)}
          AND ${asItStood(approval)} ${inStore}
        ORDER BY ${productOrder}
        LIMIT ${limit}
      ) AS sized
    ) AS summed
    WHERE through - variants < ${size}
    ORDER BY id`;
  return { products, isLast: products.length < limit && (products.at(-1)?.through ?? 0) < size };
}
