import { z } from "zod";
import { checkShops, count, route } from "./route.ts";

/** Webhooks on their way to the app. */
export const webhookRoutes = [
  route({
    at: "GET /webhooks",
    does: "What waits, what was tried and what became of it; the latest `limit` of each.",
    query: z.strictObject({ limit: count(100, 2_000) }),
    answer({ simulator: { webhooks } }, { limit }) {
      const latest = <Item>(items: readonly Item[]): readonly Item[] => (limit === 0 ? [] : items.slice(-limit));
      return {
        isPaused: webhooks.isPaused,
        pendingCount: webhooks.pendingCount,
        pending: webhooks.pending(limit),
        attempts: latest(webhooks.attempts()),
        records: latest(webhooks.records()),
      };
    },
  }),
  route({
    at: "POST /webhooks/pause",
    does: "Holds deliveries back; what is triggered meanwhile waits.",
    answer({ simulator: { webhooks } }) {
      webhooks.pause();
      return { isPaused: true };
    },
  }),
  route({
    at: "POST /webhooks/resume",
    does: "Lets deliveries go on.",
    answer({ simulator: { webhooks } }) {
      webhooks.resume();
      return { isPaused: false };
    },
  }),
  route({
    at: "POST /webhooks/discard",
    does: "Drops everything that waits; answers how many there were.",
    answer: ({ simulator: { webhooks } }) => ({ discarded: webhooks.discard() }),
  }),
  route({
    at: "POST /webhooks/replay",
    does: "Sends a webhook of late once more, the same in every byte.",
    body: z.strictObject({ webhookId: z.string() }),
    answer({ simulator: { webhooks } }, _query, { webhookId }) {
      webhooks.replay(webhookId);
      return {};
    },
  }),
  route({
    at: "POST /webhooks/target",
    does: "Where the app is, from now on; null: webhooks wait.",
    body: z.strictObject({ url: z.url().nullable() }),
    answer({ simulator: { webhooks } }, _query, { url }) {
      webhooks.setTarget(url);
      return { url };
    },
  }),
  route({
    at: "POST /webhooks/settle",
    does: "Answers when nothing is on its way to the app and nothing waits that could go now.",
    async answer({ simulator: { webhooks } }) {
      await webhooks.settled();
      return { pendingCount: webhooks.pendingCount };
    },
  }),
  route({
    at: "GET /webhooks/faults",
    does: "What goes wrong on the way, with how often each was met and fired.",
    answer: ({ simulator: { webhooks } }) => webhooks.faults.counts(),
  }),
  route({
    at: "POST /webhooks/faults",
    does: "Adds faults of the way (lose, duplicate, delay, reorder); all of them or, when one makes no sense, none.",
    body: z.array(z.unknown()),
    answer({ simulator }, _query, faults) {
      checkShops(simulator, faults);
      simulator.webhooks.faults.addUnchecked(faults);
      return simulator.webhooks.faults.counts();
    },
  }),
  route({
    at: "DELETE /webhooks/faults",
    does: "Removes all faults of the way; answers how often each had fired.",
    answer({ simulator: { webhooks } }) {
      const counts = webhooks.faults.counts();
      webhooks.faults.clear();
      return counts;
    },
  }),
];
