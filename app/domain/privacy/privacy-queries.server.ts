import { Prisma, type PrivacyRequest } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { cutPage, type Page, type PageRequest } from "#app/domain/keyset.ts";
import { keysetCondition, keysetOrder, type KeysetOrder } from "#app/domain/keyset-sql.server.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";

export type PrivacyRequestView = Pick<
  PrivacyRequest,
  "shopDomain" | "storeId" | "kind" | "shopifyReference" | "requestedAt" | "answer" | "completedAt"
> & { id: string };

const newestFirst: KeysetOrder = { column: Prisma.sql`asked.id`, type: "bigint", direction: "descending" };

/** What Shopify asked of the organization's stores about privacy, and how it was answered; newest first. */
export async function listPrivacyRequests(ctx: Context, page: PageRequest): Promise<Page<PrivacyRequestView>> {
  const storeId = visibleStoreId(ctx.actor);
  const visible = storeId === null ? Prisma.empty : Prisma.sql`AND asked.store_id = ${storeId}::uuid`;
  const rows = await ctx.db.$queryRaw<PrivacyRequestView[]>`
    SELECT asked.id::text AS id, asked.shop_domain AS "shopDomain", asked.store_id AS "storeId", asked.kind,
      asked.shopify_reference AS "shopifyReference", asked.requested_at AS "requestedAt", asked.answer,
      asked.completed_at AS "completedAt"
    FROM privacy_requests asked
    WHERE asked.organization_id = ${ctx.organizationId}::uuid ${visible}
    ${keysetCondition(page, newestFirst)} ${keysetOrder(page, newestFirst)}`;
  return cutPage(rows, page, ({ id }) => id);
}
