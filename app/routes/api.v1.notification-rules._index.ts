import { createRule } from "#app/domain/notifications/rules/create-rule.server.ts";
import { listRules } from "#app/domain/notifications/rules/rule-queries.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { createRule as create, listRules as list } from "#app/http/api/operations/notification-operations.ts";

export const loader = apiRoute(
  answers(list, async ({ ctx }) => ({ items: await listRules(ctx) })),
  answers(create, async ({ ctx, body }) => createRule(ctx, body)),
);
export const action = loader;
