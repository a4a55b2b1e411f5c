import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, List, Text } from "@shopify/polaris";
import type { ProductSelection } from "#app/domain/catalog/product-selection.ts";
import type { PreviewDigest } from "#app/domain/uploads/preview/digest-preview.ts";
import { formatAbout, formatCount, formatCountOf } from "../formats.ts";

/** What the approvals page answers when asked for a dry run. */
type DryRunAnswer = { digest: PreviewDigest } | { problem: { message: string } };

/** Asks the stores, before anything is approved, what an upload would do there. */
export function DryRun({ selection }: { selection: ProductSelection }) {
  const fetcher = useFetcher<DryRunAnswer>();
  const ask = () =>
    fetcher.submit(JSON.stringify(selection), {
      method: "POST",
      encType: "application/json",
      action: "/app/approvals/dry-run",
    });
  const answer = fetcher.state === "idle" ? fetcher.data : undefined;
  return (
    <BlockStack gap="300" inlineAlign="start">
      <Button onClick={ask} loading={fetcher.state !== "idle"}>
        Check against the stores first
      </Button>
      <div aria-live="polite">
        {answer !== undefined &&
          ("digest" in answer ? (
            <Digest digest={answer.digest} />
          ) : (
            <Banner tone="critical">{answer.problem.message}</Banner>
          ))}
      </div>
    </BlockStack>
  );
}

function Digest({ digest }: { digest: PreviewDigest }) {
  const { totals, conflicts, conflictsNotShown, unreadStores, isPart } = digest;
  const { actions, points, seconds, warnings } = totals;
  return (
    <BlockStack gap="200">
      <Text as="p">
        {`${isPart ? "Of the first 100 products: " : ""}${formatCount(actions.create)} would be created, ${formatCount(actions.update)} updated, ${formatCount(actions["no-change"])} left as they are, ${formatCount(actions.conflict)} need a decision.`}
      </Text>
      <Text as="p" tone="subdued">
        {`${formatCountOf(points, "point")} of Shopify's budget${seconds === null ? "" : `, ${formatAbout(seconds)}`}${warnings === 0 ? "" : `, ${formatCountOf(warnings, "warning")}`}. Nothing was changed.`}
      </Text>
      {conflicts.length > 0 && (
        <Banner tone="warning" title="Decide these first">
          <List>
            {conflicts.map(({ title, storeName, message }) => (
              <List.Item key={`${title} ${storeName ?? ""}`}>
                {`${title}${storeName === null ? "" : ` in ${storeName}`}: ${message}`}
              </List.Item>
            ))}
          </List>
          {conflictsNotShown > 0 && <Text as="p">{`And ${formatCountOf(conflictsNotShown, "other product")}.`}</Text>}
        </Banner>
      )}
      {unreadStores.length > 0 && (
        <Banner tone="info" title="Not every store could be asked">
          <List>
            {unreadStores.map((store) => (
              <List.Item key={store}>{store}</List.Item>
            ))}
          </List>
        </Banner>
      )}
    </BlockStack>
  );
}
