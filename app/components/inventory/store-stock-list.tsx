import { BlockStack, Card, Divider, InlineStack, Link, Text } from "@shopify/polaris";
import type { StoreStock } from "#app/domain/inventory/queries/store-overview-queries.server.ts";
import { EmptyNote } from "../empty-note.tsx";
import { FactList } from "../fact-list.tsx";
import { formatCount, formatCountOf, formatShare } from "../formats.ts";
import { LocalTime } from "../local-time.tsx";
import { StatusBadge } from "../status-badge.tsx";
import { storeStockWords } from "./store-state.ts";

interface StoreStockListProps {
  stores: readonly StoreStock[];
  /** Levels in quarantine are counted no further than this. */
  countedUpTo: number;
}

/** How the stock of each store stands, and where to look closer. */
export function StoreStockList({ stores, countedUpTo }: StoreStockListProps) {
  if (stores.length === 0)
    return (
      <Card>
        <EmptyNote title="No store to show" message="Install Catalog Relay in a shop, and its stock appears here." />
      </Card>
    );
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Stores
        </Text>
        {stores.map((store, position) => (
          <BlockStack key={store.id} gap="400">
            {position > 0 && <Divider />}
            <Store store={store} countedUpTo={countedUpTo} />
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}

function Store({ store, countedUpTo }: { store: StoreStock; countedUpTo: number }) {
  return (
    <BlockStack gap="300">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h3" variant="headingSm" breakWord>
          {store.name}
        </Text>
        <InlineStack gap="300" blockAlign="center">
          <Link url={`/app/inventory/settings/${store.id}`} accessibilityLabel={`Schedule and brakes of ${store.name}`}>
            Schedule and brakes
          </Link>
          <StatusBadge words={storeStockWords(store)} />
        </InlineStack>
      </InlineStack>
      <FactList layout="beside" facts={factsOf(store, countedUpTo)} />
    </BlockStack>
  );
}

function factsOf(store: StoreStock, countedUpTo: number) {
  const { id, lastRun, runUnderWay, stoppedRunId, drift, quarantined } = store;
  return [
    {
      name: "Last sync",
      value:
        lastRun === null ? (
          "Never"
        ) : (
          <Link url={`/app/inventory/${lastRun.id}`}>
            <LocalTime at={lastRun.completedAt} />
          </Link>
        ),
    },
    ...(runUnderWay === null
      ? []
      : [
          {
            name: "Under way",
            value: (
              <Link url={`/app/inventory/${runUnderWay.id}`} accessibilityLabel={`Watch it: the sync of ${store.name}`}>
                Watch it
              </Link>
            ),
          },
        ]),
    ...(stoppedRunId === null
      ? []
      : [
          {
            name: "Brake",
            value: (
              <Link
                url={`/app/inventory/${stoppedRunId}`}
                accessibilityLabel={`Release or cancel the sync of ${store.name}`}
              >
                Release or cancel
              </Link>
            ),
          },
        ]),
    { name: "Next daily sync", value: <NextDaily store={store} /> },
    {
      name: "Differed at the last check",
      value:
        drift === null
          ? "Not known"
          : `${formatCount(drift.drifted)} of ${formatCount(drift.levels)} (${formatShare(drift.levels === 0 ? null : drift.drifted / drift.levels)})`,
    },
    {
      name: "In quarantine",
      value:
        quarantined === 0 ? (
          "None"
        ) : (
          <Link url={`/app/inventory/quarantine?storeId=${id}`}>
            {quarantined > countedUpTo
              ? `More than ${formatCountOf(countedUpTo, "level")}`
              : formatCountOf(quarantined, "level")}
          </Link>
        ),
    },
  ];
}

function NextDaily({ store }: { store: StoreStock }) {
  if (!store.isDailyOn) return <>Off</>;
  const zone = `(${store.timeZone.replaceAll("_", " ")})`;
  if (store.nextDailyAt === null) return <>{`Daily at ${store.dailyAt} ${zone}`}</>;
  return (
    <>
      <LocalTime at={store.nextDailyAt} timeZone={store.timeZone} /> {zone}
    </>
  );
}
