import { useFetcher, useLoaderData } from "@remix-run/react";
import { Page } from "@shopify/polaris";
import { z } from "zod";
import { useAnswer } from "#app/components/use-answer.ts";
import { SettingsForm } from "#app/components/settings/settings-form.tsx";
import { useTexts } from "#app/components/texts/use-texts.tsx";
import { requirePermission } from "#app/domain/organizations/require-permission.ts";
import {
  changeOrganizationSettings,
  getOrganizationSettings,
} from "#app/domain/organizations/settings/organization-settings.server.ts";
import { pageAction, pageLoader } from "#app/http/page-handlers.server.ts";
import { parseJson } from "#app/http/parse-input.server.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

const body = z.strictObject({
  name: z.string(),
  attemptsKeptDays: z.number().nullable(),
  defaultCanaryProducts: z.number().nullable(),
  defaultOnDailyLimit: z.enum(["wait", "fail"]),
});

export const loader = pageLoader(async ({ ctx }) => {
  requirePermission(ctx.actor, "administer");
  return getOrganizationSettings(ctx);
});

export const action = pageAction(async ({ ctx, request }) => {
  requirePermission(ctx.actor, "administer");
  await changeOrganizationSettings(ctx, await parseJson(request, body));
  return { done: "saved" as const };
});

export default function Settings() {
  const t = useTexts();
  const saved = useLoaderData<typeof loader>();
  const sending = useFetcher<typeof action>();
  const { isSending, refusal } = useAnswer(sending, () => t("Settings saved."));
  const { data } = sending;
  return (
    <Page title={t("Settings")} subtitle={t("For the whole organization")} narrowWidth>
      <SettingsForm
        key={JSON.stringify(saved)}
        saved={saved}
        isSending={isSending}
        refusal={refusal}
        problems={refusal !== null && data !== undefined && "problem" in data ? data.problem.errors : []}
        onSave={(settings) => sending.submit({ ...settings }, { method: "POST", encType: "application/json" })}
      />
    </Page>
  );
}
