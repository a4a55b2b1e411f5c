import { z } from "zod";
import { changeRule, deleteRule } from "#app/domain/notifications/rules/change-rule.server.ts";
import { ruleChanges } from "#app/domain/notifications/rules/rule-input.ts";
import { getRule } from "#app/domain/notifications/rules/rule-queries.server.ts";
import { apiDelete, apiLoader, apiPatch, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { parseJson, parseParams } from "#app/http/parse-input.server.ts";

const path = z.object({ ruleId: z.uuid() });

/** One rule. */
export const loader = apiLoader(async ({ ctx, params }) => getRule(ctx, parseParams(params, path).ruleId));

/** Changes it; answers with it. */
const change = apiPatch(async ({ ctx, request, params }) => {
  const { ruleId } = parseParams(params, path);
  await changeRule(ctx, { ruleId, changes: await parseJson(request, ruleChanges) });
  return getRule(ctx, ruleId);
});

/** Deletes it; what it has sent stays to be read. */
const remove = apiDelete(async ({ ctx, params }) => {
  const { ruleId } = parseParams(params, path);
  await deleteRule(ctx, ruleId);
  return { ruleId };
});

const refuse = methodNotAllowed("GET", "PATCH", "DELETE");

export const action: typeof change = async (args) => {
  switch (args.request.method) {
    case "PATCH":
      return change(args);
    case "DELETE":
      return remove(args);
    default:
      return refuse(args);
  }
};
