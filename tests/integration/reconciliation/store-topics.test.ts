import { expect, test } from "vitest";
import { handleDeliveries } from "#app/domain/reconciliation/handle-deliveries.server.ts";
import { listPrivacyRequests } from "#app/domain/privacy/privacy-queries.server.ts";
import { keepShopFacts } from "#app/domain/stores/keep-shop-facts.server.ts";
import { ELEVEN, linkedStore, outcomes, tell, TEN, type Linked } from "#tests/support/worlds/linked-store.ts";
import { contextOf, newShopDomain, storeToken } from "#tests/support/worlds/sample-store.ts";

const ALL_SCOPES = ["write_products", "write_inventory", "read_locations", "write_publications"];

const storeOf = ({ runtime, storeId }: Linked) => runtime.db.store.findUniqueOrThrow({ where: { id: storeId } });
const giveSomeToken = (linked: Linked) =>
  storeToken(linked.runtime, linked.shopDomain, { accessToken: "t", refreshToken: "r", expiresInSeconds: 3_600 });
const activityOf = async ({ runtime, storeId }: Linked) =>
  (await runtime.db.activity.findMany({ where: { subjectId: storeId }, orderBy: { id: "asc" } })).map(
    ({ action }) => action,
  );

test("a store whose shop takes a scope away waits for a person, and goes on when it has all of them again", async () => {
  const linked = await linkedStore();
  await giveSomeToken(linked);
  const lacking = { current: ["write_products", "read_inventory"], previous: ALL_SCOPES };
  await tell(linked, { topic: "app/scopes_update", payload: lacking });
  await handleDeliveries(linked.runtime, linked);
  const waiting = await storeOf(linked);
  await tell(linked, { topic: "app/scopes_update", triggeredAt: ELEVEN, payload: { current: ALL_SCOPES } });

  await handleDeliveries(linked.runtime, linked);

  expect(waiting.status).toBe("RECONNECT_REQUIRED");
  expect(waiting.statusReason).toMatch(/write_inventory, read_locations, .*Open Catalog Relay/);
  expect(await storeOf(linked)).toMatchObject({ status: "CONNECTED", statusReason: null });
  expect(await outcomes(linked)).toEqual(["lacking", "restored"]);
  expect(await activityOf(linked)).toEqual(["store.access-lost", "store.reconnected"]);
  const session = await linked.runtime.db.session.findFirstOrThrow({ where: { shop: linked.shopDomain } });
  expect(session.scope).toBe(ALL_SCOPES.join(","));
});

test("scopes alone do not bring back a store without a token, nor one that was uninstalled", async () => {
  const [refused, left] = [await linkedStore(), await linkedStore()];
  await giveSomeToken(left);
  await refused.runtime.db.store.update({ where: { id: refused.storeId }, data: { status: "RECONNECT_REQUIRED" } });
  await left.runtime.db.store.update({ where: { id: left.storeId }, data: { status: "UNINSTALLED" } });
  for (const linked of [refused, left]) {
    await tell(linked, { topic: "app/scopes_update", payload: { current: ALL_SCOPES } });
    await handleDeliveries(linked.runtime, linked);
  }

  expect([(await storeOf(refused)).status, (await storeOf(left)).status]).toEqual([
    "RECONNECT_REQUIRED",
    "UNINSTALLED",
  ]);
});

test("older news of the scopes do not take away what newer ones gave", async () => {
  const linked = await linkedStore();
  await giveSomeToken(linked);
  await tell(linked, { topic: "app/scopes_update", triggeredAt: ELEVEN, payload: { current: ALL_SCOPES } });
  await handleDeliveries(linked.runtime, linked);
  await tell(linked, { topic: "app/scopes_update", payload: { current: [] } });

  await handleDeliveries(linked.runtime, linked);

  expect(await outcomes(linked)).toEqual(["unchanged", "stale"]);
  expect((await storeOf(linked)).status).toBe("CONNECTED");
});

