import { useLoaderData, useNavigate } from "@remix-run/react";
import { Card, Page, Tabs } from "@shopify/polaris";
import { KeysetPagination } from "#app/components/keyset-pagination.tsx";
import { DeliveryList } from "#app/components/notifications/delivery-list.tsx";
import { deliveryStateWords } from "#app/components/notifications/notification-words.ts";
import { useTexts } from "#app/components/texts/use-texts.tsx";
import { DELIVERY_STATES } from "#app/domain/notifications/events/event-kinds.ts";
import { readDeliveryPage } from "#app/http/notifications/read-notifications.server.ts";
import { pageLoader } from "#app/http/page-handlers.server.ts";

export const loader = pageLoader(async ({ ctx, request }) => readDeliveryPage(ctx, request));

const TABS = [null, ...DELIVERY_STATES] as const;
const HERE = "/app/notifications/deliveries";

export default function Deliveries() {
  const t = useTexts();
  const { state, deliveries, nextCursor, previousCursor } = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  return (
    <Page
      title={t("Deliveries")}
      subtitle={t("What rules have sent, and what became of it")}
      backAction={{ content: t("Notifications"), url: "/app/notifications" }}
      secondaryActions={[{ content: t("Rules"), url: "/app/notifications/rules" }]}
    >
      <Card padding="0">
        <Tabs
          tabs={TABS.map((one) => ({
            id: one ?? "all",
            content: t(one === null ? "All" : deliveryStateWords[one].label),
            panelID: "deliveries",
          }))}
          selected={TABS.indexOf(state)}
          onSelect={(index) => {
            const chosen = TABS[index] ?? null;
            navigate(chosen === null ? HERE : `${HERE}?state=${chosen}`);
          }}
        />
        <div id="deliveries">
          <DeliveryList deliveries={deliveries} isFiltered={state !== null} />
        </div>
        <KeysetPagination label={t("Pages of deliveries")} nextCursor={nextCursor} previousCursor={previousCursor} />
      </Card>
    </Page>
  );
}
