import { sendTest } from "#app/domain/notifications/deliveries/send-test.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { testRule } from "#app/http/api/operations/notification-operations.ts";

export const loader = apiRoute(answers(testRule, async ({ ctx, params }) => sendTest(ctx, params.ruleId)));
export const action = loader;
