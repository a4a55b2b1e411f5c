import { randomUUID } from "node:crypto";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import type { Context, StaffRole } from "#app/domain/context.ts";
import { requestStockSync } from "#app/domain/inventory/request-stock-sync.server.ts";
import { createApiToken } from "#app/domain/organizations/create-api-token.server.ts";
import { createOrganization } from "#app/domain/organizations/create-organization.server.ts";
import { inviteMember } from "#app/domain/organizations/members/invite-member.server.ts";
import type { TokenScope } from "#app/domain/organizations/permissions.ts";
import { recordWebhook } from "#app/domain/reconciliation/record-webhook.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { addProduct, openUploadWorld, type UploadWorld } from "../worlds/upload-world.ts";

/** Something of each kind that an address or a body may name, all of one organization and its first store. */
export interface SampleIds {
  readonly organizationId: string;
  readonly storeId: string;
  readonly otherStoreId: string;
  readonly categoryId: string;
  readonly productId: string;
  readonly variantId: string;
  readonly batchId: string;
  readonly rowId: string;
  readonly attemptId: string;
  readonly stockRunId: string;
  readonly levelId: string;
  readonly reconciliationId: string;
  readonly findingId: string;
  readonly proposalId: string;
  readonly webhookId: string;
  readonly ruleId: string;
  readonly eventId: string;
  readonly notificationId: string;
  readonly routeId: string;
  /** A further one, which may be taken away. */
  readonly spareRouteId: string;
  readonly tokenId: string;
  readonly memberId: string;
  readonly codeId: string;
  readonly shopifyProductId: string;
}

/** How somebody is known: a session token of a shop's user, made anew for each request, or a bearer token. */
export type Caller =
  | { readonly kind: "person"; readonly name: string; readonly shopDomain: string; readonly userId: number }
  | { readonly kind: "system"; readonly name: string; readonly token: string };

export interface MatrixWorld extends AsyncDisposable {
  readonly world: UploadWorld;
  readonly ids: SampleIds;
  /** In everything that has a name and belongs to the organization, or to its first store alone. */
  readonly markers: { readonly organization: string; readonly firstStore: string };
  readonly callers: Readonly<
    Record<"stranger" | "viewer" | "otherMerchant" | "staff" | "owner", Caller> &
      Record<"strangeSystem" | "lookingSystem" | "uploadingSystem" | "wholeSystem", Caller>
  >;
}

