import { useFetcher, useLoaderData } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Page } from "@shopify/polaris";
import { useEffect } from "react";
import { z } from "zod";
import { asPercent, readSettingsDraft } from "#app/components/inventory/settings/settings-draft.ts";
import { SettingsForm } from "#app/components/inventory/settings/settings-form.tsx";
import { said } from "#app/components/texts/texts.ts";
import { useTexts } from "#app/components/texts/use-texts.tsx";
import { getStockSettings, setStockSettings } from "#app/domain/inventory/set-stock-settings.server.ts";
import { can } from "#app/domain/organizations/permissions.ts";
import { getStore } from "#app/domain/stores/store-queries.server.ts";
import { stockSettingsBody } from "#app/http/api/stock-bodies.ts";
import { pageAction, pageLoader } from "#app/http/page-handlers.server.ts";
import { parseJson, parseParams } from "#app/http/parse-input.server.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

const path = z.object({ storeId: z.uuid() });

export const loader = pageLoader(async ({ ctx, params }) => {
  const { storeId } = parseParams(params, path);
  const { name } = await getStore(ctx, storeId);
  return {
    storeName: name,
    settings: await getStockSettings(ctx, storeId),
    timeZones: Intl.supportedValuesOf("timeZone"),
    mayConfigure: can(ctx.actor, "configure", storeId),
  };
});

export const action = pageAction(async ({ ctx, request, params }): Promise<{ isSaved: true }> => {
  const { storeId } = parseParams(params, path);
  await setStockSettings(ctx, { storeId, changes: await parseJson(request, stockSettingsBody) });
  return { isSaved: true };
});

export default function StockSettings() {
  const t = useTexts();
  const { storeName, settings, timeZones, mayConfigure } = useLoaderData<typeof loader>();
  const sending = useFetcher<typeof action>();
  const isSending = sending.state !== "idle";
  const answer = isSending ? undefined : sending.data;
  const shopify = useAppBridge();
  const { isDailyOn, dailyAt, timeZone, maxZeroShare, shopTimeZone, nextDailyAt } = settings;
  useEffect(() => {
    if (answer !== undefined && "isSaved" in answer) shopify.toast.show(t("Saved"));
  }, [answer, shopify, t]);
  return (
    <Page
      title={t("Schedule and brakes")}
      subtitle={storeName}
      backAction={{ content: t("Inventory"), url: "/app/inventory" }}
    >
      <BlockStack gap="400">
        <SettingsForm
          storeName={storeName}
          saved={{ isDailyOn, dailyAt, timeZone: timeZone ?? "", maxZeroPercent: asPercent(maxZeroShare) }}
          shopTimeZone={shopTimeZone}
          timeZones={timeZones}
          nextDailyAt={nextDailyAt}
          isSending={isSending}
          problem={answer !== undefined && "problem" in answer ? said(t, answer.problem.message) : null}
          {...(mayConfigure
            ? {
                onSave: (draft) =>
                  sending.submit(
                    JSON.stringify({
                      daily: draft.isDailyOn,
                      dailyAt: draft.dailyAt,
                      timeZone: draft.timeZone === "" ? null : draft.timeZone,
                      maxZeroShare: readSettingsDraft(draft).maxZeroShare,
                    }),
                    { method: "POST", encType: "application/json" },
                  ),
              }
            : {})}
        />
      </BlockStack>
    </Page>
  );
}
