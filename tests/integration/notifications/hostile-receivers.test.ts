import { expect, onTestFinished, test } from "vitest";
import { postGuarded, type PostGuard } from "#app/platform/outbound/post-guarded.server.ts";
import { hostileReceivers } from "#tests/support/hostile/hostile-receivers.ts";
import { hostileNames, hostileUrls } from "#tests/support/hostile/hostile-urls.ts";
import { serveCalm, serveCanary, serveReceiver, type Canary } from "#tests/support/hostile/serve-hostile.ts";

const PATIENCE_MS = 600;

const send = (url: string, guard: Partial<PostGuard> = {}) =>
  postGuarded({ url, headers: {}, body: "{}" }, { trustedHosts: [], timeoutMs: PATIENCE_MS, ...guard });

async function openCanary(): Promise<Canary> {
  const canary = await serveCanary();
  onTestFinished(() => canary.close());
  return canary;
}

test("there are forty hostile receivers and more, of names of their own", () => {
  const names = [...hostileUrls, ...hostileNames, ...hostileReceivers].map(({ name }) => name);

  expect(names.length).toBeGreaterThanOrEqual(40);
  expect(new Set(hostileUrls.map(({ url }) => url)).size).toBe(hostileUrls.length);
});

test.each(hostileUrls)("nothing is sent to $name", async ({ url }) => {
  const canary = await openCanary();

  const outcome = await send(url.replace("CANARY", String(canary.port)));

  expect(outcome).toMatchObject({ kind: "refused" });
  expect(canary.hits()).toBe(0);
});

test.each(hostileNames)("a name that answers with $name reaches nothing inside", async ({ answers, must }) => {
  const canary = await openCanary();
  const calm = await serveCalm("127.0.0.2");
  onTestFinished(() => calm.close());
  let asked = 0;
  const resolve = (_hostname: string, signal: AbortSignal) => {
    const answer = answers[Math.min(asked, answers.length - 1)] ?? null;
    asked += 1;
    return answer === null
      ? new Promise<never>((_resolve, reject) => signal.addEventListener("abort", () => reject(new Error("late"))))
      : Promise.resolve(answer);
  };
  const isConnected = must === "connect-to-the-public-one";
  const port = isConnected ? calm.port : canary.port;

  const outcome = await send(`https://receiver.example:${port}/`, {
    resolve,
    isAllowedAddress: (address) => address === "127.0.0.2",
  });

  expect([asked, canary.hits(), calm.hits()]).toEqual([1, 0, isConnected ? 1 : 0]);
  // The calm server speaks no TLS: that it was reached is all that is asked here.
  expect(outcome.kind).toBe(isConnected ? "failed" : must);
});

test.each(hostileReceivers)("a receiver that $name is done with in time, and leads nowhere", async (receiver) => {
  const canary = await openCanary();
  const served = await serveReceiver(receiver, canary.port);
  onTestFinished(() => served.close());
  const startedAtMs = performance.now();

  const outcome = await send(`http://localhost:${served.port}/`, { trustedHosts: [`localhost:${served.port}`] });

  expect(performance.now() - startedAtMs).toBeLessThan(PATIENCE_MS + 1_500);
  expect(outcome).toMatchObject(
    receiver.must === "failed" ? { kind: "failed" } : { kind: "answered", statusCode: receiver.must },
  );
  const excerpt = outcome.kind === "answered" ? outcome.excerpt : "";
  expect(excerpt.length).toBeLessThanOrEqual(500);
  expect(excerpt).toMatch(/^[\P{Cc}\s]*$/u);
  expect([served.hits(), canary.hits()]).toEqual([1, 0]);
});
