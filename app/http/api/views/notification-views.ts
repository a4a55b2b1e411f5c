import { z } from "zod";
import { CHANNELS, DELIVERY_STATES, EVENT_KINDS } from "#app/domain/notifications/events/event-kinds.ts";
import { time } from "./shared-views.ts";

const notificationTryView = z
  .object({
    triedAt: time,
    milliseconds: z.number(),
    statusCode: z.number().nullable(),
    excerpt: z.string().nullable().meta({ description: "The beginning of the answer." }),
    error: z.string().nullable(),
  })
  .meta({ id: "NotificationTry" });

export const notificationView = z
  .object({
    id: z.string(),
    kind: z.string(),
    title: z.string(),
    text: z.string().meta({ description: "What happened and what to do about it, for a person." }),
    subject: z.object({ type: z.string(), id: z.string() }).meta({ description: "What it is about." }),
    details: z.unknown().meta({ description: "By kind, for programs." }),
    storeIds: z.array(z.string()).meta({ description: "The stores that it concerns." }),
    occurredAt: time,
  })
  .meta({ id: "Notification" });

export const notificationDeliveryView = z
  .object({
    id: z.string(),
    messageId: z.string().meta({ description: "What receivers see as `webhook-id`." }),
    ruleId: z.string(),
    ruleName: z.string(),
    channel: z.enum(CHANNELS),
    destination: z.string(),
    kind: z.string(),
    title: z.string(),
    state: z.enum(DELIVERY_STATES),
    tries: z.number().meta({ description: "Since it was first due or replayed last." }),
    lastError: z.string().nullable(),
    nextTryAt: time.nullable().meta({ description: "When it is tried next; null when it is not." }),
    heldUntil: time.nullable().meta({ description: "Until then quiet hours of its rule hold it." }),
    createdAt: time,
    endedAt: time.nullable(),
  })
  .meta({ id: "NotificationDelivery" });

export const notificationRuleView = z
  .object({
    id: z.string(),
    name: z.string(),
    channel: z.enum(CHANNELS),
    kinds: z.array(z.enum(EVENT_KINDS)),
    storeId: z
      .string()
      .nullable()
      .meta({ description: "Only what concerns this store; null: all of the organization." }),
    destination: z.string().meta({ description: "What may be shown of it." }),
    digestAt: z
      .string()
      .nullable()
      .meta({ description: "Local time of the daily digest; null: everything is told at once." }),
    nextDigestAt: time
      .nullable()
      .meta({ description: "When the next digest is written; null when there is none to come." }),
    quietHours: z
      .object({ from: z.string(), until: z.string(), letsUrgentThrough: z.boolean() })
      .nullable()
      .meta({ description: "Local times between which messages wait." }),
    timeZone: z.string().nullable().meta({ description: "IANA name of the zone of these times." }),
    isEnabled: z.boolean(),
    oldSecretSignsUntil: time
      .nullable()
      .meta({ description: "While a new secret is being introduced: until when the old one signs, too." }),
    createdAt: time,
  })
  .meta({ id: "NotificationRule" });

export const createdRuleView = z
  .object({
    id: z.string(),
    secret: z.string().nullable().meta({ description: "The secret that signs, shown this once; of webhooks alone." }),
  })
  .meta({ id: "CreatedNotificationRule" });

export const notificationDeliveryDetail = z
  .object({ ...notificationDeliveryView.shape, attempts: z.array(notificationTryView) })
  .meta({ id: "NotificationDeliveryDetail" });
