import { BlockStack, Card, Divider, InlineStack, Link, Text } from "@shopify/polaris";
import type { StoreStock } from "#app/domain/inventory/queries/store-overview-queries.server.ts";
import { EmptyNote } from "../empty-note.tsx";
import { FactList } from "../fact-list.tsx";
import { formatShare } from "../formats.ts";
import { LocalTime } from "../local-time.tsx";
import { StatusBadge } from "../status-badge.tsx";
import type { Texts } from "../texts/texts.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { storeStockWords } from "./store-state.ts";

interface StoreStockListProps {
  stores: readonly StoreStock[];
  /** Levels in quarantine are counted no further than this. */
  countedUpTo: number;
}

/** How the stock of each store stands, and where to look closer. */
export function StoreStockList({ stores, countedUpTo }: StoreStockListProps) {
  const t = useTexts();
  if (stores.length === 0)
    return (
      <Card>
        <EmptyNote
          title={t("No store to show")}
          message={t("Install Catalog Relay in a shop, and its stock appears here.")}
        />
      </Card>
    );
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("Stores")}
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
  const t = useTexts();
  return (
    <BlockStack gap="300">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h3" variant="headingSm" breakWord>
          {store.name}
        </Text>
        <InlineStack gap="300" blockAlign="center">
          <Link
            url={`/app/inventory/settings/${store.id}`}
            accessibilityLabel={t("Schedule and brakes of {{store}}", { store: store.name })}
          >
            {t("Schedule and brakes")}
          </Link>
          <StatusBadge words={storeStockWords(store)} />
        </InlineStack>
      </InlineStack>
      <FactList layout="beside" facts={factsOf(t, store, countedUpTo)} />
    </BlockStack>
  );
}

function factsOf(t: Texts, store: StoreStock, countedUpTo: number) {
  const { id, lastRun, runUnderWay, stoppedRunId, drift, quarantined } = store;
  return [
    {
      name: t("Last sync"),
      value:
        lastRun === null ? (
          t("Never")
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
            name: t("Under way"),
            value: (
              <Link
                url={`/app/inventory/${runUnderWay.id}`}
                accessibilityLabel={t("Watch it: the sync of {{store}}", { store: store.name })}
              >
                {t("Watch it")}
              </Link>
            ),
          },
        ]),
    ...(stoppedRunId === null
      ? []
      : [
          {
            name: t("Brake"),
            value: (
              <Link
                url={`/app/inventory/${stoppedRunId}`}
                accessibilityLabel={t("Release or cancel the sync of {{store}}", { store: store.name })}
              >
                {t("Release or cancel")}
              </Link>
            ),
          },
        ]),
    { name: t("Next daily sync"), value: <NextDaily store={store} /> },
    {
      name: t("Differed at the last check"),
      value:
        drift === null
          ? t("Not known")
          : t("{{drifted, number}} of {{levels, number}} ({{share}})", {
              drifted: drift.drifted,
              levels: drift.levels,
              share: formatShare(t, drift.levels === 0 ? null : drift.drifted / drift.levels),
            }),
    },
    {
      name: t("In quarantine"),
      value:
        quarantined === 0 ? (
          t("None")
        ) : (
          <Link url={`/app/inventory/quarantine?storeId=${id}`}>
            {quarantined > countedUpTo
              ? t("More than {{count, number}} level", { count: countedUpTo })
              : t("{{count, number}} level", { count: quarantined })}
          </Link>
        ),
    },
  ];
}

function NextDaily({ store }: { store: StoreStock }) {
  const t = useTexts();
  if (!store.isDailyOn) return <>{t("Off")}</>;
  const zone = store.timeZone.replaceAll("_", " ");
  if (store.nextDailyAt === null) return <>{t("Daily at {{time}} ({{zone}})", { time: store.dailyAt, zone })}</>;
  return (
    <>
      <LocalTime at={store.nextDailyAt} timeZone={store.timeZone} /> {`(${zone})`}
    </>
  );
}
