import fc from "fast-check";
import { expect, test } from "vitest";
import { imageWarnings, nextLookSeconds } from "#app/domain/uploads/internal/media/image-outcomes.ts";

const names = ["a", "b", "c", "d"];
const address = fc.constantFrom(...names).map((name) => `https://img.example/${name}.png`);
const medium = fc.oneof(
  address.map((url) => ({ status: "READY", error: null, url })),
  fc.constant({ status: "FAILED", error: "Broken.", url: null }),
  fc.constant({ status: "PROCESSING", error: null, url: null }),
);
const sent = fc.uniqueArray(address);
const media = fc.array(medium, { maxLength: 8 });

test("no more is told than there are media in trouble, and never of an image that the shop shows", () => {
  fc.assert(
    fc.property(sent, media, (urls, shown) => {
      const warnings = imageWarnings(urls, shown);

      const troubled = shown.filter(({ status }) => status !== "READY");
      expect(warnings.length).toBeLessThanOrEqual(Math.min(troubled.length, urls.length));
      const visible = new Set(shown.flatMap(({ url }) => url ?? []));
      expect(warnings.filter(({ url }) => url !== null && visible.has(url))).toEqual([]);
    }),
  );
});

test("an image is named only when it is certain which one it is about", () => {
  fc.assert(
    fc.property(sent, media, (urls, shown) => {
      const visible = new Set(shown.flatMap(({ url }) => url ?? []));
      const missing = urls.filter((url) => !visible.has(url));
      const troubled = shown.filter(({ status }) => status !== "READY").length;
      const named = imageWarnings(urls, shown).flatMap(({ url }) => url ?? []);

      expect(named).toEqual(troubled >= missing.length ? missing : []);
    }),
  );
});

test("one looks again after a minute at the earliest, after an hour at the latest, and after a day no more", () => {
  const processing = [{ status: "PROCESSING", error: null, url: null }];
  fc.assert(
    fc.property(fc.double({ min: 0, max: 200_000, noNaN: true }), (ageSeconds) => {
      const next = nextLookSeconds(processing, ageSeconds);

      expect(next === null).toBe(ageSeconds >= 86_400);
      expect(next ?? 60).toBeGreaterThanOrEqual(60);
      expect(next ?? 60).toBeLessThanOrEqual(3_600);
      expect(nextLookSeconds([], ageSeconds)).toBeNull();
    }),
  );
});
