import { z } from "zod";
import { sendTest } from "#app/domain/notifications/deliveries/send-test.server.ts";
import { apiAction, methodNotAllowed } from "#app/http/api/api-handlers.server.ts";
import { parseParams } from "#app/http/parse-input.server.ts";

const path = z.object({ ruleId: z.uuid() });

export const loader = methodNotAllowed("POST");

/** Sends a message to the rule's destination; what becomes of it is at the delivery. */
export const action = apiAction(async ({ ctx, params }) => sendTest(ctx, parseParams(params, path).ruleId), 202);
