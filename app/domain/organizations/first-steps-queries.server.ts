import type { Context } from "#app/domain/context.ts";
import { visibleStoreId } from "./visible-store.ts";

/** How far an organization has come on its way to the first product in a shop. */
export interface FirstSteps {
  hasStore: boolean;
  hasProducts: boolean;
  hasRoute: boolean;
  hasApproved: boolean;
}

/** Null once something was approved, and for who is bound to one store: the way is the organization's. */
export async function findFirstSteps(ctx: Context): Promise<FirstSteps | null> {
  if (visibleStoreId(ctx.actor) !== null) return null;
  const { organizationId } = ctx;
  const [steps] = await ctx.db.$queryRaw<FirstSteps[]>`
    SELECT EXISTS (SELECT FROM stores WHERE organization_id = ${organizationId}::uuid AND status = 'CONNECTED') AS "hasStore",
      EXISTS (SELECT FROM products WHERE organization_id = ${organizationId}::uuid) AS "hasProducts",
      EXISTS (SELECT FROM routes WHERE organization_id = ${organizationId}::uuid AND NOT is_excluded) AS "hasRoute",
      EXISTS (SELECT FROM shopify_upload_batches WHERE organization_id = ${organizationId}::uuid) AS "hasApproved"`;
  return steps === undefined || steps.hasApproved ? null : steps;
}
