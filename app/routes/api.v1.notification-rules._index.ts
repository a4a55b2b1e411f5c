import { createRule } from "#app/domain/notifications/rules/create-rule.server.ts";
import { ruleInput } from "#app/domain/notifications/rules/rule-input.ts";
import { listRules } from "#app/domain/notifications/rules/rule-queries.server.ts";
import { apiAction, apiLoader } from "#app/http/api/api-handlers.server.ts";
import { parseJson } from "#app/http/parse-input.server.ts";

/** Who is told of what; addresses are shown in part, secrets never. */
export const loader = apiLoader(async ({ ctx }) => ({ items: await listRules(ctx) }));

/** Makes a rule; the secret of a webhook is in this answer and in no other. */
export const action = apiAction(async ({ ctx, request }) => createRule(ctx, await parseJson(request, ruleInput)));
