import { useFetcher, useLoaderData, useNavigate } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Box, Card, Page, Select } from "@shopify/polaris";
import { useEffect } from "react";
import { z } from "zod";
import { QuarantineList } from "#app/components/inventory/quarantine/quarantine-list.tsx";
import { ReleaseAll } from "#app/components/inventory/quarantine/release-all.tsx";
import { KeysetPagination } from "#app/components/keyset-pagination.tsx";
import { said } from "#app/components/texts/texts.ts";
import { useTexts } from "#app/components/texts/use-texts.tsx";
import { listQuarantinedLevels } from "#app/domain/inventory/queries/quarantine-queries.server.ts";
import { releaseQuarantinedLevel } from "#app/domain/inventory/levels/release-quarantined-level.server.ts";
import { releaseQuarantinedLevels } from "#app/domain/inventory/levels/release-quarantined-levels.server.ts";
import { can } from "#app/domain/organizations/permissions.ts";
import { listStores } from "#app/domain/stores/store-queries.server.ts";
import { encodePage } from "#app/http/cursors.ts";
import { pageAction, pageLoader } from "#app/http/page-handlers.server.ts";
import { pageParams, parseForm, parseSearchParams, rowIdSchema, toPageRequest } from "#app/http/parse-input.server.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

const search = z.object({ storeId: z.uuid().optional(), ...pageParams("bigint") });

const form = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("one"), levelId: rowIdSchema.transform(BigInt) }),
  z.object({ intent: z.literal("all"), storeId: z.uuid(), reasonCode: z.string().min(1).max(100) }),
]);

export const loader = pageLoader(async ({ ctx, request }) => {
  const { storeId, ...page } = parseSearchParams(request, search);
  const [levels, stores] = await Promise.all([
    listQuarantinedLevels(ctx, { storeId }, toPageRequest(page)),
    listStores(ctx),
  ]);
  return {
    levels: levels.items,
    stores: stores.map(({ id, name }) => ({ id, name })),
    storeId: storeId ?? null,
    releasable: stores.filter(({ id }) => can(ctx.actor, "upload", id)).map(({ id }) => id),
    ...encodePage(levels),
  };
});

export const action = pageAction(async ({ ctx, request }): Promise<{ released: number }> => {
  const asked = await parseForm(request, form);
  if (asked.intent === "all") return releaseQuarantinedLevels(ctx, asked);
  await releaseQuarantinedLevel(ctx, { id: asked.levelId });
  return { released: 1 };
});

export default function Quarantine() {
  const t = useTexts();
  const { levels, stores, storeId, releasable, nextCursor, previousCursor } = useLoaderData<typeof loader>();
  const sending = useFetcher<typeof action>();
  const isSending = sending.state !== "idle";
  const answer = isSending ? undefined : sending.data;
  const shopify = useAppBridge();
  const navigate = useNavigate();
  useEffect(() => {
    if (answer === undefined || "problem" in answer) return;
    shopify.toast.show(t("{{count, number}} level released. The next sync sets it.", { count: answer.released }));
  }, [answer, shopify, t]);
  const chosen = stores.find(({ id }) => id === storeId) ?? (stores.length === 1 ? stores[0] : undefined);
  const reasonCodes = [...new Set(levels.map(({ reasonCode }) => reasonCode))];
  return (
    <Page
      title={t("Quarantine")}
      subtitle={t("Levels that no sync sets until somebody says so")}
      backAction={{ content: t("Inventory"), url: "/app/inventory" }}
    >
      <BlockStack gap="400">
        {answer !== undefined && "problem" in answer && (
          <Banner tone="critical" title={t("That was not possible")}>
            {said(t, answer.problem.message)}
          </Banner>
        )}
        <Card padding="0">
          {stores.length > 1 && (
            <Box padding="400" maxWidth="24rem">
              <Select
                label={t("Store")}
                options={[
                  { label: t("All stores"), value: "" },
                  ...stores.map(({ id, name }) => ({ label: name, value: id })),
                ]}
                value={storeId ?? ""}
                onChange={(value) => navigate(value === "" ? "?" : `?storeId=${value}`)}
              />
            </Box>
          )}
          {chosen !== undefined && releasable.includes(chosen.id) && levels.length > 0 && (
            <Box padding="400" paddingBlockStart={stores.length > 1 ? "0" : "400"}>
              <ReleaseAll
                storeName={chosen.name}
                reasonCodes={reasonCodes}
                isSending={isSending}
                onRelease={(reasonCode) =>
                  sending.submit({ intent: "all", storeId: chosen.id, reasonCode }, { method: "POST" })
                }
              />
            </Box>
          )}
          <QuarantineList
            levels={levels}
            isSending={isSending}
            mayRelease={(id) => releasable.includes(id)}
            onRelease={(levelId) => sending.submit({ intent: "one", levelId }, { method: "POST" })}
          />
          <KeysetPagination label={t("Pages of levels")} nextCursor={nextCursor} previousCursor={previousCursor} />
        </Card>
      </BlockStack>
    </Page>
  );
}
