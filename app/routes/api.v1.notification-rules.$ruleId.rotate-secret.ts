import { rotateSecret } from "#app/domain/notifications/rules/rotate-secret.server.ts";
import { answers, apiRoute } from "#app/http/api/api-route.server.ts";
import { rotateSecret as operation } from "#app/http/api/operations/notification-operations.ts";

export const loader = apiRoute(answers(operation, async ({ ctx, params }) => rotateSecret(ctx, params.ruleId)));
export const action = loader;
