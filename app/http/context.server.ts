import type { Context } from "#app/domain/context.ts";
import { findStaffByIdentity, type ShopIdentity } from "#app/domain/organizations/find-staff-by-identity.server.ts";
import { authenticate } from "#app/shopify.server.ts";
import { returnToFrame } from "./frame-memory.ts";
import { getRuntime } from "./runtime.server.ts";

/** A person in the admin of a shop, who may or may not belong to an organization yet. */
export interface ShopVisitor {
  identity: ShopIdentity;
  ctx: Context | null;
  /** When the session token ends. */
  expiresAt: Date;
  /** Redirects within the admin, keeping what the embedded page needs. */
  redirect: (url: string) => Response;
}

/**
 * Who opened an embedded page, from the session token.
 * @throws {Response} while Shopify's library still signs the person in, or the frame finds back to its shop.
 */
export async function requireShopVisitor(request: Request): Promise<ShopVisitor> {
  const wayBack = returnToFrame(request);
  if (wayBack !== null) throw wayBack;
  const { session, sessionToken, redirect } = await authenticate.admin(request);
  const identity = { shopDomain: session.shop, shopifyUserId: sessionToken.sub };
  const runtime = await getRuntime();
  const known = await findStaffByIdentity(runtime, identity);
  const ctx = known && { ...runtime, organizationId: known.organizationId, actor: known.actor };
  return { identity, ctx, expiresAt: new Date(sessionToken.exp * 1000), redirect };
}

/**
 * The organization's view for an embedded page.
 * @throws {Response} a redirect to the first steps, when the shop belongs to no organization.
 */
export async function requireContext(request: Request): Promise<Context> {
  const { ctx, redirect } = await requireShopVisitor(request);
  if (ctx === null) throw redirect("/app/onboarding");
  return ctx;
}
