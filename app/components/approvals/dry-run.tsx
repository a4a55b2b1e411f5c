import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, List, Text } from "@shopify/polaris";
import type { ProductSelection } from "#app/domain/catalog/product-selection.ts";
import type { PreviewDigest } from "#app/domain/uploads/preview/digest-preview.ts";
import { formatAbout } from "../formats.ts";
import { said } from "../texts/texts.ts";
import { useTexts } from "../texts/use-texts.tsx";

/** What the approvals page answers when asked for a dry run. */
type DryRunAnswer = { digest: PreviewDigest } | { problem: { message: string } };

/** Asks the stores, before anything is approved, what an upload would do there. */
export function DryRun({ selection }: { selection: ProductSelection }) {
  const t = useTexts();
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
        {t("Check against the stores first")}
      </Button>
      <div aria-live="polite">
        {answer !== undefined &&
          ("digest" in answer ? (
            <Digest digest={answer.digest} />
          ) : (
            <Banner tone="critical">{said(t, answer.problem.message)}</Banner>
          ))}
      </div>
    </BlockStack>
  );
}

function Digest({ digest }: { digest: PreviewDigest }) {
  const t = useTexts();
  const { totals, conflicts, conflictsNotShown, unreadStores, isPart } = digest;
  const { actions, points, seconds, warnings } = totals;
  const counts = {
    created: actions.create,
    updated: actions.update,
    unchanged: actions["no-change"],
    conflicts: actions.conflict,
  };
  const costs = [
    t("{{count, number}} point of Shopify's budget", { count: points }),
    ...(seconds === null ? [] : [formatAbout(t, seconds)]),
    ...(warnings === 0 ? [] : [t("{{count, number}} warning", { count: warnings })]),
  ];
  return (
    <BlockStack gap="200">
      <Text as="p">
        {isPart
          ? t(
              "Of the first 100 products: {{created, number}} would be created, {{updated, number}} updated, {{unchanged, number}} left as they are, {{conflicts, number}} need a decision.",
              counts,
            )
          : t(
              "{{created, number}} would be created, {{updated, number}} updated, {{unchanged, number}} left as they are, {{conflicts, number}} need a decision.",
              counts,
            )}
      </Text>
      <Text as="p" tone="subdued">
        {t("{{costs}}. Nothing was changed.", { costs: costs.join(", ") })}
      </Text>
      {conflicts.length > 0 && (
        <Banner tone="warning" title={t("Decide these first")}>
          <List>
            {conflicts.map(({ title, storeName, message }) => (
              <List.Item key={`${title} ${storeName ?? ""}`}>
                {storeName === null
                  ? `${title}: ${message}`
                  : t("{{title}} in {{store}}: {{message}}", { title, store: storeName, message })}
              </List.Item>
            ))}
          </List>
          {conflictsNotShown > 0 && (
            <Text as="p">{t("And {{count, number}} other product.", { count: conflictsNotShown })}</Text>
          )}
        </Banner>
      )}
      {unreadStores.length > 0 && (
        <Banner tone="info" title={t("Not every store could be asked")}>
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