/** An organization of two stores with something of everything in the first, and a stranger's organization beside it. */
export async function openMatrixWorld(): Promise<MatrixWorld> {
  const world = await openUploadWorld({ shops: [{}, {}, {}] });
  const { ctx } = world;
  const { db, organizationId } = ctx;
  const [first, second, foreign] = [...world.storeIds].map(([domain, storeId]) => ({ domain, storeId }));
  if (!first || !second || !foreign) throw new Error("This world has three shops.");
  const markers = { organization: `alder-${randomUUID()}`, firstStore: `bark-${randomUUID()}` };
  const stranger = await giveStranger(ctx, foreign.storeId);
  await db.store.update({
    where: { id: first.storeId },
    data: { name: `${markers.firstStore} ${markers.organization}` },
  });
  await db.store.update({ where: { id: second.storeId }, data: { name: markers.organization } });
  const category = await db.category.create({
    data: categoryBelow(world.rootCategoryId, organizationId, `${markers.organization}-category`),
  });
  await db.route.deleteMany({ where: { organizationId } });
  const route = await db.route.create({ data: { organizationId, categoryId: category.id, storeId: first.storeId } });
  await db.route.create({ data: { organizationId, categoryId: world.rootCategoryId, storeId: second.storeId } });
  const spareRoute = await db.route.create({
    data: { organizationId, categoryId: category.id, storeId: second.storeId, isExcluded: true },
  });
  const people = await addPeople(ctx, { first, second, foreign, stranger });
  const samples = await fillFirstStore(world, { ...first, categoryId: category.id, markers });
  const ids: SampleIds = {
    organizationId,
    storeId: first.storeId,
    otherStoreId: second.storeId,
    categoryId: category.id,
    routeId: route.id,
    spareRouteId: spareRoute.id,
    ...samples,
  };
  const tokenOf = async (of: Context, name: string, scopes: readonly TokenScope[]): Promise<Caller> => ({
    kind: "system",
    name,
    token: (await createApiToken(of, { name, scopes })).token,
  });
  return {
    world,
    ids,
    markers,
    callers: {
      ...people,
      strangeSystem: await tokenOf({ ...ctx, organizationId: stranger }, "a stranger's system", [
        "view",
        "upload",
        "configure",
      ]),
      lookingSystem: await tokenOf(ctx, "a system that may look", ["view"]),
      uploadingSystem: await tokenOf(ctx, "a system that may upload alone", ["upload"]),
      wholeSystem: await tokenOf(ctx, "a system that may do all", ["view", "upload", "configure"]),
    },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

interface Shop {
  domain: string;
  storeId: string;
}

async function giveStranger(ctx: Context, storeId: string): Promise<string> {
  const { id, rootCategoryId } = await createOrganization(ctx.db, {
    name: "Stranger",
    slug: `stranger-${randomUUID()}`,
  });
  await ctx.db.route.deleteMany({ where: { storeId } });
  await ctx.db.store.update({ where: { id: storeId }, data: { organizationId: id } });
  await ctx.db.route.create({ data: { organizationId: id, categoryId: rootCategoryId, storeId } });
  return id;
}

const categoryBelow = (parentId: string, organizationId: string, name: string) => {
  const id = randomUUID();
  return { id, organizationId, parentId, name, path: name, depth: 1, lineage: [parentId, id] };
};

async function addPeople(
  { db, organizationId }: Context,
  shops: { first: Shop; second: Shop; foreign: Shop; stranger: string },
) {
  const { first, second, foreign, stranger } = shops;
  const add = async (name: string, shop: Shop, userId: number, role: StaffRole, of = organizationId) => {
    const storeId = role === "MERCHANT" || role === "VIEWER" ? shop.storeId : null;
    await db.staffMember.create({
      data: {
        organizationId: of,
        displayName: name,
        role,
        storeId,
        identities: { create: { organizationId: of, shopDomain: shop.domain, shopifyUserId: String(userId) } },
      },
    });
    return { kind: "person" as const, name, shopDomain: shop.domain, userId };
  };
  return {
    stranger: await add("an owner of another organization", foreign, 101, "OWNER", stranger),
    viewer: await add("a viewer", first, 102, "VIEWER"),
    otherMerchant: await add("a merchant of another store", second, 103, "MERCHANT"),
    staff: await add("staff", first, 104, "STAFF"),
    owner: await add("an owner", first, 105, "OWNER"),
  };
}

/** Of the shop, and linked with nothing. */
export const OTHER_VARIANT = "gid://shopify/ProductVariant/1";
const OTHER_ITEM = "gid://shopify/InventoryItem/1";

interface FirstStore extends Shop {
  categoryId: string;
  markers: MatrixWorld["markers"];
}

async function fillFirstStore(world: UploadWorld, first: FirstStore) {
  const { ctx } = world;
  const { db, organizationId } = ctx;
  const { storeId, domain, markers } = first;
  const title = `${markers.firstStore} ${markers.organization} hat`;
  const product = await addProduct(world, { title, categoryId: first.categoryId });
  const variantId = product.variantIds[0] ?? "";
  const selection = { kind: "products" as const, ids: [product.id] };
  const { batchId } = await approveProducts(ctx, { selection, name: title });
  await drainStore(ctx, { storeId }, new AbortController().signal);
  await db.shopifyUploadBatch.update({ where: { id: batchId }, data: { actorName: markers.organization } });
  const link = await db.productLink.findUniqueOrThrow({
    where: { storeId_productId: { storeId, productId: product.id } },
  });
  const row = await db.shopifyUploadProduct.findFirstOrThrow({ where: { batchId } });
  const attempt = await db.uploadAttempt.findFirstOrThrow({ where: { batchId } });
  const { runId: stockRunId } = await requestStockSync(ctx, { storeId });
  const actor = { actorType: "SYSTEM", actorName: markers.organization } as const;
  const reconciliation = await db.reconciliationRun.create({
    data: { organizationId, storeId, kind: "RECONCILE", status: "COMPLETED", endedAt: new Date(), ...actor },
  });
  const level = await db.quarantinedLevel.create({
    data: {
      organizationId,
      storeId,
      variantId,
      locationId: "gid://shopify/Location/1",
      inventoryItemId: OTHER_ITEM,
      reasonCode: "x",
      reason: title,
    },
  });
  const finding = await db.reconciliationFinding.create({
    data: {
      organizationId,
      storeId,
      kind: "AMBIGUOUS_VARIANTS",
      details: { candidates: [{ shopifyVariantId: OTHER_VARIANT, shopifyInventoryItemId: OTHER_ITEM }] },
      state: "OPEN",
      subject: title,
      variantId,
      productId: product.id,
    },
  });
  const proposal = await db.adoptionProposal.create({
    data: {
      organizationId,
      storeId,
      state: "AMBIGUOUS",
      matchedBy: "SKU",
      shopifyProductId: "gid://shopify/Product/1",
      title,
      handle: "hat",
      shopifyStatus: "ACTIVE",
      candidates: [{ productId: product.id, pairs: [] }],
      variantsInShop: 1,
    },
  });
  await recordWebhook(ctx, {
    shopDomain: domain,
    webhookId: randomUUID(),
    topic: "products/update",
    triggeredAt: new Date(),
    payloadJson: JSON.stringify({ id: 1, title }),
  });
  const webhook = await db.webhookDelivery.findFirstOrThrow({ where: { shopDomain: domain } });
  const notified = await addNotifications(ctx, { storeId, batchId, name: title });
  const invitation = await inviteMember(ctx, { displayName: title, role: "STAFF" });
  const member = await db.staffMember.create({
    data: { organizationId, displayName: title, role: "VIEWER", storeId },
  });
  const token = await db.apiToken.create({
    data: { organizationId, name: title, tokenHash: randomUUID(), scopes: ["view"] },
  });
  return {
    productId: product.id,
    variantId,
    batchId,
    rowId: String(row.id),
    attemptId: String(attempt.id),
    stockRunId,
    levelId: String(level.id),
    reconciliationId: reconciliation.id,
    findingId: String(finding.id),
    proposalId: String(proposal.id),
    webhookId: String(webhook.id),
    ...notified,
    tokenId: token.id,
    memberId: member.id,
    codeId: invitation.id,
    shopifyProductId: link.shopifyProductId,
  };
}

async function addNotifications(
  { db, organizationId }: Context,
  { storeId, batchId, name }: { storeId: string; batchId: string; name: string },
) {
  const rule = await db.notificationRule.create({
    data: {
      organizationId,
      name,
      channel: "EMAIL",
      kinds: ["batch.failed"],
      destination: "sealed",
      destinationShown: name,
    },
  });
  const event = await db.notificationEvent.create({
    data: {
      organizationId,
      kind: "batch.failed",
      key: randomUUID(),
      storeIds: [storeId],
      subjectType: "batch",
      subjectId: batchId,
      details: { name },
    },
  });
  const delivery = await db.notificationDelivery.create({
    data: { organizationId, eventId: event.id, ruleId: rule.id, state: "FAILED", endedAt: new Date() },
  });
  return { ruleId: rule.id, eventId: String(event.id), notificationId: String(delivery.id) };
}
