import { expect, test } from "vitest";
import { shortResource } from "#app/components/reconciliation/inbox/inbox-table.tsx";
import { stateOf } from "#app/components/reconciliation/stores/store-state.tsx";
import {
  confirmedWords,
  explainReason,
  previewWords,
  settledWords,
} from "#app/components/reconciliation/words/adoption-words.ts";
import { countWords, topicWords } from "#app/components/reconciliation/words/delivery-words.ts";
import { findingStateWords } from "#app/components/reconciliation/words/finding-words.ts";
import { sketchWords, variantsWords } from "#app/components/reconciliation/words/name-words.ts";
import {
  foundByKind,
  outcomeWords,
  percentOf,
  progressWords,
  unmatchedOf,
} from "#app/components/reconciliation/words/run-words.ts";
import { english, inGerman } from "#tests/support/texts.ts";

const exactly = (count: number) => ({ count, isMore: false });

test("the preview of an adoption says how many are proposed, ambiguous and without a match", () => {
  expect(previewWords(english, { proposed: exactly(4_800), ambiguous: exactly(100), unmatched: 100 })).toBe(
    "4,800 proposed, 100 ambiguous, 100 without a match",
  );
  expect(previewWords(english, { proposed: exactly(0), ambiguous: exactly(1), unmatched: null })).toBe(
    "0 proposed, 1 ambiguous",
  );
});

test("what came of confirming names what was left out and why", () => {
  expect(confirmedWords(english, { confirmed: 1, refused: 0, underWay: 0 })).toBe("1 product linked.");
  expect(confirmedWords(english, { confirmed: 4_800, refused: 2, underWay: 3 })).toBe(
    "4,800 products linked. 2 linked otherwise meanwhile. 3 being uploaded right now: confirm them later.",
  );
});

test("a confirmation that goes on is not told as done", () => {
  const slice = { done: "confirmed" as const, confirmed: 20_000, refused: 0, underWay: 0 };

  expect(settledWords(english, { ...slice, isMore: true })).toBeNull();
  expect(settledWords(english, { ...slice, isMore: false })).toBe("20,000 products linked.");
});

test("a reason, a topic or a kind of a later release is shown as it is or left out, and breaks no page", () => {
  expect(explainReason(english, "moon-phase")).toBe("moon-phase");
  expect(topicWords(english, "orders/create")).toBe("orders/create");
  expect(foundByKind({ MOON_PHASE: { open: 1 } })).toEqual([]);
  expect(foundByKind(null)).toEqual([]);
  expect(unmatchedOf([])).toBeNull();
});

test("what differed is told with what is open first", () => {
  const findings = { HANDLE_CHANGED: { repaired: 9, open: 0 }, DUPLICATE_IDENTITY: { repaired: 0, open: 1 } };

  expect(foundByKind(findings).map(({ kind }) => kind)).toEqual(["DUPLICATE_IDENTITY", "HANDLE_CHANGED"]);
  expect(outcomeWords(english, { status: "COMPLETED", linksCompared: 1_200, findings, errorMessage: null })).toBe(
    "1,200 products compared, 9 differences repaired, 1 left to decide.",
  );
});

test("a run without a difference says that all links are right, and a failed one why it failed", () => {
  const run = { status: "COMPLETED" as const, linksCompared: 1, findings: {}, errorMessage: null };

  expect(outcomeWords(english, run)).toBe("1 product compared: all links are right.");
  expect(outcomeWords(english, { ...run, status: "FAILED", errorMessage: "Shopify was away." })).toBe(
    "Shopify was away.",
  );
});

test("a run moves on by its steps, and while it reads by the lines that it has read", () => {
  const reading = { kind: "RECONCILE" as const, step: "READ" as const, lines: { total: 2_000, read: 1_000 } };

  expect(percentOf({ ...reading, step: "QUERY", lines: null })).toBe(0);
  expect(percentOf(reading)).toBe(30);
  expect(percentOf({ ...reading, step: "CLEAN_UP" })).toBe(80);
  expect(progressWords(english, { ...reading, status: "RUNNING" })).toBe(
    "Reading Shopify's list: 1,000 of 2,000 lines",
  );
  expect(progressWords(english, { ...reading, status: "PENDING" })).toBe("Waiting for a worker");
});

test("a count that stops at its limit says so", () => {
  expect(countWords(english, { count: 3, isMore: false })).toBe("3");
  expect(countWords(english, { count: 1_000, isMore: true })).toBe("1,000+");
});

test("a variant is told by its options and its sku, never by Shopify's Default Title", () => {
  expect(sketchWords(english, { sku: "SHIRT-S", optionValues: ["S", "Moss"] })).toBe("S / Moss · SKU SHIRT-S");
  expect(sketchWords(english, { sku: null, optionValues: ["Default Title"] })).toBeNull();
  const variant = { id: "1", sku: "A", barcode: null, optionValues: [] };
  expect(variantsWords(english, [variant], 3)).toBe("SKU A; and 2 more");
  expect(variantsWords(english, [{ ...variant, sku: null }], 1)).toBe("1 variant");
});

test("what a webhook is about goes by its kind and number", () => {
  expect(shortResource(english, "gid://shopify/Product/81")).toBe("Product 81");
  expect(shortResource(english, "gid://shopify/InventoryLevel/5?inventory_item_id=7")).toBe("Inventory Level 5");
  expect(shortResource(english, "shop")).toBe("shop");
  expect(shortResource(english, null)).toBeNull();
});

test("a store's state names first what keeps it from being compared, and then what waits for a person", () => {
  const none = exactly(0);
  const waiting = { findings: none, proposed: none, ambiguous: none, deleted: none };
  const store = { status: "CONNECTED" as const } as Parameters<typeof stateOf>[0]["store"];
  const lastRun = { status: "COMPLETED" } as Parameters<typeof stateOf>[0]["lastRun"];
  const summary = { store, openRun: null, lastRun, nextNightlyAt: null, waiting };

  expect(stateOf(summary).label).toBe("Links are right");
  expect(stateOf({ ...summary, waiting: { ...waiting, findings: { count: 1, isMore: false } } }).label).toBe(
    "Waits for a person",
  );
  expect(stateOf({ ...summary, lastRun: null }).label).toBe("Not reconciled yet");
  expect(stateOf({ ...summary, store: { ...store, status: "UNINSTALLED" } }).label).toBe("Uninstalled");
});

test("a state of a finding is told apart from the button of the same English name", async () => {
  const german = await inGerman();
  const { OPEN, DISMISSED } = findingStateWords;

  expect([english(OPEN.label), english("Open")]).toEqual(["Open", "Open"]);
  expect([german(OPEN.label), german("Open")]).toEqual(["Offen", "Öffnen"]);
  expect([english(DISMISSED.label), english("Put aside")]).toEqual(["Put aside", "Put aside"]);
  expect([german(DISMISSED.label), german("Put aside")]).toEqual(["Beiseitegelegt", "Beiseitelegen"]);
});
