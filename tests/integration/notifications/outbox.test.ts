import { expect, test } from "vitest";
import { approveProducts } from "#app/domain/catalog/approve-products.server.ts";
import { deliverDue } from "#app/domain/notifications/deliveries/deliver-due.server.ts";
import { drainStore } from "#app/domain/uploads/drain-store.server.ts";
import { retryFailedRows } from "#app/domain/uploads/steering/retry-failed-rows.server.ts";
import { sweepUploads } from "#app/domain/uploads/sweeping/sweep-uploads.server.ts";
import { disconnectStore } from "#app/domain/stores/disconnect-store.server.ts";
import { recordEvent } from "#app/domain/notifications/events/record-event.server.ts";
import { recordBatchEnds } from "#app/domain/notifications/events/record-batch-ends.server.ts";
import { inTransaction } from "#app/platform/db.server.ts";
import { collectSenders } from "#tests/support/notifications/collecting-senders.ts";
import { addRule, happen, sampleEvent } from "#tests/support/notifications/sample-rule.ts";
import { addProduct, onlyStore, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const calm = () => new AbortController().signal;

async function upload(world: UploadWorld, titles: readonly string[]): Promise<string> {
  const ids: string[] = [];
  for (const title of titles) ids.push((await addProduct(world, { title, sizes: ["S"] })).id);
  const { batchId } = await approveProducts(world.ctx, { selection: { kind: "products", ids }, name: "Autumn" });
  await drainStore(world.ctx, { storeId: onlyStore(world).storeId }, calm());
  return batchId;
}

const eventsOf = ({ ctx }: UploadWorld) =>
  ctx.db.notificationEvent.findMany({ where: { organizationId: ctx.organizationId }, orderBy: { id: "asc" } });

const messagesOf = ({ ctx }: UploadWorld) =>
  ctx.db.notificationDelivery.count({ where: { organizationId: ctx.organizationId } });

test("the end of a batch is told once per rule, also when workers say it again", async () => {
  await using world = await openUploadWorld();
  await addRule(world.ctx);
  await addRule(world.ctx, { name: "Mail", channel: "EMAIL", destination: "owner@shop.example" });
  const batchId = await upload(world, ["Shirt"]);

  await sweepUploads(world.ctx, calm());
  const again = await inTransaction(world.ctx.db, (tx) => recordBatchEnds(tx, [batchId]));

  expect(again.size).toBe(0);
  expect(await eventsOf(world)).toMatchObject([
    {
      kind: "batch.finished",
      subjectId: batchId,
      storeIds: [onlyStore(world).storeId],
      details: { name: "Autumn", rowsTotal: 1, rowsSucceeded: 1, rowsFailed: 0, status: "COMPLETED" },
    },
  ]);
  expect(await messagesOf(world)).toBe(2);
});

test.each([
  ["finished with failures", ["Shirt", ""], "batch.finished-with-failures"],
  ["failed", [""], "batch.failed"],
] as const)("a batch that is %s is told so, and told anew when a person has retried it", async (_how, titles, kind) => {
  await using world = await openUploadWorld();
  await addRule(world.ctx, { kinds: [kind] });
  const batchId = await upload(world, titles);

  await retryFailedRows(world.ctx, { batchId });
  await drainStore(world.ctx, { storeId: onlyStore(world).storeId }, calm());

  expect((await eventsOf(world)).map((event) => event.kind)).toEqual([kind, kind]);
  expect(await messagesOf(world)).toBe(2);
});

test("an event of a transaction that is undone was never there", async () => {
  await using world = await openUploadWorld();
  await addRule(world.ctx);
  const { storeId } = onlyStore(world);

  const undone = inTransaction(world.ctx.db, async (tx) => {
    await recordEvent(tx, world.queue, sampleEvent(world.ctx, storeId));
    throw new Error("undone");
  });

  await expect(undone).rejects.toThrow("undone");
  expect([await eventsOf(world), await messagesOf(world)]).toEqual([[], 0]);
});

test("a rule hears of the kinds and the store that it names, and of nothing before it was made", async () => {
  await using world = await openUploadWorld({ shops: [{}, {}] });
  const [one = "", other = ""] = world.storeIds.values();
  await happen(world.ctx, one, { key: "before" });
  await addRule(world.ctx, { storeId: one, kinds: ["store.disconnected"] });

  await happen(world.ctx, one, { key: "heard" });
  await happen(world.ctx, other, { key: "elsewhere" });
  await happen(world.ctx, one, { key: "other-kind", kind: "stock.brake-pulled" });

  expect(await messagesOf(world)).toBe(1);
  expect(await eventsOf(world)).toHaveLength(4);
});

test("what happens in one organization is told to none of another", async () => {
  await using world = await openUploadWorld();
  await using stranger = await openUploadWorld();
  await addRule(stranger.ctx);

  await happen(world.ctx, onlyStore(world).storeId);

  expect([await messagesOf(world), await messagesOf(stranger)]).toEqual([0, 0]);
});

test("a store that is uninstalled is told once, with the reason", async () => {
  await using world = await openUploadWorld();
  await addRule(world.ctx);
  const { shop } = onlyStore(world);
  const news = { shopDomain: shop.domain, uninstalledAt: new Date(Date.now() + 3_700_000) };

  await disconnectStore(world.ctx, news);
  await disconnectStore(world.ctx, news);

  expect(await eventsOf(world)).toMatchObject([
    { kind: "store.disconnected", details: { reason: "The app was uninstalled from the shop." } },
  ]);
});

test("a message is sent while a batch is uploaded to another shop, and each rule is written to on its own", async () => {
  await using world = await openUploadWorld();
  const senders = collectSenders();
  await addRule(world.ctx, { name: "Slack", channel: "SLACK", destination: "https://hooks.slack.example/T1/B2/abc" });
  await addRule(world.ctx, { name: "Mail", channel: "EMAIL", destination: "a@shop.example, b@shop.example" });
  await upload(world, ["Shirt"]);

  await deliverDue(world.ctx, { organizationId: world.ctx.organizationId, senders }, calm());

  expect(senders.posts).toMatchObject([{ url: "https://hooks.slack.example/T1/B2/abc" }]);
  expect(JSON.parse(senders.posts[0]?.body ?? "")).toEqual({ text: expect.stringContaining("“Autumn” is finished") });
  expect(senders.mails).toMatchObject([
    { to: ["a@shop.example", "b@shop.example"], subject: "Batch “Autumn” is finished" },
  ]);
});
