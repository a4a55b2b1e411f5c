import type { Clock } from "#app/platform/clock.ts";
import { systemClock } from "#app/platform/clock.ts";
import type { UploadWorld } from "./worlds/upload-world.ts";

/** A clock that a test moves on; what sleeps sleeps in real time. */
export function movingClock(): Clock & { advance(milliseconds: number): void } {
  let aheadMs = 0;
  return {
    now: () => new Date(Date.now() + aheadMs),
    sleep: (milliseconds, signal) => systemClock.sleep(milliseconds, signal),
    advance: (milliseconds) => void (aheadMs += milliseconds),
  };
}

export interface MadeCall {
  /** Name of the GraphQL operation (`CreateProduct`), or `token` for a token's renewal. */
  operation: string;
  body: string;
  atMs: number;
}

type Answer = (call: MadeCall) => Response | Promise<Response> | null;

/** The world's way to Shopify with answers put in its place: null lets the call through. Keeps every call. */
export function interceptCalls({ ctx }: UploadWorld, answer: Answer): { fetch: typeof fetch; calls: MadeCall[] } {
  const calls: MadeCall[] = [];
  return {
    calls,
    fetch: async (input, init) => {
      const body = typeof init?.body === "string" ? init.body : "";
      const operation = /(?:mutation|query) (\w+)/.exec(body)?.[1] ?? "token";
      const call = { operation, body, atMs: Date.now() };
      calls.push(call);
      return (await answer(call)) ?? ctx.fetch(input, init);
    },
  };
}

/** What `fetch` does when nobody listens at the other end. */
export function refuseConnection(): Promise<Response> {
  const cause = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  return Promise.reject(new TypeError("fetch failed", { cause }));
}

export const unavailable = (): Response => new Response("Service Unavailable", { status: 503 });
