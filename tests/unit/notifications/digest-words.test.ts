import { expect, test } from "vitest";
import { countWords } from "#app/domain/notifications/digests/count-words.ts";
import { writeDigest } from "#app/domain/notifications/digests/write-digest.ts";
import { BY_IMPORTANCE, EVENT_KINDS } from "#app/domain/notifications/events/event-kinds.ts";

const UNTIL = { until: "2026-12-02T07:00:00.000Z", timeZone: "Europe/Berlin" };

test("every kind is told in a digest, one and many, and none is named twice", () => {
  const all = (count: number) => countWords(Object.fromEntries(EVENT_KINDS.map((kind) => [kind, count])));

  expect([...BY_IMPORTANCE].toSorted()).toEqual([...EVENT_KINDS].toSorted());
  expect(new Set([...all(1), ...all(2)]).size).toBe(2 * EVENT_KINDS.length);
});

test("a subject names three kinds at most, the most important first", () => {
  const counts = { "batch.finished": 12, "batch.failed": 1, "store.disconnected": 2, "stock.brake-pulled": 1 };

  expect(writeDigest({ ...UNTIL, counts }, [], null).title).toBe(
    "Daily digest: 2 stores disconnected, 1 batch failed, 1 stock sync stopped by its brake and more",
  );
});

test("times are told on the clock of the rule, and a line that is too long is cut", () => {
  const line = { title: "Batch “Autumn” failed", text: "x".repeat(5_000), page: null };
  const { text } = writeDigest(
    { ...UNTIL, counts: { "batch.failed": 3 } },
    [{ ...line, occurredAt: new Date("2026-12-01T23:30:00Z") }],
    null,
  );

  expect(text).toContain("What happened until 2 December 2026 at 08:00 (Europe/Berlin):");
  expect(text).toContain("2 December 2026 at 00:30");
  expect(text).toContain("And 2 more.");
  expect(text.length).toBeLessThan(1_000);
});

test("a digest of another time, or of a zone that is gone, is told in words all the same", () => {
  for (const details of [
    {},
    null,
    { counts: {} },
    { counts: { gone: 3 }, until: UNTIL.until, timeZone: "Mars/Olympus" },
  ]) {
    const { title, text } = writeDigest(details, [], null);

    expect(title).toBe("Daily digest");
    expect(text).not.toMatch(/undefined|null|NaN|\[object/);
  }
});
