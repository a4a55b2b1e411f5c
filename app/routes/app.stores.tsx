import { useFetcher, useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Page } from "@shopify/polaris";
import { PrivacyRequests } from "#app/components/stores/privacy-requests.tsx";
import { StoreList } from "#app/components/stores/store-list.tsx";
import { said } from "#app/components/texts/texts.ts";
import { useTexts } from "#app/components/texts/use-texts.tsx";
import { steerStore } from "#app/http/home/steer-store.server.ts";
import { pageAction, pageLoader } from "#app/http/page-handlers.server.ts";
import { readStores } from "#app/http/stores/read-stores.server.ts";

export { keepEntered as clientAction } from "#app/components/keep-entered.ts";

export const loader = pageLoader(async ({ ctx, request }) => readStores(ctx, request));

export const action = pageAction(async ({ ctx, request }) => steerStore(ctx, request));

export default function Stores() {
  const t = useTexts();
  const { stores, mayJoin, privacy } = useLoaderData<typeof loader>();
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
            {said(t, answer.problem.message)}
          </Banner>
        )}
        <StoreList
          stores={stores}
          isSending={sending.state !== "idle"}
          onPause={send("pause")}
          onResume={send("resume")}
        />
        <PrivacyRequests {...privacy} />
      </BlockStack>
    </Page>
  );
}
