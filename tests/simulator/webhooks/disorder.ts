import { z } from "zod";
import { ArmedFault, saysWhen, triggerFields, whenIsUnclear } from "../faults/trigger.ts";

/**
 * What may happen to a webhook on its way, as Shopify warns of: it is lost, comes twice, late, or after a later one.
 * `reorder` holds it back until another webhook of the shop has gone out, or `delayMs` have passed without one.
 */
const webhookFault = z
  .strictObject({
    ...triggerFields,
    /** `products/update`, or `*`. */
    topic: z.string().min(1),
    effect: z.enum(["lose", "duplicate", "delay", "reorder"]),
    delayMs: z.number().min(0).default(1_000),
  })
  .refine(saysWhen, whenIsUnclear);

export type WebhookFaultInput = z.input<typeof webhookFault>;
export type WebhookFault = z.output<typeof webhookFault>;

/** Faults of the way from the shop to the app, scripted or seeded; what fired is counted. */
export class WebhookDisorder {
  #armed: ArmedFault<WebhookFault>[] = [];

  /** Adds faults. @throws ZodError when one makes no sense. */
  add(...faults: WebhookFaultInput[]): void {
    this.addUnchecked(faults);
  }

  /** Adds faults that came from outside; all or none. @throws ZodError when one makes no sense. */
  addUnchecked(faults: readonly unknown[]): void {
    this.#armed.push(
      ...z
        .array(webhookFault)
        .parse(faults)
        .map((fault) => new ArmedFault(fault)),
    );
  }

  clear(): void {
    this.#armed = [];
  }

  counts(): { name: string; fault: WebhookFault; matchingWebhooks: number; fired: number }[] {
    return this.#armed.map(({ entry, matches, fired }) => ({
      name: entry.name ?? `${entry.topic} ${entry.effect}`,
      fault: entry,
      matchingWebhooks: matches,
      fired,
    }));
  }

  /** Which faults a webhook meets. */
  meet(shopDomain: string, topic: string): readonly WebhookFault[] {
    if (this.#armed.length === 0) return [];
    return this.#armed
      .filter(({ entry }) => entry.shop === undefined || entry.shop === shopDomain)
      .filter(({ entry }) => entry.topic === "*" || entry.topic === topic)
      .filter((fault) => fault.meet() !== null)
      .map(({ entry }) => entry);
  }
}
