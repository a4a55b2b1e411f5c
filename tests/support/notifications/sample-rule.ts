import type { Context } from "#app/domain/context.ts";
import { EVENT_KINDS } from "#app/domain/notifications/events/event-kinds.ts";
import { recordEvent, type NewEvent } from "#app/domain/notifications/events/record-event.server.ts";
import { createRule, type CreatedRule } from "#app/domain/notifications/rules/create-rule.server.ts";
import type { RuleInput } from "#app/domain/notifications/rules/rule-input.ts";
import { inTransaction } from "#app/platform/db.server.ts";

/** A rule for everything that happens, to a signed webhook unless said otherwise. */
export const addRule = (ctx: Context, wanted: Partial<RuleInput> = {}): Promise<CreatedRule> =>
  createRule(ctx, {
    name: "Everything",
    channel: "WEBHOOK",
    kinds: [...EVENT_KINDS],
    destination: "https://receiver.example/hook",
    ...wanted,
  });

/** Something that happened to a store. */
export const sampleEvent = ({ organizationId }: Context, storeId: string): NewEvent => ({
  organizationId,
  kind: "store.disconnected",
  key: "the-same-news",
  storeIds: [storeId],
  subject: { type: "store", id: storeId },
  details: { reason: "The app was uninstalled from the shop." },
});

/** Lets it happen. */
export const happen = (ctx: Context, storeId: string, event: Partial<NewEvent> = {}): Promise<void> =>
  inTransaction(ctx.db, (tx) => recordEvent(tx, ctx.queue, { ...sampleEvent(ctx, storeId), ...event }));
