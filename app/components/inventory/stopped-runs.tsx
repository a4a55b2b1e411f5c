import { Banner, BlockStack } from "@shopify/polaris";
import type { StoreStock } from "#app/domain/inventory/queries/store-overview-queries.server.ts";
import { useTexts } from "../texts/use-texts.tsx";

/** The stores whose sync a brake has stopped, each with the way to the decision. */
export function StoppedRuns({ stores }: { stores: readonly StoreStock[] }) {
  const t = useTexts();
  const stopped = stores.filter(({ stoppedRunId }) => stoppedRunId !== null);
  if (stopped.length === 0) return null;
  return (
    <BlockStack gap="300">
      {stopped.map(({ id, name, stoppedRunId }) => (
        <Banner
          key={id}
          tone="critical"
          title={t("{{store}}: a sync stopped before it set anything", { store: name })}
          action={{ content: t("See why and decide"), url: `/app/inventory/${stoppedRunId}` }}
        >
          {t(
            "It would have taken much of the stock to zero, or has lost a location. Stock that arrives waits until you decide.",
          )}
        </Banner>
      ))}
    </BlockStack>
  );
}