test("name, currency and time zone follow the shop, and nothing of its owner is kept", async () => {
  const linked = await linkedStore();
  const facts = { name: "New name", currency: "JPY", iana_timezone: "Asia/Tokyo" };
  await tell(linked, {
    topic: "shop/update",
    payload: { id: 1, email: "owner@example.com", shop_owner: "Jo", ...facts },
  });

  await handleDeliveries(linked.runtime, linked);

  expect(await storeOf(linked)).toMatchObject({
    name: "New name",
    currencyCode: "JPY",
    ianaTimezone: "Asia/Tokyo",
  });
  const [kept] = await linked.runtime.db.webhookDelivery.findMany({ where: { shopDomain: linked.shopDomain } });
  expect(kept).toMatchObject({ outcome: "updated", resource: "shop", payload: { id: 1, ...facts } });
  const { storeId } = linked;
  const again = { storeId, name: "New name", currencyCode: "JPY", ianaTimezone: "Asia/Tokyo" };
  expect(await keepShopFacts(linked.runtime, again)).toBe("unchanged");
});

test("a location is kept as the shop shows it, and not active once it was deleted there", async () => {
  const linked = await linkedStore();
  const location = { id: 655441491, name: "Depot", active: true, address1: "34 Example Street", updated_at: TEN };
  await tell(linked, { topic: "locations/create", payload: location });
  await handleDeliveries(linked.runtime, linked);
  const made = await linked.runtime.db.storeLocation.findMany({ where: { storeId: linked.storeId } });
  await tell(linked, { topic: "locations/delete", triggeredAt: ELEVEN, payload: { id: 655441491 } });
  await handleDeliveries(linked.runtime, linked);
  await tell(linked, { topic: "locations/update", payload: { ...location, name: "Late news" } });

  await handleDeliveries(linked.runtime, linked);

  expect(made).toMatchObject([{ locationId: "gid://shopify/Location/655441491", name: "Depot", isActive: true }]);
  const now = await linked.runtime.db.storeLocation.findMany({ where: { storeId: linked.storeId } });
  expect(now).toMatchObject([{ name: "Depot", isActive: false }]);
  expect(await outcomes(linked)).toEqual(["location-kept", "location-kept", "stale"]);
  const [kept] = await linked.runtime.db.webhookDelivery.findMany({ where: { shopDomain: linked.shopDomain } });
  expect(kept?.payload).not.toHaveProperty("address1");
});

test("a variant whose inventory item was deleted is gone, and one that has another by now is not", async () => {
  const linked = await linkedStore();
  await tell(linked, { topic: "inventory_items/delete", payload: { id: linked.seed } });
  await tell(linked, { topic: "inventory_items/delete", payload: { id: linked.seed + 900 } });

  await handleDeliveries(linked.runtime, linked);

  expect(await outcomes(linked)).toEqual(["gone", "not-linked"]);
  const links = await linked.runtime.db.variantLink.findMany({
    where: { storeId: linked.storeId },
    orderBy: { shopifyInventoryItemId: "asc" },
  });
  expect(links.map(({ goneAt, acceptedHash }) => [goneAt, acceptedHash])).toEqual([
    [new Date(TEN), null],
    [null, "h"],
  ]);
});

test("requests about customers are listed and answered, and no customer is named in what is kept", async () => {
  const linked = await linkedStore();
  const customer = { id: 191167, email: "john@example.com", phone: "555-625-1199" };
  const body = { shop_id: 954889, shop_domain: linked.shopDomain, customer };
  const dataRequest = { ...body, orders_requested: [1], data_request: { id: 9999 } };
  await tell(linked, { topic: "customers/data_request", payload: dataRequest });
  await tell(linked, { topic: "customers/redact", triggeredAt: ELEVEN, payload: { ...body, orders_to_redact: [1] } });

  await handleDeliveries(linked.runtime, linked);

  const ctx = contextOf(linked.runtime, linked);
  const { items } = await listPrivacyRequests(ctx, { limit: 10 });
  expect(items).toMatchObject([
    { kind: "CUSTOMER_REDACTION", shopifyReference: null, completedAt: expect.any(Date) },
    { kind: "CUSTOMER_DATA", shopifyReference: "9999", completedAt: expect.any(Date) },
  ]);
  expect(items[1]?.answer).toMatch(/holds no data about customers/);
  const kept = await linked.runtime.db.webhookDelivery.findMany({ where: { shopDomain: linked.shopDomain } });
  expect(JSON.stringify(kept.map(({ payload }) => payload))).not.toMatch(/john|191167|555/);
  const stranger = contextOf(linked.runtime, await linkedStore());
  expect((await listPrivacyRequests(stranger, { limit: 10 })).items).toEqual([]);
});

