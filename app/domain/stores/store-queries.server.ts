import type { Prisma } from "@prisma/client";
import type { Context } from "#app/domain/context.ts";
import { visibleStoreId } from "#app/domain/organizations/visible-store.ts";
import type { Db } from "#app/platform/db.server.ts";
import { NotFoundError } from "#app/platform/errors.ts";

const shown = {
  id: true,
  shopDomain: true,
  name: true,
  status: true,
  statusReason: true,
  pausedAt: true,
  createsParkedUntil: true,
  heldUntil: true,
  currencyCode: true,
  ianaTimezone: true,
  connectedAt: true,
  uninstalledAt: true,
  leftAt: true,
} satisfies Prisma.StoreSelect;

/** One store as a person reads it. */
export type StoreView = Prisma.StoreGetPayload<{ select: typeof shown }>;

/** The stores that the actor may see, by name; an organization has tens of them, not thousands. */
export async function listStores(ctx: Context): Promise<StoreView[]> {
  return ctx.db.store.findMany({
    where: visibleTo(ctx),
    select: shown,
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
}

/**
 * Within a transaction it is asked there: the next connection may be long in coming.
 * @throws {NotFoundError} when it is absent or not the actor's to see.
 */
export async function getStore(ctx: Context, storeId: string, db: Db = ctx.db): Promise<StoreView> {
  const store = await db.store.findFirst({ where: { AND: [{ id: storeId }, visibleTo(ctx)] }, select: shown });
  if (!store) throw new NotFoundError("store");
  return store;
}

/** A store as its shop names it. */
export interface StoreOfShop {
  id: string;
  organizationId: string;
  name: string;
  /** It was taken out of the organization, which keeps its links: nobody there is let in until a code brings it back. */
  leftAt: Date | null;
}

/** Whose store this shop is, before anybody is known to ask. Null for a shop that no organization has claimed. */
export async function findStoreByShop(db: Db, shopDomain: string): Promise<StoreOfShop | null> {
  return db.store.findUnique({
    where: { shopDomain },
    select: { id: true, organizationId: true, name: true, leftAt: true },
  });
}

function visibleTo(ctx: Context): Prisma.StoreWhereInput {
  const onlyStoreId = visibleStoreId(ctx.actor);
  return { organizationId: ctx.organizationId, ...(onlyStoreId === null ? {} : { id: onlyStoreId }) };
}
