import { BlockStack, Button, InlineGrid, InlineStack, Link, Text } from "@shopify/polaris";
import type { QuarantinedLevelView } from "#app/domain/inventory/queries/quarantine-queries.server.ts";
import { variantName } from "../../batches/variant-name.ts";
import { EmptyNote } from "../../empty-note.tsx";
import { LocalTime } from "../../local-time.tsx";
import { Phrase, useTexts } from "../../texts/use-texts.tsx";
import { ReasonText } from "../reason-text.tsx";

interface QuarantineListProps {
  levels: readonly QuarantinedLevelView[];
  isSending: boolean;
  mayRelease: (storeId: string) => boolean;
  onRelease: (id: string) => void;
}

/** Levels that no sync sets, each with its reason and what to do about it. */
export function QuarantineList({ levels, isSending, mayRelease, onRelease }: QuarantineListProps) {
  const t = useTexts();
  if (levels.length === 0)
    return (
      <EmptyNote
        title={t("Nothing is in quarantine")}
        message={t(
          "A level that Shopify refuses to set, or that somebody took off its location, is kept here, so that it holds up no other.",
        )}
      />
    );
  return (
    <ul style={{ listStyle: "none", margin: 0, padding: 0 }} aria-label={t("Levels in quarantine")}>
      {levels.map((level, position) => (
        <li
          key={level.id}
          style={{
            padding: "var(--p-space-400)",
            ...(position > 0 ? { borderTop: "1px solid var(--p-color-border-secondary)" } : {}),
          }}
        >
          <Level
            level={level}
            isSending={isSending}
            {...(mayRelease(level.storeId) ? { onRelease: () => onRelease(level.id) } : {})}
          />
        </li>
      ))}
    </ul>
  );
}

function Level({
  level,
  isSending,
  onRelease,
}: {
  level: QuarantinedLevelView;
  isSending: boolean;
  onRelease?: () => void;
}) {
  const t = useTexts();
  const variant = variantName(t, level);
  const title = level.productTitle ?? t("A product that was deleted since");
  const location = level.locationName ?? level.locationId;
  const sku = level.sku === null || level.sku === variant ? [] : [level.sku];
  return (
    <InlineGrid columns={{ xs: "1fr", sm: "1fr auto" }} gap="200" alignItems="start">
      <BlockStack gap="200">
        <BlockStack>
          <Text as="span" variant="bodyMd" fontWeight="semibold" breakWord>
            {title}
          </Text>
          <Text as="span" variant="bodySm" tone="subdued" breakWord>
            {[variant, ...sku, location, level.storeName].join(" · ")}
          </Text>
        </BlockStack>
        <ReasonText code={level.reasonCode} told={level.reason} />
        <Text as="p" variant="bodySm" tone="subdued">
          {level.runId === null ? (
            <Phrase text="Since <time/>" parts={{ time: <LocalTime at={level.quarantinedAt} /> }} />
          ) : (
            <Phrase
              text="Since <time/>, by <sync>this sync</sync>"
              parts={{
                time: <LocalTime at={level.quarantinedAt} />,
                sync: (
                  <Link
                    url={`/app/inventory/${level.runId}`}
                    accessibilityLabel={t("this sync, which met {{title}}, {{variant}}", { title, variant })}
                  />
                ),
              }}
            />
          )}
        </Text>
      </BlockStack>
      {onRelease !== undefined && (
        <InlineStack>
          <Button
            size="slim"
            disabled={isSending}
            accessibilityLabel={t("Release {{title}}, {{variant}}, at {{location}}", { title, variant, location })}
            onClick={onRelease}
          >
            {t("Release")}
          </Button>
        </InlineStack>
      )}
    </InlineGrid>
  );
}
