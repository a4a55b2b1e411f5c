import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import type { StoreHealth } from "#app/http/stores/read-stores.server.ts";
import { EmptyNote } from "../empty-note.tsx";
import { FactList } from "../fact-list.tsx";
import { LocalTime } from "../local-time.tsx";
import { said, type Texts } from "../texts/texts.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { planOf } from "./plan-of.ts";
import { PointsGauge } from "./points-gauge.tsx";
import { StoreBadges } from "./store-badges.tsx";
import { StoreLife } from "./store-life.tsx";

interface StoreListProps {
  stores: readonly StoreHealth[];
  isSending: boolean;
  onPause: (storeId: string) => void;
  onResume: (storeId: string) => void;
}

/** The connected stores with their state, each to be paused and resumed. */
export function StoreList({ stores, isSending, onPause, onResume }: StoreListProps) {
  const t = useTexts();
  if (stores.length === 0)
    return (
      <Card>
        <EmptyNote title={t("No store to show")} message={t("Install Catalog Relay in a shop, and it appears here.")} />
      </Card>
    );
  return (
    <BlockStack gap="400">
      {stores.map((store) => (
        <Card key={store.id}>
          <BlockStack gap="300">
            <InlineStack align="space-between" blockAlign="center" gap="200">
              <BlockStack>
                <Text as="h2" variant="headingMd">
                  {store.name}
                </Text>
                <Text as="span" variant="bodySm" tone="subdued" breakWord>
                  {store.shopDomain}
                </Text>
              </BlockStack>
              <StoreBadges store={store} />
            </InlineStack>
            {store.statusReason !== null && <Text as="p">{said(t, store.statusReason)}</Text>}
            <StoreLife store={store} />
            {store.status === "CONNECTED" && <PointsGauge name={store.name} budget={store.pulse.budget} />}
            <FactList layout="beside" facts={factsOf(t, store)} />
            {store.mayPause && (
              <InlineStack>
                {store.pausedAt === null ? (
                  <Button
                    disabled={isSending}
                    accessibilityLabel={t("Pause uploads to {{store}}", { store: store.name })}
                    onClick={() => onPause(store.id)}
                  >
                    {t("Pause uploads")}
                  </Button>
                ) : (
                  <Button
                    variant="primary"
                    disabled={isSending}
                    accessibilityLabel={t("Resume uploads to {{store}}", { store: store.name })}
                    onClick={() => onResume(store.id)}
                  >
                    {t("Resume uploads")}
                  </Button>
                )}
              </InlineStack>
            )}
          </BlockStack>
        </Card>
      ))}
    </BlockStack>
  );
}

function factsOf(t: Texts, store: StoreHealth) {
  const facts = [
    ...(store.status === "CONNECTED" ? workFacts(t, store) : []),
    { name: t("Currency"), value: store.currencyCode },
    { name: t("Time zone"), value: store.ianaTimezone },
    { name: t("Connected"), value: <LocalTime at={store.connectedAt} /> },
  ];
  if (store.uninstalledAt !== null && store.status === "UNINSTALLED")
    facts.push({ name: t("Uninstalled"), value: <LocalTime at={store.uninstalledAt} /> });
  if (store.pausedAt !== null) facts.push({ name: t("Paused"), value: <LocalTime at={store.pausedAt} /> });
  if (store.heldUntil !== null)
    facts.push({
      name: t("Waits for Shopify"),
      value:
        store.statusReason === null || store.pausedAt !== null
          ? t("Shopify does not answer for this shop")
          : t("The app asks again from time to time"),
    });
  if (store.createsParkedUntil !== null)
    facts.push({ name: t("New products are tried again"), value: <LocalTime at={store.createsParkedUntil} /> });
  return facts;
}

/** What the store lets the app do, and what waits for it. */
function workFacts(t: Texts, { pulse, missingScopes, createsParkedUntil }: StoreHealth) {
  const plan = pulse.budget === null ? null : planOf(pulse.budget.restorePerSecond);
  return [
    { name: t("To upload"), value: t("{{count, number}} product", { count: pulse.productsOpen }) },
    ...(plan === null ? [] : [{ name: t("Shopify plan, by its points"), value: plan }]),
    ...(missingScopes === null
      ? []
      : [
          {
            name: t("Access scopes"),
            value:
              missingScopes.length === 0
                ? t("All granted")
                : t("Missing: {{scopes}}", { scopes: missingScopes.join(", ") }),
          },
        ]),
    {
      name: t("Daily limit of new variants"),
      value: createsParkedUntil === null ? t("Not reached") : t("Reached"),
    },
  ];
}
