import { expect, test } from "vitest";
import { confirmAdoptions } from "#app/domain/reconciliation/adoption/confirm-adoptions.server.ts";
import { summarizeAdoptions } from "#app/domain/reconciliation/adoption/adoption-queries.server.ts";
import { markAdopted } from "#app/domain/reconciliation/adoption/mark-adopted.server.ts";
import { addPlainProducts, makeByHand } from "#tests/support/reconciliation/handmade-shop.ts";
import { QUICK_BULK, reconcile, upload } from "#tests/support/reconciliation/reconcile-world.ts";
import { onlyStore, openUploadWorld, rowOutcomes } from "#tests/support/worlds/upload-world.ts";

const openWorld = () => openUploadWorld({ simulator: { fidelity: QUICK_BULK } });
const calm = () => new AbortController().signal;
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

test("a shop of 5,000 handmade products: 4,800 are proposed by sku, 100 are ambiguous, and an upload creates none again", async () => {
  await using world = await openWorld();
  const { shop, storeId } = onlyStore(world);
  makeByHand(world, [
    ...numbers(4_800).map((number) => ({ title: `Handmade ${number}`, sku: `SKU-${number}` })),
    ...numbers(100).map((number) => ({ title: `Twin ${number}`, sku: `TWIN-${Math.floor(number / 2)}` })),
    ...numbers(100).map((number) => ({ title: `Own ${number}`, sku: `OWN-${number}` })),
  ]);
  const ours = await addPlainProducts(
    world,
    numbers(4_800).map((number) => ({ sku: `SKU-${number}` })),
  );
  await addPlainProducts(
    world,
    numbers(50).map((number) => ({ sku: `TWIN-${number}` })),
  );

  const run = await reconcile(world, "ADOPT");
  const preview = await summarizeAdoptions(world.ctx, { storeId });
  const done = await confirmAdoptions(world.ctx, { storeId, selection: { kind: "filter" } });
  const marked = await markAdopted(world.ctx, { storeId }, calm());
  const batchId = await upload(world, ours);
  expect(run.proposals).toEqual({ PROPOSED: 4_800, AMBIGUOUS: 100, unmatched: 100 });
  expect(preview).toEqual([
    { state: "PROPOSED", matchedBy: "SKU", products: 4_800, isMore: false },
    { state: "AMBIGUOUS", matchedBy: "SKU", products: 100, isMore: false },
  ]);
  expect(done).toEqual({ confirmed: 4_800, refused: 0, underWay: 0, isMore: false });
  expect(marked).toMatchObject({ marked: 4_800, refused: 0 });
  expect(new Set(await rowOutcomes(world, batchId))).toEqual(new Set(["SUCCESS"]));
  expect(shop.productCount).toBe(5_000);
  expect(await world.ctx.db.productLink.count({ where: { storeId, goneAt: null } })).toBe(4_800);
}, 240_000);
