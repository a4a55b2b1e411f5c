import { useFetcher, useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Page } from "@shopify/polaris";
import { z } from "zod";
import { PrivacyRequests } from "#app/components/stores/privacy-requests.tsx";
import { StoreList } from "#app/components/stores/store-list.tsx";
import { useTexts } from "#app/components/texts/use-texts.tsx";
import { can } from "#app/domain/organizations/permissions.ts";
import { listPrivacyRequests } from "#app/domain/privacy/privacy-queries.server.ts";
import { listStores } from "#app/domain/stores/store-queries.server.ts";
import { encodePage } from "#app/http/cursors.ts";
import { steerStore } from "#app/http/home/steer-store.server.ts";
import { pageAction, pageLoader } from "#app/http/page-handlers.server.ts";
import { pageParams, parseSearchParams, toPageRequest } from "#app/http/parse-input.server.ts";

const PRIVACY_REQUESTS_SHOWN = 10;

export const loader = pageLoader(async ({ ctx, request }) => {
  const page = toPageRequest(parseSearchParams(request, z.object(pageParams("bigint"))), PRIVACY_REQUESTS_SHOWN);
  const [stores, asked] = await Promise.all([listStores(ctx), listPrivacyRequests(ctx, page)]);
  const pausable = stores.filter(({ id }) => can(ctx.actor, "upload", id)).map(({ id }) => id);
  return {
    stores,
    pausable,
    mayJoin: can(ctx.actor, "administer"),
    privacy: { requests: asked.items, ...encodePage(asked) },
  };
});

export const action = pageAction(async ({ ctx, request }) => steerStore(ctx, request));

export default function Stores() {
  const t = useTexts();
  const { stores, pausable, mayJoin, privacy } = useLoaderData<typeof loader>();
  const sending = useFetcher<typeof action>();
  const send = (intent: "pause" | "resume") => (storeId: string) =>
    sending.submit({ intent, storeId }, { method: "POST" });
  const answer = sending.state === "idle" ? sending.data : undefined;
  return (
    <Page
      title={t("Stores")}
      subtitle={t("Where approved products go")}
      {...(mayJoin ? { secondaryActions: [{ content: t("Join another store"), url: "/app/stores/join" }] } : {})}
    >
      <BlockStack gap="400">
        {answer !== undefined && "problem" in answer && (
          <Banner tone="critical" title={t("That was not possible")}>
            {answer.problem.message}
          </Banner>
        )}
        <StoreList
          stores={stores}
          isSending={sending.state !== "idle"}
          mayPause={(storeId) => pausable.includes(storeId)}
          onPause={send("pause")}
          onResume={send("resume")}
        />
        <PrivacyRequests {...privacy} />
      </BlockStack>
    </Page>
  );
}
