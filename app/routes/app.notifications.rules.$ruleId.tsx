import { useFetcher, useLoaderData, useNavigate } from "@remix-run/react";
import { Banner, BlockStack, Page } from "@shopify/polaris";
import { useEffect } from "react";
import { RuleActions } from "#app/components/notifications/rule-actions.tsx";
import { RuleForm, type WantedRule } from "#app/components/notifications/rule-form.tsx";
import { ShownSecret } from "#app/components/notifications/shown-secret.tsx";
import { RefusalBanner } from "#app/components/reconciliation/refusal-banner.tsx";
import type { Text } from "#app/components/texts/texts.ts";
import { useTexts } from "#app/components/texts/use-texts.tsx";
import { useAnswer } from "#app/components/use-answer.ts";
import { actOnRule, type RuleDone } from "#app/http/notifications/act-on-rule.server.ts";
import { readRulePage } from "#app/http/notifications/read-notifications.server.ts";
import { pageAction, pageLoader } from "#app/http/page-handlers.server.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

export const loader = pageLoader(async ({ ctx, params }) => readRulePage(ctx, params));

export const action = pageAction(async ({ ctx, request }) => actOnRule(ctx, request));

const WORDS: Record<RuleDone["done"], Text> = {
  created: "The rule is on.",
  changed: "Saved.",
  tested: "The test is on its way. Look at deliveries to see what becomes of it.",
  rotated: "The secret is replaced.",
  deleted: "The rule is deleted.",
};

const RULES = "/app/notifications/rules";

export default function Rule() {
  const t = useTexts();
  const { rule, mayChange, ...choices } = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  const sending = useFetcher<typeof action>();
  const { isSending, done, refusal } = useAnswer(sending, (what: RuleDone) => t(WORDS[what.done]));
  const { data } = sending;
  const problems = data !== undefined && "problem" in data ? data.problem.errors : [];
  const send = (body: object) => sending.submit(JSON.stringify(body), { method: "POST", encType: "application/json" });
  const save = ({ isEnabled, ...wanted }: WantedRule) => {
    if (rule === null) return send({ intent: "create", rule: wanted });
    const { name, kinds, storeId, destination, digestAt, quietHours, timeZone } = wanted;
    const isMoved = destination.trim() !== "";
    const timing = { digestAt, quietHours, timeZone };
    const changes = { name, kinds, storeId, isEnabled, ...timing, ...(isMoved ? { destination } : {}) };
    return send({ intent: "change", ruleId: rule.id, changes });
  };
  const isLeaving = done !== null && done.secret === null && (done.done === "created" || done.done === "deleted");
  useEffect(() => {
    if (isLeaving) navigate(RULES);
  }, [isLeaving, navigate]);
  const isMadeWithSecret = done?.done === "created" && done.secret !== null;
  return (
    <Page title={rule?.name ?? t("New rule")} backAction={{ content: t("Notification rules"), url: RULES }}>
      <BlockStack gap="400">
        <RefusalBanner refusal={problems.length === 0 ? refusal : null} />
        {!mayChange && (
          <Banner tone="info">{t("You may look at rules. Changing them needs the role staff or owner.")}</Banner>
        )}
        {done?.secret && <ShownSecret secret={done.secret} isReplacement={done.done === "rotated"} />}
        {rule !== null && mayChange && (
          <RuleActions rule={rule} isSending={isSending} onAct={(intent) => send({ intent, ruleId: rule.id })} />
        )}
        {!isMadeWithSecret && (
          <RuleForm key={rule?.id ?? "new"} {...{ rule, mayChange, isSending, problems }} {...choices} onSave={save} />
        )}
      </BlockStack>
    </Page>
  );
}
