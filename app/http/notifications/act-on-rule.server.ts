import { z } from "zod";
import type { Context } from "#app/domain/context.ts";
import { sendTest } from "#app/domain/notifications/deliveries/send-test.server.ts";
import { changeRule, deleteRule } from "#app/domain/notifications/rules/change-rule.server.ts";
import { createRule } from "#app/domain/notifications/rules/create-rule.server.ts";
import { rotateSecret } from "#app/domain/notifications/rules/rotate-secret.server.ts";
import type { RuleChanges, RuleInput } from "#app/domain/notifications/rules/rule-input.ts";
import { parseJson } from "../parse-input.server.ts";

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;

const asked = z.discriminatedUnion("intent", [
  // The verbs read these themselves, so that a problem names the field as the form knows it.
  z.object({ intent: z.literal("create"), rule: z.custom<RuleInput>(isObject) }),
  z.object({ intent: z.literal("change"), ruleId: z.uuid(), changes: z.custom<RuleChanges>(isObject) }),
  z.object({ intent: z.enum(["test", "rotate", "delete"]), ruleId: z.uuid() }),
]);

/** What was done with a rule; `secret` is seen this once. */
export interface RuleDone {
  done: "created" | "changed" | "tested" | "rotated" | "deleted";
  secret: string | null;
}

/** Does with a rule what a page asks for. */
export async function actOnRule(ctx: Context, request: Request): Promise<RuleDone> {
  const wanted = await parseJson(request, asked);
  switch (wanted.intent) {
    case "create":
      return { done: "created", secret: (await createRule(ctx, wanted.rule)).secret };
    case "change":
      await changeRule(ctx, wanted);
      return { done: "changed", secret: null };
    case "test":
      await sendTest(ctx, wanted.ruleId);
      return { done: "tested", secret: null };
    case "rotate":
      return { done: "rotated", secret: (await rotateSecret(ctx, wanted.ruleId)).secret };
    case "delete":
      await deleteRule(ctx, wanted.ruleId);
      return { done: "deleted", secret: null };
  }
}
