import type { Context } from "#app/domain/context.ts";
import { deliverDue } from "#app/domain/notifications/deliveries/deliver-due.server.ts";
import { listDeliveries, type DeliveryView } from "#app/domain/notifications/deliveries/delivery-queries.server.ts";
import { wakeDue } from "#app/domain/notifications/deliveries/wake-due.server.ts";
import { closeDigests } from "#app/domain/notifications/digests/close-digests.server.ts";
import { systemClock } from "#app/platform/clock.ts";
import { manualClock, type ManualClock } from "#tests/simulator/clock.ts";
import { onlyStore, openUploadWorld } from "../worlds/upload-world.ts";
import { collectSenders, type CollectingSenders } from "./collecting-senders.ts";

export interface NotifiedWorld extends AsyncDisposable {
  ctx: Context;
  time: ManualClock;
  senders: CollectingSenders;
  storeId: string;
  shopDomain: string;
  deliver(): Promise<"done" | "more">;
  /** What a worker does every minute, and what it has woken. */
  sweep(): Promise<void>;
  /** Moves the time, with a sweep at every step. */
  pass(minutes: number, stepMinutes?: number): Promise<void>;
  deliveries(): Promise<DeliveryView[]>;
}

const MINUTE_MS = 60_000;

/** An organization whose time the test moves, with the ways out of the product at hand. */
export async function openNotifiedWorld(startsAt?: string): Promise<NotifiedWorld> {
  const world = await openUploadWorld();
  const time = startsAt === undefined ? manualClock() : manualClock(Date.parse(startsAt));
  const ctx = {
    ...world.ctx,
    clock: { now: () => new Date(time.nowMs()), sleep: (ms: number) => systemClock.sleep(ms) },
  };
  const senders = collectSenders();
  const { organizationId } = ctx;
  const { storeId, shop } = onlyStore(world);
  const deliver = () => deliverDue(ctx, { organizationId, senders });
  const sweep = async () => {
    await closeDigests(ctx);
    if ((await wakeDue(ctx)) > 0) await deliver();
  };
  return {
    ctx,
    time,
    senders,
    storeId,
    shopDomain: shop.domain,
    deliver,
    sweep,
    async pass(minutes, stepMinutes = minutes) {
      for (let passed = 0; passed < minutes; passed += stepMinutes) {
        time.advance(stepMinutes * MINUTE_MS);
        await sweep();
      }
    },
    deliveries: async () => (await listDeliveries(ctx, {}, { limit: 50 })).items,
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}
