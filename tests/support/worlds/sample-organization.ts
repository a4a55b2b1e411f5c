import { randomUUID } from "node:crypto";
import type { ApprovalStatus, ProductType } from "@prisma/client";
import type { Actor, Context, Runtime, StaffRole } from "#app/domain/context.ts";
import type { Database } from "#app/platform/db.server.ts";

/** An organization with a small tree: root > Home > Kitchen, and root > Garden. */
export interface SampleOrganization {
  id: string;
  rootId: string;
  homeId: string;
  kitchenId: string;
  gardenId: string;
}

export async function makeOrganization(db: Database): Promise<SampleOrganization> {
  const [id, rootId, homeId, kitchenId, gardenId] = [0, 1, 2, 3, 4].map(() => randomUUID()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  await db.organization.create({ data: { id, name: "Sample", slug: `sample-${id}` } });
  const node = (nodeId: string, name: string, path: string, lineage: string[]) => ({
    id: nodeId,
    organizationId: id,
    name,
    path,
    depth: lineage.length - 1,
    lineage,
    parentId: lineage.at(-2) ?? null,
  });
  await db.category.createMany({
    data: [
      node(rootId, "All", "", [rootId]),
      node(homeId, "Home", "Home", [rootId, homeId]),
      node(kitchenId, "Kitchen", "Home > Kitchen", [rootId, homeId, kitchenId]),
      node(gardenId, "Garden", "Garden", [rootId, gardenId]),
    ],
  });
  return { id, rootId, homeId, kitchenId, gardenId };
}

/** A connected store; with `categoryId` a route brings that category's products to it. */
export async function addStore(
  db: Database,
  organizationId: string,
  name: string,
  categoryId?: string,
): Promise<string> {
  const { id } = await db.store.create({
    data: {
      organizationId,
      name,
      shopDomain: `${randomUUID()}.myshopify.com`,
      currencyCode: "EUR",
      ianaTimezone: "Europe/Berlin",
    },
  });
  if (categoryId !== undefined) await db.route.create({ data: { organizationId, categoryId, storeId: id } });
  return id;
}

export interface SampleProduct {
  title?: string;
  categoryId: string;
  type?: ProductType;
  approvalStatus?: ApprovalStatus;
  skus?: readonly string[];
}

export async function addProduct(db: Database, organizationId: string, product: SampleProduct): Promise<string> {
  const key = randomUUID();
  const { id } = await db.product.create({
    data: {
      organizationId,
      categoryId: product.categoryId,
      externalId: key,
      handle: key,
      title: product.title ?? "Sample product",
      type: product.type ?? "NORMAL",
      approvalStatus: product.approvalStatus ?? "PENDING",
      variants: {
        create: (product.skus ?? [key]).map((sku, position) => ({
          organizationId,
          externalId: sku,
          position,
          sku,
          price: "10.00",
          currencyCode: "EUR",
        })),
      },
    },
  });
  return id;
}

/** Somebody of the organization; a role that is bound to a store needs the store. */
export const staff = (role: StaffRole, storeId: string | null = null): Actor => ({
  type: "STAFF",
  id: randomUUID(),
  name: `A ${role.toLowerCase()}`,
  role,
  storeId,
});

/** The organization's view for somebody; the system's when nobody is named. */
export const contextOf = (
  runtime: Runtime,
  organizationId: string,
  actor: Actor = { type: "SYSTEM", id: null, name: "Test" },
): Context => ({ ...runtime, organizationId, actor });
