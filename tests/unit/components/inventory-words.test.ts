import { expect, test } from "vitest";
import { formatDay } from "#app/components/charts/format-day.ts";
import { brakeFindings, brakeTitle, releaseConsequences } from "#app/components/inventory/run/brake-words.ts";
import { barCounts } from "#app/components/inventory/run/run-progress.tsx";
import { driftWords, runTitle, stageWords } from "#app/components/inventory/run-words.ts";
import { readSettingsDraft, shareWords } from "#app/components/inventory/settings/settings-draft.ts";
import { explainStockReason } from "#app/components/inventory/stock-reasons.ts";
import { storeStockWords } from "#app/components/inventory/store-state.ts";
import type { StoreStock } from "#app/domain/inventory/queries/store-overview-queries.server.ts";
import { percentEnded } from "#app/domain/uploads/queries/batch-progress.ts";
import { english, inGerman } from "#tests/support/texts.ts";

const report = {
  levels: 1_000,
  toZero: 630,
  zeroShare: 0.63,
  maxZeroShare: 0.2,
  tooManyToZero: true,
  closedLocations: [],
  forgottenLocations: [],
};

const north = { locationId: "gid://shopify/Location/1", name: "North" };
const nameless = { locationId: "gid://shopify/Location/2", name: "" };

test("a brake says what would happen, why it stopped, and what a release does", () => {
  expect(brakeTitle(english, report)).toBe("It would set 63 % of the stock to zero");
  expect(brakeFindings(english, report)).toEqual([
    "630 of 1,000 levels would go to zero. This store stops at more than 20 %.",
  ]);
  expect(releaseConsequences(english, report).at(-1)).toContain("About 630 levels will be at zero");
});

test("a brake names the locations that were lost, by their id where the shop has told no name", () => {
  const lost = { ...report, tooManyToZero: false, closedLocations: [north], forgottenLocations: [nameless] };

  expect(brakeTitle(english, lost)).toBe("2 locations were lost");
  expect(brakeTitle(english, { ...lost, forgottenLocations: [] })).toBe("A location was lost");
  expect(brakeFindings(english, lost).join(" ")).toMatch(/closed North, .* to gid:\/\/shopify\/Location\/2 any more/);
  expect(releaseConsequences(english, lost).join(" ")).toMatch(
    /Nothing is set at North.*Location\/2 keeps what it has/,
  );
});

test("a sync is called by its kind, what it covers and its store", () => {
  const names = { storeName: "Relay Home", scopeName: null };

  expect(runTitle(english, { kind: "DAILY", ...names })).toBe("Daily sync of Relay Home");
  expect(runTitle(english, { kind: "DRY_RUN", ...names, scopeName: "Home > Kitchen" })).toBe(
    "Check of Home > Kitchen in Relay Home",
  );
  expect(runTitle(english, { kind: "INCREMENTAL", ...names })).toBe("Stock that arrived for Relay Home");
});

test("what a sync found is said once it has compared, and a store that no route supplies is told from one that is right", () => {
  const run = {
    kind: "DAILY" as const,
    status: "PROCESSING" as const,
    stage: "READING" as const,
    levels: { total: 0, drifted: 0, unitsDrifted: 0, read: 250 },
  };
  const compared = { ...run, stage: "SETTING" as const };

  expect(driftWords(english, run)).toBeNull();
  expect(stageWords(english, run)).toBe("Reading what the shop has: 250 levels so far.");
  expect(driftWords(english, compared)).toContain("no route brings counted stock");
  expect(driftWords(english, { ...compared, levels: { ...run.levels, total: 8 } })).toBe("All 8 levels were right.");
  expect(driftWords(english, { ...compared, levels: { total: 8, drifted: 2, unitsDrifted: 1, read: 8 } })).toBe(
    "2 of 8 levels differed (25 %), by 1 unit.",
  );
});

test("a reader of German gets the same findings with the numbers and lists of German", async () => {
  const german = await inGerman();
  const lost = { ...report, zeroShare: 0.625, toZero: 6_250, levels: 10_000, closedLocations: [north, nameless] };

  expect(brakeTitle(german, lost)).toBe("Er würde 62,5 % des Bestands auf null setzen");
  expect(brakeFindings(german, lost)).toEqual([
    "Auf null gehen würden 6.250 von 10.000 Beständen. Dieser Shop hält bei mehr als 20 % an.",
    "Der Shop hat North und gid://shopify/Location/2 geschlossen, und Routen bringen noch Bestand dorthin.",
  ]);
});

test("the bar of a check is full once all that differs is reported, and gaps count as failures", () => {
  const none = { pending: 0, succeeded: 0, failed: 0, quarantined: 0, cancelled: 0, reported: 0 };
  const counts = barCounts({ ...none, total: 6, reported: 3, failed: 1, quarantined: 2 });

  expect(percentEnded(counts)).toBe(100);
  expect(counts).toMatchObject({ succeeded: 3, failed: 3 });
});

test("of a store's stock what needs a person is said before what is only under way", () => {
  const store: StoreStock = {
    id: "1",
    name: "Relay Home",
    status: "CONNECTED",
    pausedAt: null,
    heldUntil: null,
    isDailyOn: true,
    dailyAt: "03:00",
    timeZone: "UTC",
    nextDailyAt: null,
    lastRun: null,
    runUnderWay: null,
    stoppedRunId: null,
    quarantined: 0,
    drift: null,
  };
  const lastRun = { id: "2", kind: "DAILY" as const, status: "COMPLETED" as const, completedAt: new Date(), failed: 0 };
  const wordsOf = (facts: Partial<StoreStock>) => storeStockWords({ ...store, ...facts }).label;

  expect(wordsOf({})).toBe("Never synced");
  expect(wordsOf({ lastRun })).toBe("Kept equal");
  expect(wordsOf({ lastRun, quarantined: 1 })).toBe("Kept equal, with gaps");
  expect(wordsOf({ lastRun, runUnderWay: { id: "3", kind: "DRY_RUN" } })).toBe("Checking");
  expect(wordsOf({ lastRun, runUnderWay: { id: "3", kind: "DAILY" }, stoppedRunId: "4" })).toBe("Stopped by a brake");
  expect(wordsOf({ stoppedRunId: "4", status: "RECONNECT_REQUIRED" })).toBe("Reconnect required");
});

test("settings that make no sense are told beside their field", () => {
  const draft = { isDailyOn: true, dailyAt: "03:00", timeZone: "", maxZeroPercent: "12.5" };

  expect(readSettingsDraft(draft)).toEqual({ errors: {}, maxZeroShare: 0.125 });
  expect(readSettingsDraft({ ...draft, dailyAt: "25:00", maxZeroPercent: "" }).errors).toEqual({
    dailyAt: "Enter a time such as 03:00.",
    maxZeroPercent: "Enter a number from 0 to 100.",
  });
  expect(readSettingsDraft({ ...draft, isDailyOn: false, dailyAt: "" }).errors).toEqual({});
  expect(shareWords(english, "0")).toContain("asks first");
});

test("every reason for a level that was not set says what to do, also one that nobody has met yet", () => {
  expect(explainStockReason("inventory.disconnected").whatToDo).toContain("Release it");
  expect(explainStockReason("shopify.something-new").whatToDo).toContain("Read what Shopify said");
  expect(explainStockReason(null).explanation).toBe("Shopify refused the quantity.");
});

test("a day of a calendar is the same day for every reader", () => {
  expect(formatDay(english, "2026-11-30")).toBe("Nov 30");
});
