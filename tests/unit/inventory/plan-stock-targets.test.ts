import fc from "fast-check";
import { expect, test } from "vitest";
import { planLevel, stockTarget } from "#app/domain/inventory/plan-stock-targets.ts";

const at = (seconds: number) => new Date(1_800_000_000_000 + seconds * 1_000);
const counted = (onHand: number, seconds = 0, held: { reserved?: number; hold?: number } = {}) => ({
  onHand,
  reserved: 0,
  hold: 0,
  ...held,
  asOf: at(seconds),
});

test("what is available of each warehouse is added, and what one lacks is not taken from another", () => {
  const counts = [counted(5, 0, { reserved: 2, hold: 1 }), counted(1, 0, { reserved: 9 }), counted(-3), counted(10)];

  expect(stockTarget({ counts, countsOrders: "upstream", movements: [] })).toBe(12);
});

test("what no warehouse has ever counted is not zero but unknown", () => {
  expect(stockTarget({ counts: [], countsOrders: "upstream", movements: [] })).toBeNull();
  expect(planLevel(null, 5)).toBe("untouched");
});

test("where upstream counts orders, what the shop sold is in its count already", () => {
  const movements = [{ delta: -4, occurredAt: at(10) }];

  expect(stockTarget({ counts: [counted(10)], countsOrders: "upstream", movements })).toBe(10);
});

test("where Shopify counts orders, what it sold since the count is taken off, and what it sold before is not", () => {
  const movements = [
    { delta: -2, occurredAt: at(-5) },
    { delta: -4, occurredAt: at(10) },
    { delta: 1, occurredAt: at(20) },
  ];

  expect(stockTarget({ counts: [counted(10)], countsOrders: "shopify", movements })).toBe(7);
  expect(stockTarget({ counts: [counted(2)], countsOrders: "shopify", movements })).toBe(0);
});

test("of counts at different times the oldest decides, so that no order between them is lost", () => {
  const movements = [{ delta: -3, occurredAt: at(5) }];
  const counts = [counted(10, 0), counted(10, 10)];

  expect(stockTarget({ counts, countsOrders: "shopify", movements })).toBe(17);
});

test("a target is never below zero nor above what Shopify takes, whatever is counted and sold", () => {
  const count = fc.record({
    onHand: fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }),
    reserved: fc.nat(2_000_000_000),
    hold: fc.nat(2_000_000_000),
    asOf: fc.integer({ min: -100, max: 100 }).map(at),
  });
  const movement = fc.record({ delta: fc.integer(), occurredAt: fc.integer({ min: -100, max: 100 }).map(at) });
  fc.assert(
    fc.property(
      fc.array(count, { minLength: 1, maxLength: 5 }),
      fc.array(movement, { maxLength: 20 }),
      fc.constantFrom("upstream" as const, "shopify" as const),
      (counts, movements, countsOrders) => {
        const target = stockTarget({ counts, movements, countsOrders });

        expect(target).toBeGreaterThanOrEqual(0);
        expect(target).toBeLessThanOrEqual(1_000_000_000);
        expect(Number.isInteger(target)).toBe(true);
      },
    ),
  );
});

test("what is unknown is read, what is right is left alone, and the rest is set", () => {
  expect([planLevel(5, null), planLevel(5, 5), planLevel(0, 0), planLevel(5, 4), planLevel(0, -1)]).toEqual([
    "read",
    "unchanged",
    "unchanged",
    "set",
    "set",
  ]);
});
