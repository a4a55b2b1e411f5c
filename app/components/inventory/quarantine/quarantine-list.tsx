import { BlockStack, Button, InlineStack, Link, Text } from "@shopify/polaris";
import type { QuarantinedLevelView } from "#app/domain/inventory/queries/quarantine-queries.server.ts";
import { variantName } from "../../batches/variant-name.ts";
import { EmptyNote } from "../../empty-note.tsx";
import { LocalTime } from "../../local-time.tsx";
import { ReasonText } from "../reason-text.tsx";

interface QuarantineListProps {
  levels: readonly QuarantinedLevelView[];
  isSending: boolean;
  mayRelease: (storeId: string) => boolean;
  onRelease: (id: string) => void;
}

/** Levels that no sync sets, each with its reason and what to do about it. */
export function QuarantineList({ levels, isSending, mayRelease, onRelease }: QuarantineListProps) {
  if (levels.length === 0)
    return (
      <EmptyNote
        title="Nothing is in quarantine"
        message="A level that Shopify refuses to set, or that somebody took off its location, is kept here, so that it holds up no other."
      />
    );
  return (
    <ul style={{ listStyle: "none", margin: 0, padding: 0 }} aria-label="Levels in quarantine">
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
  const name = variantName(level);
  const title = level.productTitle ?? "A product that was deleted since";
  const sku = level.sku === null || level.sku === name ? [] : [level.sku];
  return (
    <BlockStack gap="200">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <BlockStack>
          <Text as="span" variant="bodyMd" fontWeight="semibold" breakWord>
            {title}
          </Text>
          <Text as="span" variant="bodySm" tone="subdued" breakWord>
            {[name, ...sku, level.locationName ?? level.locationId, level.storeName].join(" · ")}
          </Text>
        </BlockStack>
        {onRelease !== undefined && (
          <Button
            size="slim"
            disabled={isSending}
            accessibilityLabel={`Release ${title}, ${name}, at ${level.locationName ?? level.locationId}`}
            onClick={onRelease}
          >
            Release
          </Button>
        )}
      </InlineStack>
      <ReasonText code={level.reasonCode} told={level.reason} />
      <Text as="p" variant="bodySm" tone="subdued">
        {"Since "}
        <LocalTime at={level.quarantinedAt} />
        {level.runId !== null && (
          <>
            {", by "}
            <Link url={`/app/inventory/${level.runId}`} accessibilityLabel={`this sync, which met ${title}, ${name}`}>
              this sync
            </Link>
          </>
        )}
      </Text>
    </BlockStack>
  );
}
