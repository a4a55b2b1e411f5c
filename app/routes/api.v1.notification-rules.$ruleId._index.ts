import { changeRule, deleteRule } from "#app/domain/notifications/rules/change-rule.server.ts";
import { getRule } from "#app/domain/notifications/rules/rule-queries.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import {
  changeRule as change,
  deleteRule as remove,
  readRule,
} from "#app/http/api/operations/notification-operations.ts";

export const loader = apiRoute(
  answers(readRule, async ({ ctx, params }) => getRule(ctx, params.ruleId)),
  answers(change, async ({ ctx, params: { ruleId }, body }) => {
    await changeRule(ctx, { ruleId, changes: body });
    return getRule(ctx, ruleId);
  }),
  answers(remove, async ({ ctx, params: { ruleId } }) => {
    await deleteRule(ctx, ruleId);
    return { ruleId };
  }),
);
export const action = loader;
