import { expect, test } from "vitest";
import { action as approve } from "#app/routes/api.v1.approvals.ts";
import { openApi } from "#tests/support/api-caller.ts";
import { addProduct, openUploadWorld, type UploadWorld } from "#tests/support/worlds/upload-world.ts";

const contextOf = ({ ctx, queue }: UploadWorld) => ({ ...ctx, queue });
const batchesOf = ({ ctx }: UploadWorld) =>
  ctx.db.shopifyUploadBatch.count({ where: { organizationId: ctx.organizationId } });

async function openApprovals(world: UploadWorld) {
  const call = await openApi(contextOf(world));
  return (key: string, body: object) => call(approve, { method: "POST", body, headers: { "idempotency-key": key } });
}

test("an approval that is sent again under its key is answered as before and made once", async () => {
  await using world = await openUploadWorld();
  const { id } = await addProduct(world);
  const send = await openApprovals(world);

  const first = await send("order-1", { productIds: [id] });
  const again = await send("order-1", { productIds: [id] });
  const other = await send("order-2", { productIds: [id] });

  expect(first.status).toBe(202);
  expect(again).toMatchObject({ status: 202, body: first.body });
  expect(other.body).not.toEqual(first.body);
  expect(await batchesOf(world)).toBe(2);
});

test("of many equal approvals at once one is made, and all are answered as that one", async () => {
  await using world = await openUploadWorld();
  const { id } = await addProduct(world);
  const send = await openApprovals(world);

  const answers = await Promise.all(Array.from({ length: 8 }, () => send("at-once", { productIds: [id] })));

  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 202));
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect(await batchesOf(world)).toBe(1);
});

test("another body under a used key is refused, and so is a key that is none", async () => {
  await using world = await openUploadWorld();
  const [first, second] = [await addProduct(world), await addProduct(world)];
  const send = await openApprovals(world);
  await send("order-1", { productIds: [first.id] });

  const reused = await send("order-1", { productIds: [second.id] });
  const blank = await send("two words", { productIds: [second.id] });

  expect(reused).toMatchObject({ status: 422, body: { code: "idempotency-key.reused" } });
  expect(blank).toMatchObject({ status: 422, body: { code: "idempotency-key.invalid" } });
  expect(await batchesOf(world)).toBe(1);
});

test("a refused approval leaves its key free, and one token's keys are not another's", async () => {
  await using world = await openUploadWorld();
  const { id } = await addProduct(world);
  const send = await openApprovals(world);

  const refused = await send("order-1", { filter: { text: "nothing is called so" } });
  const corrected = await send("order-1", { productIds: [id] });
  const ofAnother = await (await openApprovals(world))("order-1", { productIds: [id] });

  expect(refused).toMatchObject({ status: 422, body: { code: "approval.nothing-selected" } });
  expect(corrected.status).toBe(202);
  expect(ofAnother.status).toBe(202);
  expect(ofAnother.body).not.toEqual(corrected.body);
});
