import { z } from "zod";
import { rotateSecret } from "#app/domain/notifications/rules/rotate-secret.server.ts";
import { apiAction, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { parseParams } from "#app/http/parse-input.server.ts";

const path = z.object({ ruleId: z.uuid() });

export const loader = methodNotAllowed("POST");

/** Gives a webhook a new secret, shown in this answer alone; the old one signs beside it for a day. */
export const action = apiAction(async ({ ctx, params }) => rotateSecret(ctx, parseParams(params, path).ruleId));
