import { z } from "zod";
import { DELIVERY_STATES, EVENT_KINDS } from "#app/domain/notifications/events/event-kinds.ts";
import { ruleChanges, ruleInput } from "#app/domain/notifications/rules/rule-input.ts";
import { apiPageParams } from "../../parse-input.server.ts";
import { defineOperation } from "../operation.ts";
import {
  createdRuleView,
  notificationDeliveryDetail,
  notificationDeliveryView,
  notificationRuleView,
  notificationView,
} from "../views/notification-views.ts";
import { pageOf, time } from "../views/shared-views.ts";
import { ofNotification, ofRule } from "./shared-schemas.ts";

const sent = z.object({ deliveryId: z.string() });

export const listEvents = defineOperation({
  id: "listNotifications",
  call: "GET /notifications",
  summary:
    "Lists what happened that people are told of, newest first, whether a rule asks for it or not: by kind, or by the store that it concerns.",
  query: z.strictObject({
    kind: z.enum(EVENT_KINDS).optional(),
    storeId: z.uuid().optional(),
    ...apiPageParams("bigint"),
  }),
  answer: pageOf(notificationView),
});

export const listRules = defineOperation({
  id: "listNotificationRules",
  call: "GET /notification-rules",
  summary: "Lists who is told of what; addresses are shown in part, secrets never.",
  answer: z.object({ items: z.array(notificationRuleView) }),
});

export const createRule = defineOperation({
  id: "createNotificationRule",
  call: "POST /notification-rules",
  summary: "Makes a rule; the secret of a webhook is in this answer and in no other.",
  scope: "configure",
  body: ruleInput,
  answer: createdRuleView,
  conflicts: ["notification-rule.too-many"],
});

export const readRule = defineOperation({
  id: "readNotificationRule",
  call: "GET /notification-rules/{ruleId}",
  summary: "One rule.",
  params: ofRule,
  answer: notificationRuleView,
});

export const changeRule = defineOperation({
  id: "changeNotificationRule",
  call: "PATCH /notification-rules/{ruleId}",
  summary: "Changes a rule; what is absent stays.",
  scope: "configure",
  params: ofRule,
  body: ruleChanges,
  answer: notificationRuleView,
});

export const deleteRule = defineOperation({
  id: "deleteNotificationRule",
  call: "DELETE /notification-rules/{ruleId}",
  summary: "Deletes a rule; what it has sent stays to be read.",
  scope: "configure",
  params: ofRule,
  answer: z.object({ ruleId: z.string() }),
});

export const rotateSecret = defineOperation({
  id: "rotateNotificationSecret",
  call: "POST /notification-rules/{ruleId}/rotate-secret",
  summary: "Gives a webhook a new secret, shown in this answer alone; the old one signs beside it for a day.",
  scope: "configure",
  params: ofRule,
  answer: z.object({ secret: z.string(), oldSignsUntil: time }),
  conflicts: ["notification-rule.not-signed", "notification-rule.changed"],
});

export const testRule = defineOperation({
  id: "testNotificationRule",
  call: "POST /notification-rules/{ruleId}/test",
  summary: "Sends a message to the rule's destination; what becomes of it is at the delivery.",
  scope: "configure",
  params: ofRule,
  answer: sent,
  status: 202,
});

export const listNotifications = defineOperation({
  id: "listNotificationDeliveries",
  call: "GET /notification-deliveries",
  summary: "Lists the messages that rules have brought and what became of them, newest first.",
  query: z.strictObject({
    state: z.enum(DELIVERY_STATES).optional(),
    ruleId: z.uuid().optional(),
    ...apiPageParams("bigint"),
  }),
  answer: pageOf(notificationDeliveryView),
});

export const readNotification = defineOperation({
  id: "readNotificationDelivery",
  call: "GET /notification-deliveries/{deliveryId}",
  summary: "One message with its tries, newest first.",
  params: ofNotification,
  answer: notificationDeliveryDetail,
});

export const replayNotification = defineOperation({
  id: "replayNotificationDelivery",
  call: "POST /notification-deliveries/{deliveryId}/replay",
  summary: "Sends a message again, under the id that it had.",
  scope: "configure",
  params: ofNotification,
  answer: sent,
  status: 202,
  conflicts: ["notification-delivery.rule-off"],
});
