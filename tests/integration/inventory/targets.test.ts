import fc from "fast-check";
import { expect, test } from "vitest";
import { stockTargets } from "#app/domain/inventory/internal/stock-targets-sql.server.ts";
import { planLevel, stockTarget } from "#app/domain/inventory/plan-stock-targets.ts";
import { openStockWorld, type StockWorld } from "#tests/support/inventory/stock-world.ts";

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1, 12, minutes));

const count = fc.record({
  onHand: fc.integer({ min: -50, max: 50 }),
  reserved: fc.nat(20),
  hold: fc.nat(20),
  asOf: fc.nat(59).map(at),
});

const facts = fc.record({
  counts: fc.array(count, { maxLength: 2 }),
  movements: fc.array(fc.record({ delta: fc.integer({ min: -30, max: 30 }), occurredAt: fc.nat(59).map(at) }), {
    maxLength: 5,
  }),
  known: fc.option(fc.record({ quantity: fc.integer({ min: -5, max: 60 }), isDoubtful: fc.boolean() })),
});

type Facts = typeof facts extends fc.Arbitrary<infer Value> ? Value : never;

async function store(world: StockWorld, warehouseIds: readonly string[], levels: readonly Facts[]): Promise<void> {
  const { ctx, storeId, locationIds, variants } = world;
  const { organizationId } = ctx;
  const locationId = locationIds[0] ?? "";
  await ctx.db.stockLevel.deleteMany({ where: { organizationId } });
  await ctx.db.inventoryMovement.deleteMany({ where: { storeId } });
  await ctx.db.inventoryLevel.deleteMany({ where: { storeId } });
  for (const [index, { counts, movements, known }] of levels.entries()) {
    const { variantId = "", inventoryItemId = "" } = variants[index] ?? {};
    await ctx.db.stockLevel.createMany({
      data: counts.map((one, place) => ({ variantId, organizationId, warehouseId: warehouseIds[place] ?? "", ...one })),
    });
    await ctx.db.inventoryMovement.createMany({
      data: movements.map((movement) => ({ storeId, variantId, locationId, ...movement })),
    });
    if (known)
      await ctx.db.inventoryLevel.create({
        data: {
          storeId,
          variantId,
          locationId,
          organizationId,
          inventoryItemId,
          knownQuantity: known.quantity,
          isDoubtful: known.isDoubtful,
          knownAt: at(0),
        },
      });
  }
}

test.each(["upstream", "shopify"] as const)(
  "the database plans what the rules say, whatever was counted and sold, where orders are counted by %s",
  async (countsOrders) => {
    await using world = await openStockWorld({ products: 2 });
    const { ctx, storeId, warehouseId } = world;
    const stockMode = countsOrders === "shopify" ? "SHOPIFY_COUNTS_ORDERS" : "UPSTREAM_COUNTS_ORDERS";
    await ctx.db.route.updateMany({ where: { storeId }, data: { stockMode } });
    const second = await ctx.db.warehouse.create({
      data: { organizationId: ctx.organizationId, code: "second", name: "Second" },
    });
    const scope = { storeId, categoryId: null, productId: null, arrivalsOf: null };

    await fc.assert(
      fc.asyncProperty(fc.array(facts, { minLength: 6, maxLength: 6 }), async (levels) => {
        await store(world, [warehouseId, second.id], levels);

        const planned = await ctx.db.$queryRaw<{ variant_id: string; target: number; known_quantity: number | null }[]>`
          SELECT variant_id, target, known_quantity FROM (${stockTargets(scope, { after: null, through: null })}) AS level`;

        const byVariant = new Map(planned.map((level) => [level.variant_id, level]));
        for (const [index, { counts, movements, known }] of levels.entries()) {
          const level = byVariant.get(world.variants[index]?.variantId ?? "");
          const target = stockTarget({ counts, movements, countsOrders });
          const knownQuantity = known === null || known.isDoubtful ? null : known.quantity;

          expect(level?.target ?? null).toBe(target);
          expect(planLevel(level?.target ?? null, level?.known_quantity ?? null)).toBe(
            planLevel(target, knownQuantity),
          );
        }
      }),
      { numRuns: 40 },
    );
  },
);