test("a shop that no organization has claimed is answered too", async () => {
  const linked = await linkedStore();
  const shopDomain = newShopDomain();
  await tell({ runtime: linked.runtime, shopDomain }, { topic: "customers/redact", payload: { shop_id: 1 } });

  await handleDeliveries(linked.runtime, { shopDomain });

  const asked = await linked.runtime.db.privacyRequest.findMany({ where: { shopDomain } });
  expect(asked).toMatchObject([{ organizationId: null, kind: "CUSTOMER_REDACTION", completedAt: expect.any(Date) }]);
});

test("stock that was changed in the shop is known, and what nobody ever compared is not", async () => {
  const linked = await linkedStore();
  const { organizationId, storeId, seed } = linked;
  const { variantId } = await linked.runtime.db.variantLink.findFirstOrThrow({
    where: { storeId, shopifyInventoryItemId: `gid://shopify/InventoryItem/${seed}` },
  });
  await linked.runtime.db.inventoryLevel.create({
    data: {
      organizationId,
      storeId,
      variantId,
      inventoryItemId: `gid://shopify/InventoryItem/${seed}`,
      locationId: "gid://shopify/Location/7",
      knownQuantity: 5,
      knownAt: new Date(TEN),
    },
  });
  const level = { location_id: 7, available: 3, updated_at: ELEVEN };
  await tell(linked, { topic: "inventory_levels/update", payload: { inventory_item_id: seed, ...level } });
  await tell(linked, { topic: "inventory_levels/update", payload: { inventory_item_id: seed + 1, ...level } });
  await tell(linked, { topic: "inventory_levels/update", payload: { inventory_item_id: 1, ...level } });
  await tell(linked, { topic: "inventory_levels/disconnect", payload: { inventory_item_id: seed, location_id: 8 } });
  const uncounted = { inventory_item_id: seed, location_id: 9, available: null, updated_at: ELEVEN };
  await tell(linked, { topic: "inventory_levels/update", payload: uncounted });

  await handleDeliveries(linked.runtime, linked);

  expect(await outcomes(linked)).toEqual(["recorded", "never-compared", "not-linked", "never-compared", "no-quantity"]);
  expect(await linked.runtime.db.inventoryLevel.findMany({ where: { storeId } })).toMatchObject([{ knownQuantity: 3 }]);
});

test("the end of a bulk operation wakes the run that waits for it, and nobody else", async () => {
  const linked = await linkedStore();
  const { organizationId, storeId } = linked;
  const waitedFor = "gid://shopify/BulkOperation/1";
  await linked.runtime.db.reconciliationRun.create({
    data: {
      organizationId,
      storeId,
      kind: "RECONCILE",
      actorType: "SYSTEM",
      actorName: "Test",
      bulkOperationId: waitedFor,
    },
  });
  for (const admin_graphql_api_id of [waitedFor, "gid://shopify/BulkOperation/2"])
    await tell(linked, { topic: "bulk_operations/finish", payload: { admin_graphql_api_id, status: "completed" } });

  await handleDeliveries(linked.runtime, linked);

  expect(await outcomes(linked)).toEqual(["woken", "nobody-waits"]);
  const jobs = await linked.runtime.queue.boss.findJobs("reconciliation.reconcile-store", { key: storeId });
  expect(jobs).toHaveLength(1);
});
