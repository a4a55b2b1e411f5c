import { expect, test } from "vitest";
import { createSaid } from "#app/components/texts/say-again.ts";
import { said } from "#app/components/texts/texts.ts";
import { canaryPauseReason } from "#app/domain/uploads/steering/decide-canary.ts";
import { describeEvent } from "#app/domain/notifications/events/describe-event.ts";
import { refusalWords } from "#app/domain/uploads/failures/retry-refusals.ts";
import { english, inGerman } from "#tests/support/texts.ts";

test("what the server said is said again in the viewer's language, with the values that stand in it", async () => {
  const t = await inGerman();

  expect(said(t, "Shopify has locked the shop.")).toBe("Shopify hat den Shop gesperrt.");
  expect(said(t, "Paused by Ada (night shift).")).toBe("Angehalten von Ada (night shift).");
  expect(said(t, canaryPauseReason({ failed: 1_200, ended: 9_600 }, 0.1))).toMatch(
    /^1\.200 der ersten 9\.600 Produkte sind fehlgeschlagen \(12,5 %, höchstens 10 % sind erlaubt\)/,
  );
});

test("a sentence within a sentence is said again, too, and so is each of several", async () => {
  const t = await inGerman();
  const because = refusalWords({ overLimit: 2, newerContent: 0, storeLeft: 1 });

  expect(said(t, `No row can be retried: ${because}.`)).toBe(
    "Keine Zeile kann wiederholt werden: 2 Zeilen, nach 5 Wiederholungen: Korrigieren Sie die Produkte und geben Sie sie erneut frei; 1 Zeile, weil der Shop die Organisation verlassen hat.",
  );
  expect(
    said(
      t,
      "The shop no longer grants the access scope read_files. Open Catalog Relay in the admin of this shop and accept the scopes.",
    ),
  ).toBe(
    "Der Shop gewährt nicht mehr den Zugriffsbereich read_files. Öffnen Sie Catalog Relay im Admin dieses Shops und stimmen Sie den Zugriffsbereichen zu.",
  );
});

test.each([
  [
    "batch.finished-with-failures",
    { name: "Herbst", rowsTotal: 1_200, rowsSucceeded: 1_198, rowsFailed: 2, rowsSkipped: 0 },
  ],
  ["batch.failed", { name: "Herbst", rowsTotal: 1, rowsSucceeded: 0, rowsFailed: 1, rowsSkipped: 0 }],
  ["batch.resumed", { name: "Herbst", stuckSince: "" }],
  ["store.disconnected", { reason: "The app was uninstalled from the shop." }],
  ["store.daily-limit-reached", { triedAgainAt: "" }],
  ["stock.brake-pulled", { levels: 60, toZero: 40, locationsLost: 0 }],
  ["stock.brake-pulled", { levels: 60, toZero: 0, locationsLost: 2 }],
  ["reconciliation.needs-person", { findings: 3 }],
])("%s is read in German in the inbox, whole", async (kind, details) => {
  const t = await inGerman();
  const { title, text } = describeEvent({ kind, details, stores: ["Köln", "Bonn", "Ulm"] });

  expect(`${said(t, title)} ${said(t, text)}`).not.toMatch(
    /\b(the|is|of|and|row|rows|other|stores|need|needs|would|nothing|open|look|its|batch)\b/i,
  );
});

test("what is not known, as what a person wrote, stays as it is, and English stays English", async () => {
  const t = await inGerman();

  for (const words of ["Stock-taking until Monday", "$t(Home) {{name}}", "a (b+ [c", ""])
    expect(said(t, words)).toBe(words);
  expect(said(english, "Paused by Ada.")).toBe("Paused by Ada.");
});

test("signs of a value mean nothing where it is put in", () => {
  const say = createSaid({ "Paused by {{name}}.": "Von {{name}} angehalten." }, "de");

  expect(say("Paused by {{name}} $& $1.")).toBe("Von {{name}} $& $1 angehalten.");
});
