import { channel, subscribe, unsubscribe } from "node:diagnostics_channel";
import { expect, test } from "vitest";
import { failpoint, FAILPOINT_CHANNEL, failpoints } from "#app/platform/failpoint.server.ts";

test("a process that nobody armed passes every failpoint, and nobody listens", () => {
  expect(channel(FAILPOINT_CHANNEL).hasSubscribers).toBe(false);

  expect(() => failpoints.forEach(failpoint)).not.toThrow();
});

test("whoever started the process for it learns of each failpoint that it comes to", () => {
  const reached: unknown[] = [];
  const listen = (name: unknown) => reached.push(name);

  subscribe(FAILPOINT_CHANNEL, listen);
  failpoint("uploads.after-claim");
  failpoint("uploads.before-intent");
  unsubscribe(FAILPOINT_CHANNEL, listen);
  failpoint("uploads.after-intent");

  expect(reached).toEqual(["uploads.after-claim", "uploads.before-intent"]);
});
